/** A name that no other thing has: what is taken gets the first number that is free, from 2 on. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const used = new Set(taken.map((name) => name.trim().toLowerCase()))
  const isFree = (name: string) => !used.has(name.toLowerCase())
  const name = wanted.trim()
  if (isFree(name)) return name
  const stem = name.replace(/\s+\d+$/, '')
  let number = 2
  while (!isFree(`${stem} ${number}`)) number++
  return `${stem} ${number}`
}

/** Whole numbers with commas or blanks between them, none below `least`; undefined for anything else. */
export function readNumberList(text: string, least: number): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const numbers = parts.map(Number)
  const isGood = numbers.every((number) => Number.isSafeInteger(number) && number >= least)
  return isGood && numbers.length > 0 ? numbers : undefined
}

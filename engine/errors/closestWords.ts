/**
 * The word that `written` was probably meant to be, or undefined where none is near enough: at most one letter in three
 * is added, missing, wrong or swapped with its neighbour, case aside.
 */
export function closestWord(written: string, words: readonly string[]): string | undefined {
  let closest: string | undefined
  let smallest = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const word of words) {
    if (Math.abs(word.length - written.length) >= smallest) continue
    const distance = editDistance(written.toLowerCase(), word.toLowerCase())
    if (distance >= smallest) continue
    smallest = distance
    closest = word
  }
  return closest
}

/** The `count` words that take the fewest edits to reach from what was written, case aside, nearest first. */
export function closestWords(written: string, words: readonly string[], count: number): string[] {
  return words
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ word }) => word)
}

/** Optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let distance = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) distance = Math.min(distance, beforePrevious[j - 2]! + 1)
      current.push(distance)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.length]!
}

/** `a`, `a or b`, `a, b or c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`
}

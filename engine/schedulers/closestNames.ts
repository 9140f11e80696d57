/** The names that take the fewest edits to reach from what was typed (Levenshtein 1966), nearest first. */
export function closestNames(typed: string, names: readonly string[], count: number): string[] {
  return names
    .map((name) => ({ name, edits: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ name }) => name)
}

function editDistance(from: string, to: string): number {
  let distances = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = distances[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, distances[j]! + 1, next[j - 1]! + 1))
    }
    distances = next
  }
  return distances[to.length]!
}

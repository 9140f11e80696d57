/** What several things have in common; undefined where they differ, and of nothing. */
export function sharedValue<Thing, Value>(
  things: readonly Thing[],
  read: (thing: Thing) => Value,
): { readonly value: Value } | undefined {
  const [first, ...others] = things
  if (first === undefined) return undefined
  const value = read(first)
  return others.every((other) => Object.is(read(other), value)) ? { value } : undefined
}

/** Layers that are left out for the same reason. */
export interface SkippedGroup<Layer> {
  readonly reason: string
  readonly layers: readonly Layer[]
}

/** What was left out, by reason, the most frequent first. */
export function groupByReason<Layer extends { readonly reason: string }>(
  skipped: readonly Layer[],
): SkippedGroup<Layer>[] {
  const layersOfReason = new Map<string, Layer[]>()
  for (const layer of skipped) {
    const others = layersOfReason.get(layer.reason)
    if (others === undefined) layersOfReason.set(layer.reason, [layer])
    else others.push(layer)
  }
  return [...layersOfReason]
    .map(([reason, layers]) => ({ reason, layers }))
    .sort((a, b) => b.layers.length - a.layers.length)
}

/**
 * The places of the `count` largest values among `candidates`, largest first; of equal ones the earlier. A heap of
 * `count` places keeps this quick where there are hundreds of thousands of candidates.
 */
export function topCells(values: ArrayLike<number>, candidates: Iterable<number>, count: number): number[] {
  const isBelow = (a: number, b: number) => values[a]! < values[b]! || (values[a] === values[b] && a > b)
  /** The lowest of those kept is at the root. */
  const heap: number[] = []
  const swap = (a: number, b: number) => {
    const place = heap[a]!
    heap[a] = heap[b]!
    heap[b] = place
  }
  const sink = () => {
    for (let parent = 0; ;) {
      const left = 2 * parent + 1
      let lowest = parent
      if (left < heap.length && isBelow(heap[left]!, heap[lowest]!)) lowest = left
      if (left + 1 < heap.length && isBelow(heap[left + 1]!, heap[lowest]!)) lowest = left + 1
      if (lowest === parent) return
      swap(parent, lowest)
      parent = lowest
    }
  }
  const rise = () => {
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1
      if (!isBelow(heap[child]!, heap[parent]!)) return
      swap(child, parent)
      child = parent
    }
  }
  if (count <= 0) return []
  for (const candidate of candidates) {
    if (heap.length < count) {
      heap.push(candidate)
      rise()
    } else if (isBelow(heap[0]!, candidate)) {
      heap[0] = candidate
      sink()
    }
  }
  return heap.sort((a, b) => (isBelow(a, b) ? 1 : -1))
}

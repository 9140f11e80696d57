import { assert } from '../errors/engineError.ts'

/**
 * Weighs the text embeddings of one chunk by the emphasis rule of AUTOMATIC1111's web UI: every token's vector times
 * its weight, then all of them times one factor that brings the mean over all elements back to what it was.
 *
 * Weights that are all 1 return `embeddings` itself. A mean that the weights make exactly 0 cannot be brought back and
 * stays.
 *
 * @param embeddings `[tokens, width]`, row-major
 * @param weights `[tokens]`
 */
export function weightEmbeddings(embeddings: Float32Array, weights: Float32Array): Float32Array {
  const width = embeddings.length / weights.length
  assert(Number.isInteger(width), `${embeddings.length} elements are not ${weights.length} vectors`)
  if (weights.every((weight) => weight === 1)) return embeddings
  const weighted = embeddings.map((element, index) => element * weights[Math.floor(index / width)]!)
  const weightedSum = sum(weighted)
  if (weightedSum === 0) return weighted
  const restore = sum(embeddings) / weightedSum
  return weighted.map((element) => element * restore)
}

function sum(numbers: Float32Array): number {
  return numbers.reduce((total, number) => total + number, 0)
}

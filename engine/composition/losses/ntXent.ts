import { assert } from '../../errors/engineError.ts'

export interface EmbeddingLoss {
  readonly loss: number
  /** d loss / d embedding, one for each embedding. */
  readonly gradients: readonly Float64Array[]
}

/**
 * NT-Xent over all ordered pairs (a, p) of different embeddings with one label, as pytorch-metric-learning computes it
 * and CLoRA (Meral et al. 2024) uses it. With cosine similarity s and temperature τ
 *
 *     ℓ(a, p) = -log( e^(s(a,p)/τ) / ( e^(s(a,p)/τ) + Σ e^(s(a,n)/τ) over all n with another label ) ),  L = mean ℓ.
 *
 * The other positives are not in the denominator. Without any positive pair, or without a second label, L = 0.
 * An embedding of zeros has similarity 0 with everything, and no gradient. All embeddings have one length.
 */
export function ntXent(
  embeddings: readonly Float64Array[],
  labels: readonly number[],
  temperature: number,
): EmbeddingLoss {
  assert(embeddings.length === labels.length, 'every embedding has a label')
  assert(temperature > 0, 'the temperature is positive')
  const norms = embeddings.map(norm)
  const units = embeddings.map((embedding, index) => embedding.map((value) => value / (norms[index]! || 1)))
  const { loss, similarityGradient } = lossOfSimilarities(similarities(units), labels, temperature)
  return {
    loss,
    gradients: units.map((unit, a) => {
      const unitGradient = new Float64Array(unit.length)
      for (const [b, other] of units.entries()) {
        const factor = similarityGradient[a]![b]! + similarityGradient[b]![a]!
        for (let cell = 0; cell < other.length; cell++) unitGradient[cell]! += factor * other[cell]!
      }
      return throughNormalisation(unit, unitGradient, norms[a]!)
    }),
  }
}

function norm(values: Float64Array): number {
  return Math.sqrt(dot(values, values))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum
}

function similarities(units: readonly Float64Array[]): number[][] {
  return units.map((a) => units.map((b) => dot(a, b)))
}

/** L and dL / ds(a, b) for the similarity of every ordered pair. */
function lossOfSimilarities(
  similarity: readonly (readonly number[])[],
  labels: readonly number[],
  temperature: number,
) {
  const similarityGradient = labels.map(() => new Float64Array(labels.length))
  const pairs = positivePairs(labels)
  if (pairs.length === 0 || new Set(labels).size < 2) return { loss: 0, similarityGradient }
  let loss = 0
  for (const [anchor, positive] of pairs) {
    const row = similarity[anchor]!
    const negatives = labels.flatMap((label, index) => (label === labels[anchor] ? [] : [index]))
    const members = [positive, ...negatives]
    // Subtracting the largest keeps the exponentials finite and changes nothing else.
    const largest = Math.max(...members.map((index) => row[index]!))
    const exponentials = members.map((index) => Math.exp((row[index]! - largest) / temperature))
    const denominator = exponentials.reduce((sum, value) => sum + value, 0)
    loss += Math.log(denominator) - (row[positive]! - largest) / temperature
    for (const [place, index] of members.entries()) {
      const share = exponentials[place]! / denominator
      similarityGradient[anchor]![index]! += (share - (place === 0 ? 1 : 0)) / (temperature * pairs.length)
    }
  }
  return { loss: loss / pairs.length, similarityGradient }
}

/** Every ordered pair of different embeddings with one label. */
export function positivePairs(labels: readonly number[]): [number, number][] {
  return labels.flatMap((label, anchor) =>
    labels.flatMap((other, index): [number, number][] =>
      index !== anchor && other === label ? [[anchor, index]] : [],
    ),
  )
}

/** The gradient with respect to e, from that with respect to e / ‖e‖. */
function throughNormalisation(unit: Float64Array, unitGradient: Float64Array, length: number): Float64Array {
  if (length === 0) return new Float64Array(unit.length)
  const along = dot(unit, unitGradient)
  return unitGradient.map((gradient, cell) => (gradient - along * unit[cell]!) / length)
}

import type { MethodConcept, MethodContext } from '../method.ts'

/**
 * The concepts that take turns or rows: those with adapters. Without any, one concept that has none stands for the bare
 * model, so that every method renders a plain picture.
 */
export function requireConcepts({
  concepts,
}: Pick<MethodContext, 'concepts'>): readonly Pick<MethodConcept, 'adapters'>[] {
  const adapted = concepts.filter(({ adapters }) => adapters.length > 0)
  return adapted.length > 0 ? adapted : [{ adapters: [] }]
}

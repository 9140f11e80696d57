import type { Concept } from '../protocol/project.ts'
import { nameOf } from './readConcepts.ts'

/** In bytes of UTF-8: names of pictures take up to 204 of the 255 that file systems have. */
const longestSlug = 32

/**
 * A word for each concept that names of files can hold, from its name: letters and digits of any script in lower case,
 * with hyphens between them. No two are the same.
 * @returns By the ids of the concepts.
 */
export function conceptSlugs(concepts: readonly Pick<Concept, 'id' | 'name'>[]): Map<string, string> {
  const taken = new Set<string>()
  return new Map(
    concepts.map((concept) => {
      const word = slugOf(nameOf(concept)) || 'concept'
      let slug = word
      for (let number = 2; taken.has(slug); number++) slug = `${word}-${number}`
      taken.add(slug)
      return [concept.id, slug]
    }),
  )
}

function slugOf(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  let slug = ''
  for (const character of words.join('-')) {
    if (Buffer.byteLength(slug + character) > longestSlug) break
    slug += character
  }
  return slug.replace(/-$/, '')
}

import type { ConceptMap, GalleryItem, Job, PictureMaps } from '../../engine/protocol/window/index.ts'
import type { Overlay } from './sessionStore.ts'
import type { Stores } from './stores.ts'

/** Maps of finished pictures and of the render that runs. */
export interface MapSource {
  /** What is known of a picture; asks for it where nothing is. */
  readonly of: (picture: GalleryItem | undefined) => PictureMaps | undefined
  /** For what could not be had, as for want of a line to the host. */
  readonly askAgain: () => void
}

/** Pictures whose maps are kept. */
const mostKept = 8

export function createMapSource(client: Stores['client'], onLoaded: () => void): MapSource {
  const known = new Map<string, PictureMaps | 'asked' | 'failed'>()

  async function ask(id: string, key: string) {
    known.set(key, 'asked')
    try {
      known.set(key, await client.call('readMaps', { id }))
    } catch {
      known.set(key, 'failed') // a picture that is gone, or a line that is lost; one without maps answers with none
    }
    for (const old of known.keys()) if (known.size > mostKept) known.delete(old)
    onLoaded()
  }

  return {
    of(picture) {
      if (!picture) return undefined
      const key = keyOf(picture)
      const maps = known.get(key)
      if (!maps) void ask(picture.id, key)
      return maps === 'asked' || maps === 'failed' ? undefined : maps
    },
    askAgain() {
      for (const [key, maps] of known) if (maps === 'failed') known.delete(key)
      onLoaded()
    },
  }
}

/** Pictures of a comparison are there before they are read: then there is more to have. */
function keyOf({ id, concepts }: GalleryItem): string {
  return concepts ? `${id} read` : id
}

/** The map that the overlay shows of a concept. A render that runs comes before a picture that is finished. */
export function overlaidMap(
  { type, step }: Overlay,
  conceptId: string | undefined,
  maps: PictureMaps | undefined,
  job: Job | undefined,
): ConceptMap | undefined {
  const ofConcept = (all: readonly ConceptMap[] | undefined) => all?.find((map) => map.conceptId === conceptId)
  if (type === 'none') return undefined
  if (type === 'found') return ofConcept(maps?.found)
  if (job?.maps) return ofConcept(job.maps.concepts)
  const shown = maps?.steps?.find((recorded) => recorded.step === step) ?? maps?.steps?.at(-1)
  return ofConcept(shown?.concepts)
}

/** The hottest value in all steps, so that steps can be compared with each other. */
export function hottest(maps: PictureMaps | undefined, conceptId: string): number | undefined {
  const all = maps?.steps?.flatMap(({ concepts }) => concepts.filter((map) => map.conceptId === conceptId)) ?? []
  return all.length > 0 ? Math.max(...all.map(({ max }) => max)) : undefined
}

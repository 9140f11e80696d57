import { toMapBytes } from '../image/imageMap.ts'
import type { OpenProject } from '../pipeline/openProject.ts'
import type { PictureWatch } from '../pipeline/pictureWatch.ts'
import type { PreparedRender } from '../pipeline/prepareRender.ts'
import { createPreviewer } from '../pipeline/previewer.ts'
import type { EngineRenderEvent } from '../protocol/engineMethods.ts'
import type { ConceptMap } from '../protocol/window/files.ts'

export type WatchEvent = Extract<EngineRenderEvent, { type: 'preview' | 'attention' | 'found' }>

/** What a window sees of a picture that is being made: previews, attention, and where its concepts are found. */
export function windowWatch(
  opened: OpenProject,
  prepared: PreparedRender,
  readsAttention: boolean,
  signal: AbortSignal,
): PictureWatch<WatchEvent> {
  const preview = createPreviewer(opened, prepared)
  return {
    readsAttention,
    async *evaluation(progress, seed) {
      const step = progress.stepsDone
      if (progress.attention) {
        const concepts = [...progress.attention()].map(([conceptId, { width, height, max, bytes }]) => {
          return { conceptId, width, height, max, bytes: toBase64(bytes) }
        })
        yield { type: 'attention', seed, step, concepts }
      }
      const isLast = progress.evaluationIndex + 1 === progress.evaluationCount
      if (!isLast) yield { type: 'preview', seed, step, ...(await preview(progress, signal)) }
    },
    *reading({ grid, concepts }, seed) {
      // One scale for all: the map of a concept that is hardly there must not look like that of one that is.
      const highest = concepts.reduce((high, { map }) => map.reduce((most, value) => Math.max(most, value), high), 0)
      yield {
        type: 'found',
        seed,
        concepts: concepts.map(({ presence, map }): ConceptMap => {
          const scaled = Float32Array.from([...map, highest])
          const { bytes } = toMapBytes({ width: scaled.length, height: 1, data: scaled })
          const shown = bytes.subarray(0, map.length)
          return { conceptId: presence.conceptId, ...grid, max: highest, bytes: toBase64(shown) }
        }),
      }
    },
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

import type { DocumentStore } from './documentStore.ts'
import type { MaskStore } from './maskStore.ts'

/** Strokes between two looks for masks that nothing names any more: looking goes through all of the history. */
const patience = 20

/**
 * Frees masks that neither the document nor a step of its history names, and those that a gesture makes on its way at
 * once: scrubbing would keep hundreds. Returns what ends it.
 */
export function freeMasks(document: DocumentStore, masks: MaskStore): () => void {
  let steps = 0
  return document.subscribe(({ history, project, gesture, documentId, savedProject }, before) => {
    const begun = before.gesture?.before
    if (begun && project !== before.project && documentId === before.documentId) {
      masks.drop(before.project, [project, begun])
    }
    if (history === before.history && documentId === before.documentId) return
    steps += 1
    if (steps < patience && documentId === before.documentId) return
    steps = 0
    const past = [...history.past, ...history.future].map((step) => step.document)
    masks.keepOnly([project, ...past, ...(gesture ? [gesture.before] : []), ...(savedProject ? [savedProject] : [])])
  })
}

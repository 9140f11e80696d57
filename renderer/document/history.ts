/** What was undone and what can be undone again: whole documents, since unchanged parts are shared. */
export interface History<Document> {
  readonly past: readonly Step<Document>[]
  readonly future: readonly Step<Document>[]
}

export interface Step<Document> {
  /** A key of the texts below `undo`, such as `moveRegion`. */
  readonly label: string
  /** The document on the other side of the step: before it in `past`, after it in `future`. */
  readonly document: Document
}

const mostSteps = 500

export const emptyHistory: History<never> = { past: [], future: [] }

/** Remembers `before`, which a step has just replaced. What was undone before is gone. */
export function recordStep<Document>({ past }: History<Document>, label: string, before: Document): History<Document> {
  return { past: [...past.slice(-(mostSteps - 1)), { label, document: before }], future: [] }
}

/** The document before the last step, and the history there; undefined where nothing can be undone. */
export function undoStep<Document>(
  { past, future }: History<Document>,
  present: Document,
): { document: Document; history: History<Document>; label: string } | undefined {
  const step = past.at(-1)
  if (!step) return undefined
  const { label, document } = step
  return { document, label, history: { past: past.slice(0, -1), future: [...future, { label, document: present }] } }
}

/** The document after the step that was undone last. */
export function redoStep<Document>(
  { past, future }: History<Document>,
  present: Document,
): { document: Document; history: History<Document>; label: string } | undefined {
  const step = future.at(-1)
  if (!step) return undefined
  const { label, document } = step
  return { document, label, history: { past: [...past, { label, document: present }], future: future.slice(0, -1) } }
}

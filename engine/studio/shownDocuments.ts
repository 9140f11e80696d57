/** Which document each connected window shows: its work is not lost, however it looks on the disk. */
export interface ShownDocuments {
  /** `window` aborts when the window is gone. */
  note(window: AbortSignal, documentId: string): void
  /** Whether a window shows it that is not the one that asks. */
  isShownBeside(window: AbortSignal | undefined, documentId: string): boolean
}

export function createShownDocuments(): ShownDocuments {
  const shown = new Map<AbortSignal, string>()
  return {
    note(window, documentId) {
      if (window.aborted) return
      if (!shown.has(window)) window.addEventListener('abort', () => shown.delete(window), { once: true })
      shown.set(window, documentId)
    },
    isShownBeside: (window, documentId) =>
      [...shown].some(([other, shownId]) => other !== window && shownId === documentId),
  }
}

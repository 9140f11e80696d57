/** Ctrl-C, a request to end, and a terminal that was closed. */
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Fires when the user wants the command to end. The first request lets the work stop at a clean place; from then on the
 * system's own handling is back, so that a second Ctrl-C ends the program at once, even inside a long computation.
 */
export function watchInterruption(): AbortSignal {
  const controller = new AbortController()
  const interrupt = () => {
    for (const name of endingSignals) process.off(name, interrupt)
    controller.abort()
  }
  for (const name of endingSignals) process.on(name, interrupt)
  return controller.signal
}

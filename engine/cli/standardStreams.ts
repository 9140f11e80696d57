/** What happened to standard output while the command ran. */
export interface StandardOutput {
  /** Fires when nothing can be written any more. */
  readonly signal: AbortSignal
  /** Why, once the signal has fired. */
  readonly failure: () => NodeJS.ErrnoException | undefined
  /** Waits until everything is written or has failed. */
  readonly flush: () => Promise<void>
}

/**
 * Watches standard output: a reader that has seen enough, as in `| head`, closes it, and a disk that it is redirected
 * to can be full. Errors of standard error are ignored, since there is nowhere left to tell them.
 */
export function watchStandardOutput(): StandardOutput {
  const controller = new AbortController()
  let failure: NodeJS.ErrnoException | undefined
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error
    controller.abort()
  })
  process.stderr.on('error', () => undefined)
  return {
    signal: controller.signal,
    failure: () => failure,
    flush: () =>
      new Promise((resolve) => {
        process.stdout.write('', () => setImmediate(resolve)) // an error event comes before the next turn
      }),
  }
}

/** One line on standard output: the result of the command, and nothing else. */
export function printResult(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** One line on standard error: everything that is said beside the result. */
export function printRemark(line: string): void {
  process.stderr.write(`${line}\n`)
}

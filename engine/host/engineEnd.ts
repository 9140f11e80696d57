/** How an engine process ended. */
export interface EngineEnd {
  /** Such as `signal SIGKILL` or `exit code 134`. */
  readonly exit: string
  readonly outOfMemory: boolean
  /** The line of its standard error that says most, if there is one. */
  readonly lastWords?: string
}

/** What the system does to a process that asks for more memory than there is; 128 + signal if a shell stood between. */
const killedForMemory = ['signal SIGKILL', 'exit code 137', 'signal SIGTRAP', 'exit code 132', 'exit code 133']
/** Windows: STATUS_NO_MEMORY and STATUS_COMMITMENT_LIMIT. */
const refusedMemory = ['exit code 3221225495', 'exit code 3221225773']
const aborted = ['signal SIGABRT', 'exit code 134']
const memoryWords = /bad_alloc|out of memory|allocation failed|failed to allocate/i
const tellingWords = /error|exception|terminate|abort|fatal|bad_alloc|cannot|failed/i

/** Of a process that the system did not start: its reason may name folders, which are no part of `exit`. */
export function failedStart(error: unknown): EngineEnd {
  const { code, message } = error as Partial<NodeJS.ErrnoException>
  return {
    exit: code === undefined ? 'no start' : `no start (${code})`,
    outOfMemory: false,
    lastWords: message ?? String(error),
  }
}

/** @param stderr The last that the process wrote there. */
export function describeEnd(code: number | null, signal: string | null, stderr: string): EngineEnd {
  const exit = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`
  const lines = stderr.split('\n').map((line) => line.trim())
  const lastWords = lines.findLast((line) => tellingWords.test(line) && !line.startsWith('at '))
  return {
    exit,
    outOfMemory:
      killedForMemory.includes(exit) ||
      refusedMemory.includes(exit) ||
      (aborted.includes(exit) && memoryWords.test(stderr)),
    ...(lastWords !== undefined && { lastWords: lastWords.slice(0, 300) }),
  }
}

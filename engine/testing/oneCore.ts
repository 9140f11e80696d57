/**
 * Sessions of tests take one thread: test files run two at a time, and two threads each would wait for each other on
 * two cores (a third of the time of a whole run).
 */
export const oneCore = { provider: 'cpu', threads: 1 } as const

/** The same for a command of the program. */
export const onOneCore: readonly string[] = ['--provider', 'cpu', '--threads', '1']

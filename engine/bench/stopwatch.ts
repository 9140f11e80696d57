/** Milliseconds since the last call, or since the stopwatch was made. */
export type Stopwatch = () => number

export function startStopwatch(): Stopwatch {
  let last = performance.now()
  return () => {
    const now = performance.now()
    const passed = now - last
    last = now
    return passed
  }
}

/** Runs `action` and says how long it took. */
export async function millisecondsOf(action: () => Promise<unknown>): Promise<number> {
  const stopwatch = startStopwatch()
  await action()
  return stopwatch()
}

/** Milliseconds of one measurement. */
export interface Timing {
  /** By the clock. */
  readonly wall: number
  /** Of all threads of this process: on a machine that does other things too, this one tells more. */
  readonly processor: number
}

async function timingOf(action: () => Promise<unknown>): Promise<Timing> {
  const before = process.cpuUsage()
  const wall = await millisecondsOf(action)
  const { user, system } = process.cpuUsage(before) // in microseconds
  return { wall, processor: (user + system) / 1000 }
}

/**
 * Measures several things in turns, A B C A B C, so that a slow spell of the machine meets all of them alike. Each runs
 * once before, unmeasured.
 */
export async function measureInTurns<Name extends string>(
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, Timing[]>> {
  const names = Object.keys(actions) as Name[]
  const timings = Object.fromEntries(names.map((name) => [name, [] as Timing[]])) as Record<Name, Timing[]>
  for (const name of names) await actions[name]()
  for (let round = 0; round < rounds; round++) {
    for (const name of names) timings[name].push(await timingOf(actions[name]))
  }
  return timings
}

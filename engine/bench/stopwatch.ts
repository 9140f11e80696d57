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

/**
 * Measures several things in turns, A B C A B C, so that a slow spell of the machine meets all of them alike. Each runs once
 * before, unmeasured.
 */
export async function measureInTurns<Name extends string>(
  actions: Readonly<Record<Name, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(actions) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (const name of names) await actions[name]()
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(await millisecondsOf(actions[name]))
  }
  return times
}

import { fork, type ChildProcess } from 'node:child_process'
import { assert } from '../errors/engineError.ts'
import { measurements } from './measurements.ts'

type Measurements = typeof measurements
type MeasurementName = keyof Measurements
type Inputs = { [N in MeasurementName]: Parameters<Measurements[N]>[0] }
type Results = { [N in MeasurementName]: Awaited<ReturnType<Measurements[N]>> }

/** The first argument of a process that measures one thing and ends. */
export const childArgument = '--measure'

const running = new Set<ChildProcess>()

/** Measures in a process of its own, so that its memory, caches and compiled code are its own too. */
export function measureInChild<N extends MeasurementName>(name: N, input: Inputs[N]): Promise<Results[N]> {
  const child = fork(process.argv[1]!, [childArgument, name, JSON.stringify(input)])
  running.add(child)
  return new Promise((resolve, reject) => {
    let result: Results[N] | undefined
    child.once('message', (message) => {
      result = message as Results[N]
      child.disconnect() // which lets the child end
    })
    child.once('exit', (code, signal) => {
      running.delete(child)
      if (result === undefined) reject(new Error(`measuring ${name} ended with ${signal ?? code}`))
      else resolve(result)
    })
  })
}

/** Measures the same in several processes, one after the other. */
export async function measureInChildren<N extends MeasurementName>(
  name: N,
  input: Inputs[N],
  rounds: number,
): Promise<Results[N][]> {
  const results: Results[N][] = []
  for (let round = 0; round < rounds; round++) results.push(await measureInChild(name, input))
  return results
}

/** For when the program is ended. */
export function stopChildren(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** What the child does: it sends the result to its parent. */
export async function measureAsChild([name, input]: readonly string[]): Promise<void> {
  assert(name !== undefined && name in measurements && process.send, 'a child is started by its parent')
  const measure = measurements[name as MeasurementName] as (input: unknown) => Promise<unknown>
  process.send(await measure(JSON.parse(input ?? '{}')))
}

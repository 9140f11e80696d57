import { join } from 'node:path'
import { connectEngine, type EngineLine } from '../client/connectEngine.ts'
import { EngineError } from '../errors/engineError.ts'
import { installationFolder } from '../files/installation.ts'
import type { EngineState } from '../protocol/window/machine.ts'
import { failedStart, type EngineEnd } from './engineEnd.ts'
import type { EngineHost, EngineSettings } from './engineHost.ts'
import { gone, type Crash, type Job } from './goneErrors.ts'
import { spawnEngine, type EngineProcess } from './spawnEngine.ts'
import { watchEngine, type WatchTimes } from './watchEngine.ts'

export interface EngineHostSettings extends EngineSettings {
  /** The Node that runs the engine: this one, or inside of Electron the one that is found. */
  readonly nodePath?: string
  /** The script of the engine: that of the installation. */
  readonly entry?: string
}

export interface HostTimes extends WatchTimes {
  /** Before it starts again after its first end; doubled with each further one. */
  readonly pauseMs: number
  /** For an engine to begin and to tell what it computes with: drivers are loaded meanwhile, perhaps slowly. */
  readonly greetMs: number
}

const hostTimes: HostTimes = {
  ...{ pauseMs: 200, greetMs: 120_000 },
  ...{ beatMs: 2_000, mostUnanswered: 15, cancelMs: 15_000, firstStepMs: 60_000 },
}
const minuteMs = 60_000
/** After so many ends within a minute, or in a row before it was ready, it does not start again by itself. */
const mostEnds = 3

interface Run {
  readonly engine: EngineProcess
  readonly line: EngineLine
  endWatch: () => void
  /** Whether it has ever told what it computes with. */
  wasReady: boolean
  /** Why it is being ended on purpose: what becomes of calls that wait. */
  purpose?: EngineError
}

/** Starts the engine process at once, and again whenever it ends. Whoever makes it closes it. */
export function createEngineHost(given: EngineHostSettings, times: HostTimes = hostTimes): EngineHost {
  const program = {
    nodePath: given.nodePath ?? ownNode(),
    entry: given.entry ?? join(installationFolder(), 'dist', 'engine.js'),
  }
  let settings: EngineSettings = { provider: given.provider, threads: given.threads }
  let state: EngineState = { status: 'starting' }
  /** Why calls are refused while the state is `failed`. */
  let failure: Error | undefined
  let run: Run | undefined
  let ends: number[] = []
  let retry: NodeJS.Timeout | undefined
  let job: Job
  let isClosed = false
  const listeners = new Set<(state: EngineState) => void>()
  /** Calls that wait for it to start. */
  const waiting = new Set<() => void>()

  function change(next: EngineState): void {
    state = next
    for (const listener of [...listeners]) listener(next)
    lookAgain()
  }

  function lookAgain(): void {
    for (const wake of [...waiting]) wake()
  }

  function begin(): void {
    const engine = trySpawn()
    if (engine === undefined) return
    let end = gone.closed()
    engine.onEnd((how) => (end = afterEnd(own, how)))
    const own: Run = { engine, line: connectEngine(engine.port, () => end), endWatch: () => undefined, wasReady: false }
    run = own
    void greet(own)
  }

  function trySpawn(): EngineProcess | undefined {
    try {
      return spawnEngine(program)
    } catch (error) {
      afterCrash(failedStart(error), false)
      return undefined
    }
  }

  async function greet(own: Run): Promise<void> {
    const timer = setTimeout(() => own.engine.kill(silentStart), times.greetMs)
    own.endWatch = () => clearTimeout(timer)
    try {
      await own.line.ready()
      const { hardware } = await own.line.call('hello', settings)
      if (isClosed || own !== run || own.purpose !== undefined) return
      own.endWatch()
      own.wasReady = true
      own.endWatch = watchEngine(own.line, times, {
        silent: () => own.engine.kill('no answer'),
        deaf: () => startAnew(own, gone.deaf(job)),
      })
      change({ status: 'ready', hardware, ...lastCrash() })
    } catch (error) {
      // Of an end `afterEnd` tells.
      if (isClosed || own !== run || own.purpose !== undefined || isGone(error)) return
      own.purpose = gone.closed()
      own.engine.kill()
      fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** Returns what becomes of calls that waited for it. */
  function afterEnd(own: Run, end: EngineEnd): EngineError {
    own.endWatch()
    run = undefined
    if (isClosed) return gone.closed()
    if (own.purpose !== undefined) {
      if (state.status !== 'failed') begin()
      return own.purpose
    }
    return afterCrash(end, own.wasReady)
  }

  function afterCrash(end: EngineEnd, wasReady: boolean): EngineError {
    const { exit, outOfMemory } = end
    const crash: Crash = { at: new Date().toISOString(), ...job, exit, outOfMemory }
    const now = performance.now()
    // A start may take longer than a minute to fail: in a row such ends count however long ago they were.
    ends = [...ends.filter((before) => !wasReady || now - before < minuteMs), now]
    const { hardware } = state
    if (ends.length < mostEnds) {
      retry = setTimeout(begin, times.pauseMs * 2 ** (ends.length - 1))
      change({ status: 'restarting', crash, ...(hardware && { hardware }) })
    } else {
      fail(exit === silentStart ? gone.silent(ends.length) : gone.tooOften(ends.length, end), crash)
    }
    return gone.crashed(crash)
  }

  function fail(error: Error, crash = state.crash): void {
    failure = error
    const { code, remedy } =
      error instanceof EngineError ? error : { code: 'bug', remedy: 'Restart the engine; if it comes back, report it.' }
    change({ status: 'failed', error: { code, message: error.message, remedy }, ...(crash && { crash }) })
  }

  function startAnew(own: Run | undefined, purpose: EngineError): void {
    change({ status: 'restarting', ...lastCrash() })
    if (own === undefined) {
      begin()
      return
    }
    own.purpose ??= purpose
    own.engine.kill() // another starts when it has ended: there may not be memory for both
  }

  function lastCrash(): Pick<EngineState, 'crash'> {
    return state.crash === undefined ? {} : { crash: state.crash }
  }

  /** Waits while it starts. */
  async function readyLine(signal?: AbortSignal): Promise<EngineLine> {
    for (;;) {
      signal?.throwIfAborted()
      if (isClosed) throw gone.closed()
      if (state.status === 'failed' && failure !== undefined) throw failure
      if (state.status === 'ready' && run !== undefined) return run.line
      await nextChange(signal)
    }
  }

  function nextChange(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        waiting.delete(wake)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      waiting.add(wake)
      signal?.addEventListener('abort', wake)
    })
  }

  begin()

  return {
    get state() {
      return state
    },
    onState(listener) {
      const own = (changed: EngineState) => listener(changed)
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    tellJob: (named) => void (job = named),
    async call(method, request, signal) {
      const line = await readyLine(signal)
      return line.call(method, request, signal)
    },
    async *render(request, signal) {
      const line = await readyLine(signal)
      yield* line.render(request, signal)
    },
    restart(changed = {}) {
      if (isClosed) return
      settings = { ...settings, ...changed }
      ends = []
      clearTimeout(retry)
      startAnew(run, gone.restarted(job))
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      const ended = run?.engine.ended
      run?.engine.kill()
      lookAgain()
      await ended
    },
  }
}

/** What ended an engine that did not begin within its time. */
const silentStart = 'no answer to its start'

function isGone(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'engine-gone'
}

/** Electron's own Node has an allocator that ends the process where onnxruntime asks for 2 GiB at once. */
function ownNode(): string {
  return process.versions['electron'] === undefined ? process.execPath : 'node'
}

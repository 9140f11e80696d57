import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Duplex } from 'node:stream'
import { createClosing, type Port } from '../client/port.ts'
import { portOfStream } from '../client/socketPort.ts'
import { describeEnd, failedStart, type EngineEnd } from './engineEnd.ts'
import { engineEnvironment } from './engineEnvironment.ts'

/** A running engine process. Its port closes when the process has ended, after `onEnd` was told. */
export interface EngineProcess {
  readonly port: Port
  readonly ended: Promise<EngineEnd>
  onEnd(listener: (end: EngineEnd) => void): void
  /**
   * Ends it at once, whatever it does: files are written whole or not at all. `exit` says why, instead of the signal.
   */
  kill(exit?: string): void
}

export interface EngineProgram {
  readonly nodePath: string
  readonly entry: string
}

const pipeNumber = 3
const keptCharacters = 64 * 1024
/** How long a process may take to end after its pipe has closed. */
const graceMs = 1_000
/** How long its last words may come after its end. */
const lastWordsMs = 200

/**
 * Starts a Node of its own that speaks over a pipe. What goes wrong then is an end like others.
 * @throws Error of a system that cannot start any process now.
 */
export function spawnEngine({ nodePath, entry }: EngineProgram): EngineProcess {
  const child = spawn(nodePath, [entry], {
    env: { ...engineEnvironment(process.env), POLYPTYCH_ENGINE_FD: String(pipeNumber) },
    // Node reads a pipe of Windows without blocking only if it was made for it.
    stdio: ['ignore', 'ignore', 'pipe', process.platform === 'win32' ? 'overlapped' : 'pipe'],
    windowsHide: true,
  })
  if (child.pid !== undefined) yieldToWindows(child.pid)

  let stderr = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => (stderr = (stderr + text).slice(-keptCharacters)))

  const ending = createClosing()
  const line = portOfStream(child.stdio[pipeNumber] as Duplex)
  let end: EngineEnd | undefined
  let resolveEnded: ((end: EngineEnd) => void) | undefined
  const ended = new Promise<EngineEnd>((resolve) => (resolveEnded = resolve))
  const endListeners: ((end: EngineEnd) => void)[] = []

  function finish(how: EngineEnd): void {
    if (end !== undefined) return
    end = how
    for (const listener of endListeners) listener(how)
    ending.close()
    line.close()
    resolveEnded?.(how)
  }

  let killed: string | undefined
  function kill(exit?: string): void {
    killed ??= exit
    child.kill('SIGKILL')
  }

  function finishAs(code: number | null, signal: string | null): void {
    const how = describeEnd(code, signal, stderr)
    finish(killed === undefined ? how : { ...how, exit: killed, outOfMemory: false })
  }

  line.onClose((error) => {
    if (end !== undefined) return
    // Of a process that ended by itself the pipe may close before its end is known.
    const timer = setTimeout(() => kill('a broken pipe'), error instanceof RangeError ? 0 : graceMs)
    void ended.then(() => clearTimeout(timer))
  })
  child.on('error', (error) => {
    if (child.pid === undefined) finish(failedStart(error))
  })
  child.on('close', finishAs)
  child.on('exit', (code, signal) => {
    // A process that inherited its standard error may keep that open.
    const timer = setTimeout(() => finishAs(code, signal), lastWordsMs)
    void ended.then(() => clearTimeout(timer))
  })

  return {
    port: { ...line, onClose: (listener) => ending.onClose(listener) },
    ended,
    onEnd: (listener) => void endListeners.push(listener),
    kill,
  }
}

/** Windows stay smooth while every core computes. */
function yieldToWindows(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It works as well, with less comfort.
  }
}

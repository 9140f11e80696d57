import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is written over `answer` in the script below: how a process answers a message, with `post` at hand. */
const script = (answer: string) => `
import { Socket } from 'node:net'
const pipe = new Socket({ fd: Number(process.env.POLYPTYCH_ENGINE_FD), readable: true, writable: true })
pipe.on('close', () => process.exit(0)).on('error', () => process.exit(0))
function post(message) {
  const json = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(8)
  head.writeUInt32LE(json.length, 0)
  pipe.write(Buffer.concat([head, json]))
}
const told = (given) => ({
  processor: JSON.stringify({ ...given, pid: process.pid, environment: process.env }),
  cores: 1, memoryBytes: 1, graphics: [], provider: 'cpu', candidates: [],
})
const hello = ({ id, request }) => post({ type: 'answer', id, response: { hardware: told(request) } })
const refuse = ({ id }, code) => post({ type: 'error', id, error: { code, message: 'Said ' + code + '.', remedy: 'Go.' } })
let left = Buffer.alloc(0)
pipe.on('data', (chunk) => {
  left = Buffer.concat([left, chunk])
  while (left.length >= 8 && left.length >= 8 + left.readUInt32LE(0)) {
    const end = 8 + left.readUInt32LE(0)
    const message = JSON.parse(left.subarray(8, end).toString())
    left = left.subarray(end)
    answer(message)
  }
})
function answer(message) {
${answer}
}
post({ type: 'ready' })
`

export interface ScriptedEngine {
  readonly entry: string
  remove(): Promise<void>
}

/** A small program that speaks as the engine process does, written from the description of the format alone. */
export async function scriptedEngine(answer: string): Promise<ScriptedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'polyptych-engine-'))
  const entry = join(folder, 'engine.mjs')
  await writeFile(entry, script(answer))
  return { entry, remove: () => rm(folder, { recursive: true, force: true }) }
}

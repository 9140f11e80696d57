import { afterEach, expect, it, vi } from 'vitest'
import { scriptedEngine } from '../testing/scriptedEngine.ts'
import type { EngineRender } from '../protocol/engineMethods.ts'
import type { EngineState } from '../protocol/window/machine.ts'
import { createEngineHost, type EngineHostSettings, type HostTimes } from './createEngineHost.ts'
import type { EngineHost } from './engineHost.ts'

const ends: (() => Promise<unknown>)[] = []
const pids = new Set<number>()

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const end of ends.splice(0)) await end()
  expect([...pids].filter(isAlive)).toEqual([])
  pids.clear()
})

const quick: HostTimes = {
  ...{ pauseMs: 10, greetMs: 20_000 },
  ...{ beatMs: 20, mostUnanswered: 5, cancelMs: 100, firstStepMs: 0 },
}

/** Does as the name of the adapter says. */
const obedient = `
  if (message.type === 'ping') return post({ type: 'pong', id: message.id })
  if (message.method === 'hello') return hello(message)
  const { adapter } = message.request ?? {}
  if (adapter === 'die') process.kill(process.pid, 'SIGKILL')
  if (adapter === 'leave') process.exit(7)
  if (adapter === 'refuse') refuse(message, 'adapter-mismatch')
  if (adapter === 'stumble') refuse(message, 'bug')
  if (adapter === 'lie') post({ type: 'answer', id: message.id, response: { not: 'a chart' } })
  if (adapter === 'babble') pipe.write(Buffer.alloc(64, 255))
`

async function hostOf(answer: string, given: Partial<EngineHostSettings> = {}, times = quick) {
  const program = await scriptedEngine(answer)
  const host = createEngineHost({ provider: 'auto', threads: 0, entry: program.entry, ...given }, times)
  const states: EngineState[] = []
  host.onState((state) => {
    states.push(state)
    if (state.status === 'ready') pids.add(told(state).pid)
  })
  ends.push(() => host.close(), program.remove)
  const until = (status: EngineState['status']) => vi.waitFor(() => expect(host.state.status).toBe(status), 5_000)
  return { host, states, until }
}

function told({ hardware }: EngineState) {
  return JSON.parse(hardware?.processor ?? '{}') as {
    pid: number
    provider: string
    threads: number
    environment: Record<string, string>
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const measure = (host: EngineHost, adapter: string, signal?: AbortSignal) =>
  host.call('measureAdapter', { adapter, model: '' }, signal)
const job = { jobId: 'j1', jobName: 'duo' }

it('tells the engine the settings, and windows what it computes with', async () => {
  const { host, states, until } = await hostOf(obedient, { provider: 'cpu', threads: 3 })
  expect(host.state).toEqual({ status: 'starting' })
  await until('ready')
  expect(told(host.state)).toMatchObject({ provider: 'cpu', threads: 3 })
  expect(states.map(({ status }) => status)).toEqual(['ready'])
})

it('hands the engine folders and devices, but no options of another program', async () => {
  vi.stubEnv('NODE_OPTIONS', '--no-warnings')
  vi.stubEnv('ELECTRON_RUN_AS_NODE', '1')
  vi.stubEnv('CUDA_VISIBLE_DEVICES', '1')
  vi.stubEnv('SOME_TOKEN', 'secret')
  const { host, until } = await hostOf(obedient)
  await until('ready')
  const { environment } = told(host.state)
  expect(environment).toMatchObject({ PATH: process.env['PATH'], CUDA_VISIBLE_DEVICES: '1', POLYPTYCH_ENGINE_FD: '3' })
  for (const name of ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'SOME_TOKEN'])
    expect(environment).not.toHaveProperty(name)
})

it('starts again after a crash, and says what was lost', async () => {
  const { host, states, until } = await hostOf(obedient)
  await until('ready')
  const before = told(host.state)
  host.tellJob(job)
  await expect(measure(host, 'die')).rejects.toMatchObject({
    code: 'engine-gone',
    message: "The engine ended by itself while 'duo' was rendered (signal SIGKILL).",
    remedy: expect.stringContaining('memory') as string,
  })
  expect(host.state).toMatchObject({
    status: 'restarting',
    crash: { ...job, exit: 'signal SIGKILL', outOfMemory: true },
  })
  host.tellJob(undefined)
  // Asked while there is no process: it waits for the next one.
  await expect(measure(host, 'refuse')).rejects.toMatchObject({
    code: 'adapter-mismatch',
    message: 'Said adapter-mismatch.',
  })
  expect(told(host.state).pid).not.toBe(before.pid)
  expect(host.state.crash).toMatchObject(job)
  expect(states.map(({ status }) => status)).toEqual(['ready', 'restarting', 'ready'])
})

it('gives up after three ends within a minute, each pause twice the one before, until it is told to restart', async () => {
  const begun = performance.now()
  const { host, states, until } = await hostOf(
    `console.error('Error: Cannot find module sharp'); process.exit(7)`,
    {},
    { ...quick, pauseMs: 60 },
  )
  const refused = expect(measure(host, 'refuse')).rejects.toMatchObject({ code: 'engine-gone' })
  await until('failed')
  expect(performance.now() - begun).toBeGreaterThan(60 + 120)
  await refused
  expect(states.map(({ status }) => status)).toEqual(['restarting', 'restarting', 'failed'])
  expect(host.state.error).toMatchObject({
    code: 'engine-gone',
    message: 'The engine ended 3 times in a row, the last time with exit code 7: Error: Cannot find module sharp',
  })
  expect(host.state.crash).toMatchObject({ exit: 'exit code 7', outOfMemory: false })
  host.restart()
  expect(host.state.status).toBe('restarting')
  await until('failed')
})

it('goes on where ends lie more than a minute apart', async () => {
  const { host, states, until } = await hostOf(obedient)
  await until('ready')
  const now = vi.spyOn(performance, 'now')
  for (const minutes of [2, 4, 6]) {
    now.mockReturnValue(minutes * 60_000)
    await expect(measure(host, 'leave')).rejects.toMatchObject({ code: 'engine-gone' })
    await until('ready')
  }
  now.mockRestore()
  expect(states.map(({ status }) => status)).not.toContain('failed')
})

it('says so when there is no such program to run the engine', async () => {
  const { host, until } = await hostOf(obedient, { nodePath: '/nowhere/node' })
  await until('failed')
  expect(host.state.error?.message).toContain('/nowhere/node')
  expect(host.state.crash?.exit).toBe('no start (ENOENT)')
})

it('does not start again where the device is not available, until another one is chosen', async () => {
  const { host, states, until } = await hostOf(
    `if (message.type === 'ping') return post({ type: 'pong', id: message.id })
     if (message.request.provider === 'cuda') refuse(message, 'provider-unavailable')
     else hello(message)`,
    { provider: 'cuda' },
  )
  await until('failed')
  const report = { code: 'provider-unavailable', message: 'Said provider-unavailable.', remedy: 'Go.' }
  expect(host.state.error).toEqual(report)
  await expect(measure(host, 'refuse')).rejects.toMatchObject(report)
  host.restart({ provider: 'cpu' })
  await until('ready')
  expect(told(host.state).provider).toBe('cpu')
  expect(states.map(({ status }) => status)).toEqual(['failed', 'restarting', 'ready'])
})

it('is started anew with other settings, whatever the engine does', async () => {
  const { host, until } = await hostOf(obedient, { threads: 1 })
  await until('ready')
  const { pid } = told(host.state)
  host.tellJob(job)
  const lost = expect(measure(host, 'wait')).rejects.toMatchObject({
    code: 'engine-gone',
    message: "The engine was started anew while 'duo' was rendered.",
  })
  host.restart({ threads: 2 })
  host.restart({ provider: 'cpu' })
  await lost
  await until('ready')
  expect(told(host.state)).toMatchObject({ threads: 2, provider: 'cpu' })
  expect(isAlive(pid)).toBe(false)
  expect(host.state).not.toHaveProperty('crash')
})

it('ends an engine that goes on with a render that was cancelled', async () => {
  const { host, until } = await hostOf(obedient)
  await until('ready')
  const { pid } = told(host.state)
  const abort = new AbortController()
  const events = host.render({} as EngineRender, abort.signal)
  const lost = expect(events.next()).rejects.toMatchObject({ code: 'engine-gone' })
  setTimeout(() => abort.abort(), 20)
  await lost
  await until('ready')
  expect(told(host.state).pid).not.toBe(pid)
  expect(host.state).not.toHaveProperty('crash')
})

it('ends an idle engine that does not answer', async () => {
  const { host, states, until } = await hostOf(`if (message.method === 'hello') hello(message)`)
  await until('ready')
  await vi.waitFor(() => expect(host.state.crash).toMatchObject({ exit: 'no answer', outOfMemory: false }), 3_000)
  await until('ready')
  expect(states.map(({ status }) => status)).toEqual(['ready', 'restarting', 'ready'])
})

it('ends an engine that does not answer its greeting, and gives up after the third, however long it took', async () => {
  let now = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 61_000))
  const { host, states, until } = await hostOf('', {}, { ...quick, greetMs: 300 })
  await until('failed')
  clock.mockRestore()
  expect(states.map(({ status }) => status)).toEqual(['restarting', 'restarting', 'failed'])
  expect(host.state.error).toMatchObject({
    code: 'engine-gone',
    message: 'The engine was started 3 times and gave no answer.',
    remedy: expect.stringContaining('choose the processor') as string,
  })
  expect(host.state.crash).toMatchObject({ exit: 'no answer to its start', outOfMemory: false })
})

it('leaves an engine alone that answers', async () => {
  const { host, states, until } = await hostOf(obedient)
  await until('ready')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(host.state.status).toBe('ready')
  expect(states).toHaveLength(1)
})

it('ends an engine that writes what is no frame', async () => {
  const { host, until } = await hostOf(obedient)
  await until('ready')
  await expect(measure(host, 'babble')).rejects.toMatchObject({ code: 'engine-gone' })
  expect(host.state.crash).toMatchObject({ exit: 'a broken pipe', outOfMemory: false })
})

it('takes an answer of the wrong form, and a bug of the engine, for bugs', async () => {
  const { host, until } = await hostOf(obedient)
  await until('ready')
  await expect(measure(host, 'lie')).rejects.toMatchObject({ name: 'ZodError' })
  await expect(measure(host, 'stumble')).rejects.toSatisfy((error) => (error as Error).name === 'Error')
})

it('lets go of a call that is no longer wanted, also while the engine starts', async () => {
  const { host } = await hostOf(obedient)
  const reason = new Error('no longer wanted')
  const early = new AbortController()
  const starting = expect(measure(host, 'wait', early.signal)).rejects.toBe(reason)
  early.abort(reason)
  await starting
  expect(host.state.status).toBe('starting')
})

it('ends its process when it is closed, and with it whatever waits', async () => {
  const { host, until } = await hostOf(obedient)
  await until('ready')
  const { pid } = told(host.state)
  const lost = expect(measure(host, 'wait')).rejects.toMatchObject({ code: 'engine-gone' })
  const begun = performance.now()
  await host.close()
  expect(performance.now() - begun).toBeLessThan(1_000)
  expect(isAlive(pid)).toBe(false)
  await lost
  await expect(measure(host, 'wait')).rejects.toMatchObject({ message: 'The engine was closed.' })
  await host.close()
})

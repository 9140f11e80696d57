import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { renderEventSchema, type RenderEvent } from '../protocol/renderEvents.ts'
import { oneCore } from '../testing/oneCore.ts'
import { starterAdapter, writeTinyProject } from '../testing/polyptychCommand.ts'
import { renderProject } from './renderProject.ts'

const folder = await mkdtemp(join(tmpdir(), 'polyptych-events-'))
afterAll(() => rm(folder, { recursive: true }))

async function render(changes: Readonly<Record<string, unknown>>): Promise<RenderEvent[]> {
  const projectPath = join(folder, 'tiny.polyptych')
  await writeTinyProject(projectPath, changes)
  const request = { projectPath, outFolder: folder, ...oneCore, reading: false } as const
  const events: RenderEvent[] = []
  for await (const event of renderProject(request, new AbortController().signal)) events.push(event)
  for (const event of events) expect(renderEventSchema.parse(event)).toEqual(event)
  return events
}

it('tells of updates of the latents before a step, where there are some', async () => {
  const region = { type: 'box', x: 0, y: 0, width: 32, height: 64 }
  const concepts = [{ id: 'cat', name: 'Cat', words: 'a cat', region }]
  const stepOf = async (updates: boolean) => {
    const method = { name: 'composer', fidelity: 'faithful', updates }
    return (await render({ method, concepts, steps: 1 })).find((event) => event.type === 'step')!
  }
  const { refinement } = await stepOf(true)
  expect(refinement!.updates).toBeGreaterThan(0)
  expect(refinement!.loss).toBeGreaterThan(0)
  expect(await stepOf(false)).not.toHaveProperty('refinement')
})

it('tells of the reuse that a method plans itself', async () => {
  const concepts = ['kiki', 'bruno'].map((name) => {
    return { id: name, name, words: `a ${name}`, adapters: [{ file: { path: starterAdapter(name) } }] }
  })
  const events = await render({ method: { name: 'cmlora' }, concepts, steps: 4 })
  const saved = events.find((event) => event.type === 'saved')!
  const { computedRows, reusedRows, oldestFeature } = saved.cache!
  expect(computedRows + reusedRows).toBe(8)
  expect(reusedRows).toBeGreaterThan(0)
  expect(oldestFeature).toBeGreaterThan(0)
})

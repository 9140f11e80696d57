import { expect, it } from 'vitest'
import { methodOfProject } from '../../engine/composition/auto.ts'
import { createProject } from '../../engine/protocol/project.ts'
import { autoReason } from './autoReason.ts'

const box = { type: 'box' as const, x: 0, y: 0, width: 8, height: 8 }
const adapters = [{ file: { path: 'a.safetensors' } }]

function projects() {
  const kinds = [
    { words: 'a cat', adapters, region: box },
    { words: 'a dog', adapters },
    { words: '', adapters },
    { words: 'a sky' },
    { words: 'a fox', adapters, region: box, hidden: true },
  ]
  const subsets = Array.from({ length: 2 ** kinds.length }, (_, bits) => kinds.filter((_, kind) => (bits >> kind) & 1))
  const many = Array.from({ length: 4 }, () => kinds[1]!)
  return [...subsets, many, many.slice(1), [...many, kinds[0]!]].flatMap((concepts) =>
    ['draft', 'balanced', 'best'].map((effort) =>
      createProject({
        model: { path: 'm' },
        method: { name: 'auto', effort },
        concepts: concepts.map((concept, index) => ({ id: `${index}`, name: '', ...concept })),
      }),
    ),
  )
}

it('tells apart what the engine tells apart, with its numbers', () => {
  const sentences = new Map<string, string>()
  for (const project of projects()) {
    const { key, count } = autoReason(project)
    const { reason } = methodOfProject(project)
    const known = sentences.get(`${key} ${count}`)
    expect(known ?? reason).toBe(reason)
    sentences.set(`${key} ${count}`, reason!)
    if (count > 1) expect(reason).toContain(`${count}`)
  }
  expect(new Set(sentences.values()).size).toBe(sentences.size)
})

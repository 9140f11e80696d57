import { describe, expect, it } from 'vitest'
import { conceptSchema } from '../../protocol/project.ts'
import type { MethodConcept } from '../method.ts'
import { planReading, type ConceptRows, type ReadingPlan } from './readingRows.ts'

const box = { type: 'box', x: 0, y: 0, width: 8, height: 8 }
const adapter = (strength: number) => ({ strength, textEncoderStrength: strength / 2, from: 0.5, to: 1 })

function concept(id: string, words: string, adapters: number[], region: object = box): MethodConcept {
  return { concept: conceptSchema.parse({ id, name: id, words, region }), adapters }
}

function plan(...concepts: MethodConcept[]): ReadingPlan {
  const adapters = [adapter(0.8), adapter(0.6), adapter(1)]
  return planReading({ prompt: 'a meadow', negativePrompt: '', concepts, adapters })
}

/** Rows as text and acting adapters. */
function spell({ rows }: ReadingPlan, { own, alternatives, rivals }: ConceptRows) {
  const say = (row: number) => {
    const { prompt, gate } = rows[row]!
    return [prompt, ...gate.flatMap(({ strength }, index) => (strength ? [index] : []))].join(' + ')
  }
  return { own: say(own), alternatives: alternatives.map(say), rivals: rivals.map(say) }
}

const whole = 'a meadow, a fox, an owl'
const fox = concept('fox', 'a fox', [0])
const owl = concept('owl', 'an owl', [1])

describe('planReading', () => {
  it('compares concepts with regions with each other, the plain picture and their bare words', () => {
    const reading = plan(fox, owl)
    expect(reading.rows).toHaveLength(5)
    expect(reading.concepts.map((rows) => spell(reading, rows))).toEqual([
      { own: 'a fox + 0', alternatives: [whole, 'a fox'], rivals: ['an owl + 1'] },
      { own: 'an owl + 1', alternatives: [whole, 'an owl'], rivals: ['a fox + 0'] },
    ])
  })

  it('tells a concept of the whole canvas, and one without words, by its adapters alone', () => {
    const style = concept('ink', 'ink style', [2], { type: 'canvas' })
    const mute = concept('mute', '', [1])
    const reading = plan(fox, mute, style)
    const [, silent, everywhere] = reading.concepts.map((rows) => spell(reading, rows))
    const all = 'a meadow, a fox, ink style'
    expect(silent).toEqual({ own: `${all} + 1`, alternatives: [all], rivals: ['a fox + 0'] })
    expect(everywhere).toEqual({ own: `${all} + 2`, alternatives: [all], rivals: [] })
  })

  it('compares words without adapters with an empty text', () => {
    const reading = plan(fox, concept('owl', 'an owl', []))
    expect(spell(reading, reading.concepts[1]!)).toEqual({ own: 'an owl', alternatives: [''], rivals: ['a fox + 0'] })
  })

  it('leaves out what has neither words nor adapters', () => {
    expect(plan(concept('empty', ' ', []))).toEqual({ rows: [expect.anything()], concepts: [] })
  })

  it('does not set twins against each other', () => {
    const reading = plan(fox, concept('twin', 'a fox', [0]))
    expect(reading.concepts.map(({ rivals }) => rivals)).toEqual([[], []])
  })

  it('lets adapters act with their strengths, whatever part of the steps they act in', () => {
    const { rows, concepts } = plan(fox, owl)
    const { gate, textGate } = rows[concepts[0]!.own]!
    expect(gate).toEqual([{ strength: 0.8 }, { strength: 0 }, { strength: 0 }])
    expect(textGate).toEqual([{ strength: 0.4 }, { strength: 0 }, { strength: 0 }])
  })
})

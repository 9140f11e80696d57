import { describe, expect, it } from 'vitest'
import { createProject } from '../protocol/project.ts'
import { readConcepts } from './readConcepts.ts'
import type { ConceptReading, PictureReading } from './readPicture.ts'

const concept = (id: string, name: string) => ({ id, name })
const project = createProject({
  model: { path: 'model' },
  concepts: [concept('a', 'Kiki'), concept('b', ' '), concept('c', 'Moss')],
})

function reading(...presences: (Partial<ConceptReading['presence']> & { conceptId: string })[]): PictureReading {
  const concepts = presences.map((changes) => ({
    presence: { presence: 0.4, found: true, peakCell: { y: 0, x: 0 }, overlap: 0, bleed: 0, ...changes },
    map: new Float64Array(4),
  }))
  return { grid: { height: 2, width: 2 }, concepts }
}

describe('readConcepts', () => {
  it('tells of the concepts that were read in the order of the project, by what they are called', () => {
    const bleedInto = [
      { conceptId: 'c', share: 0.1 },
      { conceptId: 'a', share: 0.6 },
    ]
    const region = { presence: 0.1, inside: 0.2, bleed: 0.7, background: 0.1, bleedInto, area: 0.3 }
    const found = readConcepts(reading({ conceptId: 'b', bleed: 0.7, region }, { conceptId: 'a' }), project)
    const peak = { x: 0.25, y: 0.25 }
    expect(found).toEqual([
      { conceptId: 'a', name: 'Kiki', presence: 0.4, found: true, bleed: 0, peak, sentence: 'Kiki is in the picture.' },
      {
        ...{ conceptId: 'b', name: 'b', presence: 0.4, found: true, bleed: 0.7, inside: 0.2, peak },
        bleedsInto: [
          { conceptId: 'a', name: 'Kiki', share: 0.6 },
          { conceptId: 'c', name: 'Moss', share: 0.1 },
        ],
        background: 0.1,
        sentence: 'b is painted mostly in the region of Kiki.',
      },
    ])
  })

  it('gives four digits', () => {
    const [kiki] = readConcepts(reading({ conceptId: 'a', presence: 1 / 3, bleed: 2 / 3 }), project)
    expect(kiki).toMatchObject({ presence: 0.3333, bleed: 0.6667 })
  })

  it('refuses what is not a number', () => {
    const broken = reading({ conceptId: 'a', presence: NaN })
    expect(() => readConcepts(broken, project)).toThrow(/'Kiki' is not made of numbers/)
  })
})

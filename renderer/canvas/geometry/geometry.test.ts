import { describe, expect, it } from 'vitest'
import { createProject } from '../../../engine/protocol/project.ts'
import { fullMask, maskOf } from '../../document/mask.ts'
import { handleAt, handles, resizedBox, shownHandles } from './handles.ts'
import { conceptAt, conceptsAt, conceptsInside, nextConceptAt, type HitScene } from './hitTest.ts'
import { snapBox, snapLines, snapPlaces } from './snapping.ts'

const box = { x: 100, y: 100, width: 40, height: 20 }
const plain = { keepsProportions: false, fromCentre: false }

describe('resizedBox', () => {
  it.each([
    ['se', { x: 150, y: 140 }, { x: 100, y: 100, width: 50, height: 40 }],
    ['nw', { x: 90, y: 110 }, { x: 90, y: 110, width: 50, height: 10 }],
    ['e', { x: 80, y: 0 }, { x: 80, y: 100, width: 20, height: 20 }],
    ['n', { x: 0, y: 130 }, { x: 100, y: 120, width: 40, height: 10 }],
  ] as const)('pulls %s to %j', (name, to, expected) => {
    expect(resizedBox(box, handles[name], to, plain)).toEqual(expected)
  })

  it('keeps proportions around the corner that stays, or around the middle of the side', () => {
    const options = { keepsProportions: true, fromCentre: false }
    expect(resizedBox(box, handles.nw, { x: 20, y: 100 }, options)).toEqual({ x: 20, y: 60, width: 120, height: 60 })
    expect(resizedBox(box, handles.e, { x: 180, y: 0 }, options)).toEqual({ x: 100, y: 90, width: 80, height: 40 })
  })

  it('grows from the centre', () => {
    const options = { keepsProportions: true, fromCentre: true }
    expect(resizedBox(box, handles.se, { x: 160, y: 120 }, options)).toEqual({ x: 80, y: 90, width: 80, height: 40 })
  })
})

describe('handles', () => {
  it('leaves the sides of a small box free, so that it can be moved', () => {
    expect(shownHandles(box, 1).toSorted()).toEqual(['ne', 'nw', 'se', 'sw'])
    expect(shownHandles(box, 4)).toHaveLength(8)
  })

  it('finds the handle near the pointer at any zoom', () => {
    const viewport = { zoom: 4, x: 10, y: 20 }
    expect(handleAt(box, { x: 570 + 8, y: 500 - 8 }, viewport)).toBe('se')
    expect(handleAt(box, { x: 500, y: 460 }, viewport)).toBeUndefined()
  })
})

describe('snapping', () => {
  const lines = snapLines({ width: 300, height: 200 }, [{ x: 40, y: 30, width: 20, height: 40 }])

  it('takes the nearest pair of a line and a side', () => {
    const snap = snapBox(lines, { x: 62, y: 96, width: 50, height: 10 }, 4)
    expect(snap.x.shift).toBe(-2)
    expect(snap.x.lines).toEqual([{ axis: 'x', at: 60, kind: 'region' }])
    expect(snap.y).toMatchObject({ shift: -1, lines: [{ at: 100, kind: 'centre' }] })
  })

  it('shows every line that is met at once', () => {
    const both = snapPlaces(lines, 'x', [99, 199], 3)
    expect(both.shift).toBe(1)
    expect(both.lines.map(({ at, kind }) => [at, kind])).toEqual([
      [100, 'third'],
      [200, 'third'],
    ])
  })

  it('does nothing where no line is near', () => {
    expect(snapPlaces(lines, 'x', [80], 4)).toEqual({ shift: 0, lines: [] })
  })
})

describe('hit testing', () => {
  const region = { type: 'box' as const, x: 0, y: 0, width: 50, height: 50 }
  const { concepts, canvas } = createProject({
    model: { path: '.' },
    canvas: { width: 256, height: 256 },
    concepts: [
      { id: 'high', name: '', order: 5, region },
      { id: 'low', name: '', order: 1, region },
      { id: 'hidden', name: '', order: 9, hidden: true, region },
      { id: 'whole', name: '', order: 8 },
      { id: 'painted', name: '', order: 7, region: { type: 'mask', file: { path: 'mask:1' } } },
    ],
  })
  const half = new Uint8Array(64 * 64).fill(255, 0, 64 * 32)
  const scene = (...selection: string[]): HitScene => {
    return { concepts, canvas, selection, masks: (name) => (name === 'mask:1' ? maskOf(64, 64, half) : fullMask(8, 8)) }
  }
  const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)

  it('finds the uppermost first, without what is hidden and what has no place', () => {
    expect(ids(conceptsAt(scene(), { x: 10, y: 10 }))).toEqual(['painted', 'high', 'low'])
    expect(ids(conceptsAt(scene(), { x: 200, y: 127 }))).toEqual(['painted']) // its mask is a quarter as large
    expect(conceptAt(scene(), { x: 200, y: 129 })).toBeUndefined()
  })

  it('takes a selected one before those above it, and goes down one by one', () => {
    const point = { x: 10, y: 10 }
    expect(conceptAt(scene('low'), point)?.id).toBe('low')
    expect(nextConceptAt(scene('painted'), point)?.id).toBe('high')
    expect(nextConceptAt(scene('low'), point)?.id).toBe('painted')
  })

  it('finds what a marquee touches', () => {
    expect(ids(conceptsInside(scene(), { x: 40, y: 40, width: 5, height: 5 }))).toEqual(['high', 'low', 'painted'])
    expect(ids(conceptsInside(scene(), { x: 60, y: 130, width: 5, height: 5 }))).toEqual([])
  })
})

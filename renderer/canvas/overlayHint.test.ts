import { describe, expect, it } from 'vitest'
import { overlayHint } from './overlayHint.ts'

const off = { readsPictures: false, recordsAttention: false }
const on = { readsPictures: true, recordsAttention: true }
const plain = { concepts: undefined, hasAttention: false }
const whole = { concepts: [], hasAttention: true }

describe('the hint in the place of a map', () => {
  it.each([
    { what: 'nothing rendered yet', picture: undefined, job: undefined, settings: on, text: 'noPicture' },
    { what: 'a render before its first step', picture: plain, job: {}, settings: on, text: 'comes' },
    { what: 'a picture from before the setting was on', picture: plain, job: undefined, settings: on, text: 'nextOne' },
    { what: 'a concept that came later', picture: whole, job: undefined, settings: on, text: 'notOfConcept' },
    {
      what: 'the same where nothing more is recorded',
      picture: whole,
      job: undefined,
      settings: off,
      text: 'notOfConcept',
    },
  ])('says with $what why there is none', ({ picture, job, settings, text }) => {
    for (const type of ['found', 'attention'] as const) {
      expect(overlayHint({ type, picture, job, settings })).toEqual({ text })
    }
  })

  it('offers the setting that is off, also while a render runs without it', () => {
    for (const job of [undefined, {}]) {
      const shown = { picture: plain, job, settings: off }
      expect(overlayHint({ type: 'attention', ...shown })).toEqual({ text: 'notRecorded', turnsOn: 'recordsAttention' })
      expect(overlayHint({ type: 'found', ...shown })).toEqual({ text: 'notRead', turnsOn: 'readsPictures' })
    }
  })

  it('does not wait for what has come: the attention of a step in which the concept has no part', () => {
    const job = { maps: { step: 1, concepts: [] } }
    expect(overlayHint({ type: 'attention', picture: undefined, job, settings: off })).toEqual({ text: 'notOfConcept' })
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { speak } from '../i18n/language.ts'
import { createSessionStore } from '../state/sessionStore.ts'
import type { Stores } from '../state/stores.ts'
import { commands } from './commands.ts'
import { matchScore } from './matchScore.ts'

describe('what is typed', () => {
  it('is found word by word, in any order, at the beginning of a word or within', () => {
    expect(matchScore('meth comp', 'Compare methods…')).toBeGreaterThan(0)
    expect(matchScore('are', 'Compare methods…')).toBeGreaterThan(0)
    expect(matchScore('compare seeds', 'Compare methods…')).toBe(0)
  })

  it('is not found in letters that lie apart', () => {
    expect(matchScore('cmp', 'Compare methods…')).toBe(0)
    expect(matchScore('sed', 'Select and delete')).toBe(0)
  })

  it.each(['löschen', 'Loschen', 'loeschen', 'lösch'])('finds an umlaut as %s', (typed) => {
    expect(matchScore(typed, 'Löschen')).toBeGreaterThan(0)
  })

  it('finds ß as ss', () => expect(matchScore('schliessen', 'Dokument schließen')).toBeGreaterThan(0))
})

describe('the palette', () => {
  beforeAll(() => speak('en'))
  const history = { past: [], future: [] }
  const stores = {
    session: createSessionStore(),
    document: { getState: () => ({ history }) },
  } as unknown as Stores
  const best = (typed: string) =>
    commands
      .map((command) => ({ id: command.id, score: matchScore(typed, command.text(stores), command.words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .map(({ id }) => id)

  it.each([
    ['save', 'save'],
    ['ren', 'render'],
    ['shuffle seed', 'shuffleSeed'],
    ['neuer seed', 'shuffleSeed'],
    ['lock seed', 'keepSeed'],
    ['9 seeds', 'grid9'],
    ['compare methods', 'compare'],
    ['vergleichen methoden', 'compare'],
    ['fit', 'zoomFit'],
    ['100%', 'zoomActual'],
    ['100 %', 'zoomActual'],
    ['1:1', 'zoomActual'],
    ['dark', 'darkTheme'],
    ['deutsch', 'german'],
    ['shortcuts', 'shortcuts'],
    ['Tastenkuerzel', 'shortcuts'],
    ['speichern', 'save'],
  ])('has for “%s” first %s', (typed, id) => expect(best(typed)[0]).toBe(id))
})

import { describe, expect, it } from 'vitest'
import { germanSentences } from './germanSentences.ts'
import { createTranslator } from './sentenceTranslator.ts'

const translate = createTranslator(germanSentences)

describe('texts of the engine in German', () => {
  it.each([
    ['one sentence', "'a.png' is empty.", '„a.png“ ist leer.'],
    [
      'several, where a name has a full stop',
      "'My file. 2.png' is empty. Download it again.",
      '„My file. 2.png“ ist leer. Lade sie noch einmal herunter.',
    ],
    [
      'a reason in a sentence',
      "'b.safetensors' cannot be written: the disk is full.",
      '„b.safetensors“ lässt sich nicht schreiben: Der Datenträger ist voll.',
    ],
    [
      'a reason that is filled in itself',
      "None of the 12 layers of 'ink' fits this model. For example, 'mid.attn2': has 640 inputs; this model has 1280.",
      'Keine der 12 Schichten von „ink“ passt zu diesem Modell. Zum Beispiel „mid.attn2“: hat 640 Eingänge; dieses ' +
        'Modell hat 1280.',
    ],
    [
      'what is filled in where there is something',
      "The engine ended by itself while 'The end. Again.' was rendered (signal SIGKILL).",
      'Die Recheneinheit ist beim Rendern von „The end. Again.“ von selbst ausgefallen (Signal SIGKILL).',
    ],
    ['what is filled in with nothing', 'The engine was started anew.', 'Die Recheneinheit wurde neu gestartet.'],
    [
      'a place before the sentence',
      'concepts[1].adapters[0].weight: is missing.',
      'concepts[1].adapters[0].weight: fehlt.',
    ],
    [
      'lists',
      "steps: is 'many', but must be a whole number, a list or an object.",
      'steps: ist „many“, muss aber eine ganze Zahl, eine Liste oder ein Objekt sein.',
    ],
    [
      'lines',
      "'a.polyptych' is not a valid project.\n  steps: is 0, but must be at least 1.\n  and 2 more.",
      '„a.polyptych“ ist kein gültiges Projekt.\n  steps: ist 0, muss aber mindestens 1 sein.\n  und 2 weitere.',
    ],
    [
      'reasons behind the name of a device',
      'No device answered (cuda: out of order).',
      'Kein Gerät antwortete (cuda: out of order).',
    ],
    [
      'a name before a name',
      "Concept 'cat': 'ink.safetensors' has changed since the project was saved (was 12ab, is 34cd).",
      "Concept 'cat': „ink.safetensors“ hat sich geändert, seit das Projekt gespeichert wurde (war 12ab, ist 34cd).",
    ],
  ])('%s', (_, english, german) => {
    expect(translate(english)).toBe(german)
  })

  it('leaves what it does not know, also beside what it knows', () => {
    expect(translate('Something new: happened.')).toBe('Something new: happened.')
    expect(translate("Something new. 'a' is empty.")).toBe('Something new. „a“ ist leer.')
    expect(translate('')).toBe('')
  })

  it('never translates names in quotation marks', () => {
    expect(translate("'a list' is empty.")).toBe('„a list“ ist leer.')
    expect(translate("There is already a project 'the disk is full'.")).toBe(
      'Ein Projekt „the disk is full“ gibt es schon.',
    )
  })

  it('is quick with long texts', () => {
    const long = `${"it's 'a. b': ".repeat(150)}.`
    const start = performance.now()
    translate(long)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

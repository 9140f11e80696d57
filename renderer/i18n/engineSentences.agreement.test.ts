import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readFailure } from '../../engine/files/fileErrors.ts'
import { parseProject } from '../../engine/project/projectFile.ts'
import { createPlainTexts } from '../../engine/studio/plainErrors.ts'
import { sentencesOfSources } from '../../engine/testing/sentencesOfSources.ts'
import { germanAreas, germanSentences } from './germanSentences.ts'
import { createTranslator } from './sentenceTranslator.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const plain = createPlainTexts()
/** As windows get them, without the options of the command line. */
const asShown = (text: string) => plain.report({ code: '', message: '', remedy: text }).remedy

/** Sources whose texts no window shows, and why. */
const silentSources: readonly (readonly [path: string, why: string])[] = [
  ['engine/bench/', 'prints'],
  ['engine/cli/', 'prints'],
  ['engine/testing/', 'serves tests'],
  ['engine/composition/auto.ts', 'the window tells reasons from numbers'],
  ['engine/pipeline/describeReading.ts', 'the window tells presence from numbers'],
  ['engine/pipeline/compare/compareSheet.ts', 'drawn in a picture'],
  ['engine/pipeline/compare/compareTable.ts', 'written to a file'],
  ['engine/image/paper.ts', 'SVG'],
  ['engine/image/text.ts', 'SVG'],
  ['engine/project/parametersText.ts', 'names in the texts of pictures'],
  ['engine/project/samplerNames.ts', 'names of samplers'],
  ['engine/protocol/frames.ts', 'a mistake of ours'],
  ['engine/protocol/plainData.ts', 'a mistake of ours'],
  ['engine/studio/diagnostics.ts', 'for support'],
  ['engine/web/admission.ts', 'answers to addresses'],
  ['engine/web/windowPage.ts', 'answers to addresses'],
  ['engine/web/windowSocket.ts', 'answers to addresses'],
  ['electron/main/closing.ts', 'dialogs, in both languages there'],
  ['electron/main/menuTemplate.ts', 'menus, in both languages there'],
  ['electron/main/pageRevival.ts', 'dialogs, in both languages there'],
  ['electron/main/pageScheme.ts', 'answers to addresses'],
  ['electron/main/startShell.ts', 'the title of the window'],
]

/** Texts that no window shows, beside others that it does; and what they are. */
const silentTexts: Readonly<Record<string, readonly string[]>> = {
  'lists, which the translator joins again': ['{} or {}'],
  'families of models': [
    'Stable Diffusion',
    'Stable Diffusion 1',
    'Stable Diffusion 2',
    'Stable Diffusion 3',
    'SD 1',
    'SD 2',
  ],
  'models, concepts and pictures without another name': [
    'Polyptych Starter',
    'Concept {}',
    '{} ({}).png',
    'Polyptych {}',
  ],
  samplers: [
    'Euler a',
    'DPM++ 2M',
    'DPM++ 2M Karras',
    'DPM++ 2M SDE',
    'DPM++ 2S',
    'SGM Uniform',
    'DDIM Uniform',
    'KL Optimal',
  ],
  'settings in the texts of pictures': [
    'CFG scale',
    'Guidance Scale',
    'Clip skip',
    'Sampler Name',
    'Schedule type',
    'Base Model',
    'Base Model Hash',
    'Model hash',
    'Lora hashes',
  ],
  'names in quotation marks': ['maskSmoothing', 'drawing', 'cpu'],
  'names in graphs, keys of caches': [
    '{} attention map',
    '{}AttentionMask {}x{}',
    'segmentShares {}x{}',
    'text keys',
    'text keys {}',
    'text encoder {}, clip skip {}',
    'vae decoder {}x{}',
    'unet {}',
    'provider probe',
  ],
  'ways in which a process ends': [
    'signal SIGKILL',
    'signal SIGTRAP',
    'signal SIGABRT',
    'exit code 132',
    'exit code 133',
    'exit code 134',
    'exit code 137',
    'exit code 3221225495',
    'exit code 3221225773',
    'a broken pipe',
  ],
  'kinds, folders and marks of files': [
    'model folder',
    'Application Support',
    'polyptych library 2',
    'version https://git-lfs',
  ],
  'what the command line prints': [
    'applies to all {} layers',
    'and {} more',
    'applies to {} of {} layers; {} skipped: {}',
  ],
  'drawn in a picture': ['{} steps'],
  'for those who look into the console': ["The answer to '{}' breaks its schema", "The event '{}' breaks its schema"],
  'parts of sentences that are tested whole': [', or choose it again', ': choose it there'],
  'headers of answers': [
    'private, max-age=31536000, immutable',
    '{}={}; HttpOnly; SameSite=Strict; Path=/',
    'HTTP/1.1 {} Refused',
    'Connection: close',
    'Content-Length: 0',
  ],
  'told before there is a window, and when there is none any more': [
    'another program, perhaps another polyptych, uses the port',
    'End it, choose another port with --port, or let polyptych choose one with --port 0.',
    'the system does not allow it',
    'Choose a port above 1024 with --port.',
    'this machine does not have the address',
    'Leave --host out to serve this machine alone.',
    'the name is not known',
    'Choose another address with --host, or another port with --port.',
    'The window cannot be served at {}:{}: {}.',
    'the host ends',
  ],
}
const silent = new Set(Object.values(silentTexts).flat())

const found = sentencesOfSources(root, ['engine', 'electron/main', 'renderer/clients']).map(({ text, place }) => ({
  text: asShown(text),
  place,
}))
const isSilent = (place: string) => silentSources.some(([path]) => place.startsWith(path))
const spoken = found.filter(({ place }) => !isSilent(place))
const sources = new Set(spoken.map(({ text }) => text))
const { sentences } = germanSentences
const keys = Object.keys(sentences)
const shapeOf = (text: string) => text.replace(/\{\w+\}/g, '{}')
const holesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
const shapes = new Set(keys.map(shapeOf))

describe('sentences of the engine in German', () => {
  it('exist for every text in the sources that a window may show', () => {
    expect(spoken.length).toBeGreaterThan(500)
    const missing = spoken.filter(({ text }) => !shapes.has(text) && !silent.has(text))
    expect(missing.map(({ text, place }) => `${place}: ${text}`)).toEqual([])
  })

  it('are all of texts that the sources still have', () => {
    expect(keys.filter((key) => !sources.has(shapeOf(key)))).toEqual([])
    expect([...silent].filter((text) => !sources.has(text))).toEqual([])
    expect(silentSources.filter(([path]) => !found.some(({ place }) => place.startsWith(path)))).toEqual([])
  })

  it('stand in one area each, and once', () => {
    const all = Object.values(germanAreas).flatMap((area) => Object.keys(area).map(shapeOf))
    expect(all.filter((shape, index) => all.indexOf(shape) !== index)).toEqual([])
  })

  it('are filled in with the same, never beside each other', () => {
    for (const key of keys) {
      expect(holesOf(sentences[key]!).sort(), key).toEqual(holesOf(key).sort())
      expect(holesOf(key), key).toEqual([...new Set(holesOf(key))])
      expect(key).not.toMatch(/\}\{/)
      expect(sentences[key]!.endsWith('.'), key).toBe(key.endsWith('.'))
    }
  })

  const translate = createTranslator(germanSentences)

  it.each(['7', 'Ä', 'ö b_c.png'])('are what their texts are translated to, filled in with %j', (filling) => {
    for (const key of keys) {
      const fill = (text: string) =>
        text.replace(/\{(\w+)\}/g, (_, name: string) => `${filling}${holesOf(key).indexOf(name)}`)
      expect(translate(fill(key))).toBe(fill(sentences[key]!))
    }
  })

  it('leave nothing in English of what the engine says of a project', () => {
    const canvas = { width: 510, height: 'x' }
    const broken = { polyptych: 1, model: { path: 'm' }, steps: 0, canvas, concepts: [{}] }
    expect(translate(shownOf(() => parseProject(JSON.stringify(broken), '/home/a b. c/x. y.polyptych')))).toBe(
      [
        '„x. y.polyptych“ ist kein gültiges Projekt.',
        '  canvas.width: ist 510, muss aber ein Vielfaches von 8 von 8 bis 8192 sein; das nächste ist 512.',
        '  canvas.height: ist „x“, muss aber eine Zahl sein.',
        '  concepts[0].id: fehlt.',
        '  concepts[0].name: fehlt.',
        '  steps: ist 0, muss aber mindestens 1 sein. ' +
          'Berichtige, was oben genannt ist, oder stelle eine frühere Kopie der Datei wieder her.',
      ].join('\n'),
    )
  })

  it('leave nothing in English of what it says of the system', () => {
    const failure = Object.assign(new Error('not a folder'), { code: 'ENOTDIR', syscall: 'open' })
    const text = shownOf(() => {
      throw readFailure(failure, '/a/b. c.safetensors')
    })
    expect(translate(text)).toBe(
      '„b. c.safetensors“ existiert nicht: Ein Teil des Pfades ist eine Datei und kein Ordner. Prüfe den Pfad.',
    )
  })
})

/** As a window shows it. */
function shownOf(fail: () => unknown): string {
  try {
    fail()
  } catch (error) {
    const { message, remedy } = plain.reportOf(error)
    return `${message} ${remedy}`
  }
  return ''
}

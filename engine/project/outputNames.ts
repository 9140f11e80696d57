import { EngineError } from '../errors/engineError.ts'
import { seedsOf } from '../protocol/project.ts'
import type { Project } from '../protocol/project.ts'
import { closestWord, listWords } from '../errors/closestWords.ts'

export interface OutputNameSettings {
  /** The name of the project file without its extension. */
  readonly projectName: string
  /** The day that `{date}` stands for. */
  readonly date: Date
}

/** What a template can be filled with, and how. */
interface PictureFacts extends OutputNameSettings {
  readonly project: Project
  readonly seed: number
  readonly index: number
  readonly count: number
}

const fillings: Readonly<Record<string, (facts: PictureFacts) => string>> = {
  project: ({ projectName }) => projectName,
  seed: ({ seed }) => `${seed}`,
  index: ({ index, count }) => `${index + 1}`.padStart(`${count}`.length, '0'),
  sampler: ({ project }) => project.sampler,
  method: ({ project }) => project.method.name,
  date: ({ date }) => localDay(date),
}

/**
 * The file names of all pictures of a project, in the order of `seedsOf`, `.png` included. Equal projects give equal
 * names: a repeated render replaces its pictures by the same ones, and scripts know where to look. `{date}` in the
 * template keeps them apart.
 *
 * Throws 'setting-invalid' where the template holds a word that does not exist, or gives pictures of different seeds
 * the same name.
 */
export function outputNames(project: Project, settings: OutputNameSettings): string[] {
  const { template } = project.output
  const seeds = seedsOf(project)
  const seedOfName = new Map<string, number>()
  return seeds.map((seed, index) => {
    const name = expandTemplate(template, { ...settings, project, seed, index, count: seeds.length })
    // Some file systems take names that differ only in case for one.
    const other = seedOfName.get(name.toLowerCase())
    if (other !== undefined && other !== seed) throw sameName(template, name)
    seedOfName.set(name.toLowerCase(), seed)
    return name
  })
}

function sameName(template: string, name: string): EngineError {
  return new EngineError(
    'setting-invalid',
    `output.template: '${template}' gives several pictures the name '${name}'.`,
    'Add {seed} or {index} to the template.',
  )
}

function expandTemplate(template: string, facts: PictureFacts): string {
  const filled = template.replace(/\{([^{}]*)\}/g, (_, word: string) => {
    const filling = Object.hasOwn(fillings, word) ? fillings[word] : undefined
    if (filling === undefined) throw unknownWord(word)
    return shorten(filling(facts), longestFilling)
  })
  return `${toFileName(filled.replace(/\.png$/i, ''))}.png`
}

function unknownWord(word: string): EngineError {
  const words = Object.keys(fillings)
  const meant = closestWord(word, words)
  return new EngineError(
    'setting-invalid',
    `output.template: there is nothing to fill in for '{${word}}'.`,
    meant === undefined ? `Use ${listWords(words.map((name) => `{${name}}`))}.` : `Did you mean '{${meant}}'?`,
  )
}

/** In bytes of UTF-8. File systems take 255; numbered copies and temporary files add to a name. */
const longestName = 200
const longestFilling = 100

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i

/** A file name that every system accepts: no separators or forbidden characters, no dot or space at its ends. */
function toFileName(text: string): string {
  const allowed = text.replace(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu, '_').normalize('NFC')
  const trimmed = shorten(allowed.replace(/^[\s.]+/, ''), longestName).replace(/[\s.]+$/, '')
  return trimmed.replace(deviceName, '$1_') || 'picture'
}

/** The longest beginning of `text` that fits, without a torn character. */
function shorten(text: string, mostBytes: number): string {
  let bytes = 0
  let shortened = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > mostBytes) break
    shortened += character
  }
  return shortened
}

function localDay(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part) => `${part}`.padStart(2, '0')).join('-')
}

import { basename, dirname, extname, join } from 'node:path'
import { EngineError } from '../errors/engineError.ts'

export const projectExtension = '.polyptych'

/** What a project file is called in a window. */
export function nameOfProject(path: string): string {
  return basename(path).replace(/\.polyptych$/i, '')
}

/** The last part of the folder of a file. */
export function placeOf(path: string): string {
  return basename(dirname(path)) || dirname(path)
}

export function withProjectExtension(path: string): string {
  return extname(path).toLowerCase() === projectExtension ? path : path + projectExtension
}

/** Names that Windows keeps for devices, whatever their extension. */
const deviceName = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const forbidden = /[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/u

/**
 * The file that a name typed in a window stands for. @throws EngineError `setting-invalid` for what no system can
 * store.
 */
export function pathOfName(folder: string, typed: string): string {
  const name = nameOfProject(typed.trim()).normalize('NFC')
  if (forbidden.test(typed) || deviceName.test(name) || /^\.|[.\s]$/.test(name) || name === '') {
    throw new EngineError(
      'setting-invalid',
      `'${typed}' cannot be the name of a project.`,
      'Use letters, digits, spaces and dashes.',
    )
  }
  return join(folder, name + projectExtension)
}

const longestName = 80

/** A name that files of every system can have. */
export function safeFileName(name: string): string {
  const allowed = cutName(name.normalize('NFC').replace(new RegExp(forbidden, 'gu'), '_'), longestName)
  return allowed.replace(/^[\s.]+|[\s.]+$/g, '').replace(deviceName, '$1_$2') || 'picture'
}

const longestShortName = 40
const graphemes = new Intl.Segmenter()

/** As much of a name as leaves room for more. */
export function shortName(name: string): string {
  return cutName(name, longestShortName)
}

/** Cut between letters as they are read: half an emoji is no name of a file. */
function cutName(name: string, longest: number): string {
  let short = ''
  for (const { segment } of graphemes.segment(name)) {
    if (short.length + segment.length > longest) break
    short += segment
  }
  return short
}

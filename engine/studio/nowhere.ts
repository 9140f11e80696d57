import { extname, join, relative, sep } from 'node:path'
import { isInside } from '../files/isInside.ts'
import { safeFileName } from './projectNames.ts'

/**
 * Paths at which nothing ever lies. A reference that the host must not follow has one of them, so that whoever looks
 * for its file finds it missing, without a rule of its own. It holds the text of the reference, for saving must lose
 * nothing.
 */
export interface Nowhere {
  pathOf(text: string): string
  /** What `pathOf` was given; undefined for all other paths. */
  textOf(path: string): string | undefined
}

/** Folders and files have names of at most 255 bytes. */
const longestPart = 200
/** Longer than any path; of what is longer, the name is kept. */
const longestText = 4_096

export function createNowhere(dataFolder: string): Nowhere {
  const folder = join(dataFolder, 'nowhere') // which is never made
  return {
    pathOf(text) {
      const name = nameIn(text)
      const encoded = Buffer.from(text.length > longestText ? name : text).toString('base64url')
      return join(folder, ...(encoded.match(new RegExp(`.{1,${longestPart}}`, 'g')) ?? []), name)
    },
    textOf(path) {
      if (!isInside(folder, path)) return undefined
      const encoded = relative(folder, path).split(sep).slice(0, -1).join('')
      return Buffer.from(encoded, 'base64url').toString()
    },
  }
}

function nameIn(text: string): string {
  const name = text.split(/[\\/]/).findLast((part) => part !== '') ?? ''
  const extension = extname(name)
  return safeFileName(name.slice(0, name.length - extension.length)) + (extension && safeExtension(extension))
}

const safeExtension = (extension: string) => extension.replace(/[^.\p{L}\p{N}_-]/gu, '_').slice(0, 20)

import { extname } from 'node:path'
import { EngineError } from '../errors/engineError.ts'

/** Endings of files that Python's pickle writes. */
export const pickleExtensions: ReadonlySet<string> = new Set(['.ckpt', '.pt', '.pth', '.bin', '.pkl'])

/** Why a pickle is not opened, and what to do instead. `path` is the file. */
export function pickleRefusal(path: string): EngineError {
  return new EngineError(
    'file-refused',
    `'${path}' is not opened: files of this kind (Python pickles) can run any code when they are read.`,
    'Get the .safetensors file of the same model, which most authors offer beside it, or make one with a converter ' +
      'on a machine that you can afford to lose; model sites and training tools have converters to safetensors.',
  )
}

/** Throws 'file-refused' when the name alone says that the file is a pickle. Nothing is opened. */
export function refusePickleName(path: string): void {
  if (pickleExtensions.has(extname(path).toLowerCase())) throw pickleRefusal(path)
}

interface ForeignContent {
  readonly matches: (start: Uint8Array) => boolean
  readonly error: (path: string) => EngineError
}

function beginsWith(...prefixes: readonly string[]): (start: Uint8Array) => boolean {
  return (start) => {
    const text = Buffer.from(start).toString('latin1').replace(/^ï»¿/, '').trimStart().toLowerCase()
    return prefixes.some((prefix) => text.startsWith(prefix))
  }
}

/** Text is what has no control characters but tabs and line ends. */
function isText(start: Uint8Array): boolean {
  return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d)
}

function invalid(reason: string, remedy: string): (path: string) => EngineError {
  return (path) => new EngineError('file-invalid', `'${path}' is not a safetensors file: ${reason}.`, remedy)
}

/** What people find under the name of a model instead of the model, most telling first. */
const foreignContents: readonly ForeignContent[] = [
  {
    matches: beginsWith('version https://git-lfs'),
    error: invalid(
      'it is a Git LFS pointer, a few lines of text that stand for the file',
      "Run 'git lfs pull' in that folder, or download the file itself.",
    ),
  },
  {
    matches: beginsWith('<!doctype', '<html', '<?xml'),
    error: invalid(
      'it is a web page, most likely the answer of a site that wanted you to log in',
      'Log in at the site and download the file again.',
    ),
  },
  { matches: (start) => start[0] === 0x50 && start[1] === 0x4b, error: pickleRefusal }, // 'PK': PyTorch's zip
  { matches: (start) => start[0] === 0x80 && start[1]! <= 5, error: pickleRefusal }, // the opcode PROTO
  {
    matches: (start) => start.every((byte) => byte === 0),
    error: invalid('it holds nothing but zeros, as a reserved or interrupted download does', 'Download it again.'),
  },
  { matches: isText, error: invalid('it is a text file', 'Choose the model file, or download it again.') },
]

/** For a file that has proved not to be safetensors: the error that says what its first bytes look like instead. */
export function foreignContentError(path: string, start: Uint8Array): EngineError {
  const foreign = foreignContents.find(({ matches }) => matches(start))
  const unknown = invalid('its first bytes are not those of the format', 'Choose another file, or download it again.')
  return (foreign?.error ?? unknown)(path)
}

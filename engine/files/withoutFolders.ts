import { homedir, tmpdir } from 'node:os'

/** Folders of this machine that any text may name. */
const machineFolders = (): string[] => [homedir(), tmpdir(), process.cwd()]

/**
 * `text` with every path shortened to the name of its file, whatever system it is of. Paths are told by their shape;
 * below one of `folders`, which are absolute, they are told also where their names hold quotes and spaces.
 */
export function withoutFolders(text: string, folders: Iterable<string> = [], machine = machineFolders()): string {
  let plain = text.replace(/file:\/\/+/gi, '/')
  for (const folder of foldersIn(plain, [...folders, ...machine])) plain = plain.replace(below(folder), '~')
  for (const quoted of quotedPaths) {
    plain = plain.replace(quoted, (whole: string, path: string) => whole.replace(path, () => lastPart(path)))
  }
  return plain.replace(barePath, '')
}

/** Those that `text` may name, the longest first. The root of a drive tells nothing. */
function foldersIn(text: string, folders: readonly string[]): string[] {
  const spelling = (path: string) => path.replaceAll('\\', '/').toLowerCase()
  const spelled = spelling(text)
  return [...new Set(folders.map((folder) => folder.replace(/[\\/]+$/, '')))]
    .filter((folder) => /[\\/][^\\/]/.test(folder) && spelled.includes(spelling(folder)))
    .sort((a, b) => b.length - a.length)
}

/** What goes before a path, in no place of which it is the middle of a word, an address or another path. */
const before = String.raw`(?<![\p{L}\p{N}_.~\\/)\]%])(?<!:(?=\/\/))`

function below(folder: string): RegExp {
  const parts = folder.split(/[\\/]+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
  return new RegExp(
    `${before}${folder.startsWith('\\\\') ? String.raw`\\` : ''}${parts.join(separators)}(?=[\\\\/])`,
    'giu',
  )
}

const separators = String.raw`[\\/]+`
const root = String.raw`(?:[A-Za-z]:[\\/]|\\\\|~?[\\/]|\.\.?[\\/])`

/** A closing mark that stands inside of a name is followed by more of it. */
const after = String.raw`(?=[\s.,:;!?)\]}'"”’…]|$)`
const marks = [`''`, `""`, '``', '“”', '„“', '‘’', '«»']

const quotedPaths = marks.map((pair) => {
  const [open, close] = [pair[0]!, pair[1]!]
  const inside = String.raw`[^${pair}\n]*`
  // The mark does not close the path where more of a path follows, up to a mark that does.
  const more = `(?!${inside}[\\\\/]${inside}${close}${after})`
  return new RegExp(`${open}(${root}[^\\n]*?)${close}${after}${more}`, 'gu')
})

/** An apostrophe may stand inside of a word. */
const word = String.raw`(?:[^\s'"<>|\\/“”„«»${'`'}]|(?<=[\p{L}\p{N}])['’](?=[\p{L}\p{N}]))+`
/** What ends the name of a file or a part of a sentence: what comes behind is no part of the path. */
const nameEnd = String.raw`(?<![,:;.!?)\]]|\.(?:${[
  ...['safetensors', 'sft', 'ckpt', 'pth?', 'bin', 'onnx', 'polyptych', 'masks', 'jsonl?', 'txt', 'key', 'lock'],
  ...['png', 'jpe?g', 'webp', 'm?[jt]s', 'cjs', 'node', 'exe', 'so', 'dll', 'dylib'],
].join('|')}))`
const folderName = String.raw`${word}(?:${nameEnd} {1,2}(?!(?:and|\d+)\/)${word}){0,6}${separators}`
/** The folders of a path that stands among words. */
const barePath = new RegExp(String.raw`${before}${root}(?:${folderName})*(?=[^\s'"<>|\\/])`, 'gu')

function lastPart(path: string): string {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '')
  return parts.at(-1) ?? path
}

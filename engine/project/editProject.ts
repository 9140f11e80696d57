import { readFile } from 'node:fs/promises'
import { EngineError } from '../errors/engineError.ts'
import { writeFileAtomically } from '../files/atomicWrite.ts'
import { parseProject, readProject } from './projectFile.ts'

/**
 * Changes settings of the method in a project file and nothing else: what the file does not say is not filled in, what
 * this version does not know stays, and so does the indentation. An interruption leaves the old file or the new one.
 * @throws EngineError as `readProject` and `writeFileAtomically`; `setting-invalid` where the method is not `name`.
 */
export async function editMethod(
  path: string,
  name: string,
  change: (settings: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const { project, path: absolutePath } = await readProject(path)
  if (project.method.name !== name) {
    throw new EngineError(
      'setting-invalid',
      `The method of '${path}' is '${project.method.name}'; only '${name}' has these settings.`,
      `Set the method's name to '${name}' first.`,
    )
  }
  const text = (await readFile(absolutePath, 'utf8')).replace(/^\uFEFF/, '')
  const document = JSON.parse(text) as { method: Record<string, unknown> }
  const indentation = /^\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? (text.includes('\n') ? '  ' : '')
  const changed = { ...document, method: change(document.method) }
  const written = JSON.stringify(changed, null, indentation) + (text.endsWith('\n') ? '\n' : '')
  parseProject(written, path)
  await writeFileAtomically(absolutePath, written)
}

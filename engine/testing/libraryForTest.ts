import { createHash } from 'node:crypto'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLibrary } from '../library/library.ts'
import type { Library } from '../library/library.ts'
import type { LibraryChange } from '../protocol/window/library.ts'
import { temporaryFolder } from './adapterFiles.ts'

export const starterFolder = resolve('models/starter')

export interface TestLibrary {
  readonly library: Library
  readonly changes: readonly LibraryChange[]
  readonly dataFolder: string
  /** Ends this library and opens another over the same data. */
  again(): Promise<TestLibrary>
}

/** A library over a data folder of its own, closed when the test ends. */
export async function libraryForTest(
  given: { readonly dataFolder?: string; readonly starterFolder?: string; readonly places?: readonly string[] } = {},
): Promise<TestLibrary> {
  const dataFolder = given.dataFolder ?? (await temporaryFolder())
  const library = await createLibrary({
    dataFolder,
    starterFolder: given.starterFolder ?? join(dataFolder, 'no-starter'),
    handleOf: (path) => `file:${createHash('sha256').update(path).digest('base64url').slice(0, 32)}`,
    places: given.places ?? [],
  })
  const changes: LibraryChange[] = []
  library.onChange((change) => changes.push(change))
  onTestFinished(() => library.close())
  return {
    library,
    changes,
    dataFolder,
    async again() {
      await library.close()
      return libraryForTest({ ...given, dataFolder })
    },
  }
}

/** Makes files below a folder: `kiki` is a LoRA of the starter model, other contents are written as text. */
export async function fileTree(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, contents] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    if (contents === 'kiki') await cp(join(starterFolder, 'loras', 'kiki.safetensors'), path)
    else await writeFile(path, contents)
  }
}

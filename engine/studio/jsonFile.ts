import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { writeFileAtomically } from '../files/atomicWrite.ts'

/** What a file of our own holds; undefined where it is missing or damaged. */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** Writes one state after the other; of several that wait only the last. */
export interface JsonWriter {
  /** `value` may still change until it is written. */
  write(value: unknown): void
  /** Waits until the last state is on the disk. Errors as `writeFileAtomically`, of the last write. */
  flush(): Promise<void>
}

export function createJsonWriter(path: string): JsonWriter {
  let waiting: { readonly value: unknown } | undefined
  let running: Promise<void> | undefined
  let failure: unknown

  async function run(): Promise<void> {
    while (waiting !== undefined) {
      const { value } = waiting
      waiting = undefined
      failure = undefined
      try {
        await writeFileAtomically(path, JSON.stringify(value))
      } catch (error) {
        failure = error
      }
    }
    running = undefined
  }

  return {
    write(value) {
      waiting = { value }
      running ??= Promise.resolve().then(run)
    },
    async flush() {
      await running
      if (failure !== undefined) throw failure
    },
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveCommand, type ServeOptions, type ServiceSettings } from './serveCommand.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'polyptych-serve-'))))
afterAll(() => rm(folder, { recursive: true }))

const options: ServeOptions = { host: '127.0.0.1', port: 0, open: false }

/** What the services are asked for; the command ends when they do not start. */
async function askedOf(given: Partial<ServeOptions>): Promise<ServiceSettings> {
  let asked: ServiceSettings | undefined
  const end = new Error('The services do not start here.')
  await serveCommand(undefined, { ...options, ...given }, (settings) => {
    asked = settings
    return Promise.reject(end)
  }).catch((error: unknown) => {
    if (error !== end) throw error
  })
  return asked!
}

describe('polyptych serve --library', () => {
  it('hands folders over with their whole paths', async () => {
    expect((await askedOf({ library: [folder, `${folder}/.`] })).libraryFolders).toEqual([folder, folder])
    expect((await askedOf({})).libraryFolders).toEqual([])
  })

  it('refuses what is no folder, before anything starts', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    for (const path of [file, join(folder, 'gone')]) {
      await expect(askedOf({ library: [path] })).rejects.toMatchObject({ code: 'file-missing' })
    }
  })
})

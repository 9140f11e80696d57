import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { engineVersion } from '../protocol/engineVersion.ts'

it('is the version of the package', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { version: string }
  expect(engineVersion).toBe(version)
})

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkManifest, describeFiles, manifestFile, writeManifest } from './makeManifest.mjs'

const models = fileURLToPath(new URL('../models', import.meta.url))
const script = fileURLToPath(new URL('makeManifest.mjs', import.meta.url))
const shippedModels = readdirSync(models, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

describe('the models of this repository', () => {
  it('include the starter model', () => {
    expect(shippedModels).toContain('starter')
  })

  it.each(shippedModels)('%s has exactly the files that its manifest lists', async (name) => {
    expect(await checkManifest(join(models, name))).toEqual([])
  })
})

describe('makeManifest', () => {
  let folder = ''

  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  const runScript = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'polyptych-manifest-'))
    mkdirSync(join(folder, 'unet'))
    write('unet/weights.safetensors', 'weights')
    write('README.md', 'card')
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('lists path, size and SHA-256 sorted by path, and neither itself nor what tools leave behind', async () => {
    mkdirSync(join(folder, 'unet', '__pycache__'))
    write('unet/__pycache__/scenes.pyc', 'bytecode')
    await writeManifest(folder, { name: 'Test', version: '1.0.0' })
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'))).toEqual({
      formatVersion: 1,
      name: 'Test',
      version: '1.0.0',
      files: [
        { path: 'README.md', bytes: 4, sha256: sha256('card') },
        { path: 'unet/weights.safetensors', bytes: 7, sha256: sha256('weights') },
      ],
    })
  })

  it('writes the same bytes twice, with a final newline, and keeps name and version', async () => {
    await writeManifest(folder, { name: 'Test', version: '1.0.0' })
    const first = readFileSync(join(folder, manifestFile), 'utf8')
    await writeManifest(folder)
    expect(readFileSync(join(folder, manifestFile), 'utf8')).toBe(first)
    expect(first.endsWith('}\n')).toBe(true)
  })

  it('refuses a first manifest without a name and a version', async () => {
    await expect(writeManifest(folder)).rejects.toThrow('--name and --version')
    expect(existsSync(join(folder, manifestFile))).toBe(false)
  })

  it('names changed, resized, missing and unlisted files', async () => {
    write('config.json', '{}')
    await writeManifest(folder, { name: 'Test', version: '1.0.0' })
    write('README.md', 'cart')
    write('config.json', '{"a":1}')
    rmSync(join(folder, 'unet/weights.safetensors'))
    write('extra.bin', '')
    expect(await checkManifest(folder)).toEqual([
      'README.md: content differs from the listed SHA-256',
      'config.json: 7 bytes, listed with 2',
      'extra.bin: not listed in the manifest',
      'unet/weights.safetensors: listed but missing',
    ])
  })

  it('notices a manifest edited by hand', async () => {
    await writeManifest(folder, { name: 'Test', version: '1.0.0' })
    const file = join(folder, manifestFile)
    writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))))
    expect(await checkManifest(folder)).toEqual(['manifest.json: not as this script writes it'])
  })

  it('says that there is no manifest', async () => {
    expect(await checkManifest(folder)).toEqual(['manifest.json: missing'])
    expect(await describeFiles(folder)).toHaveLength(2)
  })

  it('as a command writes, then checks with exit code 0, or 1 and the names of the files that differ', () => {
    const written = runScript(folder, '--name', 'Test', '--version', '1.0.0')
    expect(written.stdout).toBe('Test 1.0.0: 2 files, 0.0 MB\n')
    expect(runScript('--check', folder).status).toBe(0)
    write('README.md', 'cart')
    const checked = runScript('--check', folder)
    expect(checked.status).toBe(1)
    expect(checked.stderr).toContain('README.md: content differs')
  })
})

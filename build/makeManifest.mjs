/**
 * Lists a model's files with their sizes and SHA-256 digests, so that a damaged, missing or foreign file is noticed.
 *
 *     node build/makeManifest.mjs models/starter             rewrites models/starter/manifest.json
 *     node build/makeManifest.mjs --check models/starter     compares, names what differs and exits with 1
 *
 * A model's name and version are kept from its present manifest; a new model states them with --name and --version.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export const manifestFile = 'manifest.json'

/** Raised when a reader of version 1 could no longer understand what is written. */
const formatVersion = 1

/** What tools and file managers leave behind; no part of a model. */
const leftovers = new Set(['__pycache__', 'node_modules', '.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Paths of all files under a folder, relative to it, with forward slashes. */
async function listFiles(folder, prefix = '') {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true })
  const found = []
  for (const entry of entries) {
    const path = `${prefix}${entry.name}`
    if (leftovers.has(entry.name) || path === manifestFile) continue
    if (entry.isDirectory()) found.push(...(await listFiles(folder, `${path}/`)))
    else if (entry.isFile()) found.push(path)
    else throw new Error(`${join(folder, path)} is neither a file nor a folder: a model ships plain files only.`)
  }
  return found
}

async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Describes every file of a model except the manifest itself, sorted by path in code unit order. */
export async function describeFiles(folder) {
  const paths = await listFiles(folder)
  const files = []
  for (const path of paths.sort()) {
    const file = join(folder, path)
    files.push({ path, bytes: statSync(file).size, sha256: await sha256Of(file) })
  }
  return files
}

/** One line a file, so that a change reads as one line in a diff. */
export function formatManifest({ name, version, files }) {
  const head = Object.entries({ formatVersion, name, version }).map(
    ([key, value]) => `  "${key}": ${JSON.stringify(value)},`,
  )
  const rows = files.map(
    ({ path, bytes, sha256 }) => `    { "path": ${JSON.stringify(path)}, "bytes": ${bytes}, "sha256": "${sha256}" }`,
  )
  return ['{', ...head, '  "files": [', rows.join(',\n'), '  ]', '}', ''].join('\n')
}

/** Reads a model's manifest; undefined if it has none. */
export function readManifest(folder) {
  const file = join(folder, manifestFile)
  if (!existsSync(file)) return undefined
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  if (manifest.formatVersion !== formatVersion) {
    throw new Error(`${file} has format version ${manifest.formatVersion}; this script reads version ${formatVersion}.`)
  }
  return manifest
}

/** One sentence for each file on which manifest and folder disagree; none if they agree. */
export function compareFiles(listed, present) {
  const listedByPath = new Map(listed.map((file) => [file.path, file]))
  const presentByPath = new Map(present.map((file) => [file.path, file]))
  const paths = [...new Set([...listedByPath.keys(), ...presentByPath.keys()])].sort()
  return paths.flatMap((path) => {
    const expected = listedByPath.get(path)
    const actual = presentByPath.get(path)
    if (expected === undefined) return [`${path}: not listed in the manifest`]
    if (actual === undefined) return [`${path}: listed but missing`]
    if (expected.bytes !== actual.bytes) return [`${path}: ${actual.bytes} bytes, listed with ${expected.bytes}`]
    if (expected.sha256 !== actual.sha256) return [`${path}: content differs from the listed SHA-256`]
    return []
  })
}

/** What is wrong with a model's manifest, one sentence each; empty if it describes the folder exactly. */
export async function checkManifest(folder) {
  const manifest = readManifest(folder)
  if (manifest === undefined) return [`${manifestFile}: missing`]
  const present = await describeFiles(folder)
  const differences = compareFiles(manifest.files, present)
  if (differences.length > 0) return differences
  const text = readFileSync(join(folder, manifestFile), 'utf8')
  return text === formatManifest({ ...manifest, files: present })
    ? []
    : [`${manifestFile}: not as this script writes it`]
}

/** Writes a model's manifest and returns what it says. */
export async function writeManifest(folder, { name, version } = {}) {
  const before = readManifest(folder)
  const manifest = {
    name: name ?? before?.name,
    version: version ?? before?.version,
    files: await describeFiles(folder),
  }
  if (manifest.name === undefined || manifest.version === undefined) {
    throw new Error(`${folder} has no manifest yet: state the model's --name and --version.`)
  }
  writeFileSync(join(folder, manifestFile), formatManifest(manifest))
  return manifest
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean' }, name: { type: 'string' }, version: { type: 'string' } },
  })
  const [folder, ...rest] = positionals
  if (folder === undefined || rest.length > 0) {
    throw new Error('usage: node build/makeManifest.mjs [--check] [--name NAME] [--version VERSION] FOLDER')
  }
  if (values.check) {
    const differences = await checkManifest(folder)
    for (const difference of differences) console.error(difference)
    if (differences.length > 0) {
      console.error(
        `${join(folder, manifestFile)} does not match: restore the files, or rewrite it if you meant to change them.`,
      )
      process.exitCode = 1
    }
    return
  }
  const { name, version, files } = await writeManifest(folder, values)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  console.log(`${name} ${version}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`)
}

const startedAsScript =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)
if (startedAsScript) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

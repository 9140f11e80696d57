import { EngineError } from '../errors/engineError.ts'
import { formatVersion } from '../protocol/project.ts'

type Document = Readonly<Record<string, unknown>>

/**
 * How a document of one version becomes one of the next, by the version it starts from. A migration keeps the fields
 * that it does not know. It gets documents that may be wrong in any way, and leaves the complaining to the schema.
 */
export const migrations: Readonly<Record<number, (document: Document) => Document>> = {
  0: fromVersion0,
}

/**
 * Version 0, before the first release, had one list of adapters, without places or words:
 *
 *     { "version": 0, "width": 256, "height": 256, "model": "../model", "prompt": "a cat", "negativePrompt": "",
 *       "loras": [{ "path": "kiki.safetensors", "weight": 0.8 }], "sampler": "DDIM", "steps": 20, "cfg": 5,
 *       "seed": 7, "count": 4 }
 *
 * Each adapter becomes a concept that covers the canvas, which is what version 0 rendered.
 */
function fromVersion0(document: Document): Document {
  const { version: _, width, height, model, loras, cfg, seed, count, ...rest } = document
  return {
    polyptych: 1,
    canvas: { width, height },
    model: typeof model === 'string' ? { path: model } : model,
    ...rest,
    ...(cfg !== undefined && { guidance: cfg }),
    ...(seed !== undefined && { seeds: { first: seed, count: count ?? 1 } }),
    ...(loras !== undefined && { concepts: Array.isArray(loras) ? loras.map(conceptFromLora) : loras }),
  }
}

function conceptFromLora(lora: unknown, index: number): unknown {
  if (typeof lora !== 'object' || lora === null) return lora
  const { path, weight, ...rest } = lora as Document
  const name = typeof path === 'string' ? stemOf(path) : `Concept ${index + 1}`
  const adapter = { file: { path }, ...(weight !== undefined && { weight }) }
  return { id: `lora-${index + 1}`, name, adapters: [adapter], ...rest }
}

function stemOf(path: string): string {
  return path.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
}

/** The version that wrote a document, or undefined where it is no project. */
export function versionOf(document: Document): number | undefined {
  const version = document.polyptych ?? document.version
  return Number.isSafeInteger(version) && (version as number) >= 0 ? (version as number) : undefined
}

/**
 * Brings a document to the present version. `source` names the file in messages. Throws 'project-newer' for documents
 * of a later program, 'project-invalid' for anything that is no project.
 */
export function migrate(document: Document, source: string): { document: Document; from: number } {
  const from = versionOf(document)
  if (from === undefined) {
    throw new EngineError(
      'project-invalid',
      `'${source}' is not a Polyptych project: it has no format version.`,
      `Choose a '.polyptych' file. If it is one, it starts with "polyptych": ${formatVersion}.`,
    )
  }
  if (from > formatVersion) {
    throw new EngineError(
      'project-newer',
      `'${source}' was saved in format version ${from}; this program knows versions up to ${formatVersion}.`,
      'Update Polyptych, or save the project in the older format there.',
    )
  }
  let current = document
  for (let version = from; version < formatVersion; version++) current = migrations[version]!(current)
  return { document: current, from }
}

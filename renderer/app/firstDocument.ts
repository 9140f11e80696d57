import type { DocumentSource, OpenedDocument, Start } from '../../engine/protocol/window/index.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { firstExample } from '../document/firstExample.ts'
import { newDocument } from '../state/actions/documents.ts'

/** What is opened first, best first: the canvas is never empty. */
export function firstSources({ opens, recoveries, recent, settings, examples }: Start): DocumentSource[] {
  const example = firstExample(examples)
  const welcome: DocumentSource[] = example ? [{ type: 'example', id: example.id }] : []
  const last: DocumentSource[] = recent[0] ? [{ type: 'recent', id: recent[0].id }] : []
  // unsaved work is offered in front of what was used last; opening it without being asked would hide what it replaces
  const usual = settings.welcomed || recoveries.length > 0 ? [...last, ...welcome] : welcome
  return [...(opens ? [opens] : []), ...usual, newDocument()]
}

/**
 * Opens the first of them that can be opened; what failed is returned to be told of. Throws where not even a new one
 * opens.
 */
export async function openFirst(
  client: WindowClient,
  start: Start,
): Promise<{ document: OpenedDocument; errors: unknown[] }> {
  const errors: unknown[] = []
  for (const source of firstSources(start)) {
    try {
      const { document } = await client.call('openDocument', { source })
      if (document) return { document, errors }
    } catch (error) {
      errors.push(error)
    }
  }
  throw errors.at(-1)
}

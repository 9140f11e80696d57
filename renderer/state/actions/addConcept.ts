import type { Region } from '../../../engine/protocol/project.ts'
import { createConcept } from '../../document/createConcept.ts'
import { t } from '../../i18n/language.ts'
import type { Stores } from '../stores.ts'
import { placedBox } from './placeAdapter.ts'

/** A new concept without adapters, selected: in a box in the middle of the canvas unless a region is given. */
export function addConcept({ document, session }: Pick<Stores, 'document' | 'session'>, given?: Region): void {
  const { project, apply } = document.getState()
  const { width, height } = project.canvas
  const concept = createConcept(project.concepts, {
    name: t('canvas.newConcept', { number: project.concepts.length + 1 }),
    region: given ?? { type: 'box', ...placedBox(project.canvas, { x: width / 2, y: height / 2 }) },
  })
  apply('addConcept', (current) => ({ ...current, concepts: [...current.concepts, concept] }))
  session.getState().select([concept.id])
  session.getState().set({ leftTab: 'concepts' })
}

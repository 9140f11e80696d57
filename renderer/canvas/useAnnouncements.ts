import { useEffect } from 'react'
import { withOneShown } from '../document/withOneShown.ts'
import { useTexts } from '../i18n/language.ts'
import { readablePicture } from '../state/actions/backdrop.ts'
import { useStores } from '../state/stores.ts'
import { describeRegion } from './describeRegion.ts'

/** Steps after which a screen reader says where the region is now. */
const placing = new Set([
  'moveRegion',
  'resizeRegion',
  'drawRegion',
  'editPolygon',
  'paintMask',
  'eraseMask',
  'clearMask',
])

/** Says what is selected, and where it is after it was moved. */
export function useAnnouncements(): void {
  const t = useTexts()
  const stores = useStores()
  useEffect(() => {
    const { document, session, host, masks } = stores
    function say() {
      const { selection, soloId } = session.getState()
      const { documentId } = document.getState()
      const project = withOneShown(document.getState().project, soloId)
      const picture = readablePicture(host.getState(), session.getState(), documentId)
      const selected = project.concepts.filter(({ id }) => selection.includes(id))
      const [concept] = selected
      if (!concept) return
      const sentence =
        selected.length > 1
          ? t('canvas.selected', { count: selected.length })
          : describeRegion(t, concept, project.canvas, (name) => masks.get(name), picture, project.concepts)
      session.getState().announce(sentence)
    }
    const ends = [
      session.subscribe(({ selection }, before) => {
        if (selection !== before.selection) say()
      }),
      document.subscribe(({ history }, before) => {
        const isNew = history !== before.history && history.past.length > 0 && history.future.length === 0
        if (isNew && placing.has(history.past.at(-1)!.label)) say()
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [stores, t])
}

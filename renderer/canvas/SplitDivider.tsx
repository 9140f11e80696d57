import { useTexts } from '../i18n/language.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { SplitSlider } from '../ui/SplitSlider.tsx'

/** The border between the two pictures below the regions. */
export function SplitDivider() {
  const t = useTexts()
  const { session } = useStores()
  const { split, otherId } = useSession((state) => state.backdrop)
  const { zoom, x, y } = useSession((state) => state.viewport)
  const { width, height } = useDocument((state) => state.project.canvas)
  if (otherId === undefined) return null
  return (
    <SplitSlider
      label={t('canvas.split')}
      value={split}
      area={{ x, y, width: width * zoom, height: height * zoom }}
      onChange={(place) => session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, split: place } }))}
    />
  )
}

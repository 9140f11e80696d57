import { useTexts } from '../i18n/language.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { SplitSlider } from '../ui/SplitSlider.tsx'

/** The border between the two pictures below the regions, where there are two. */
export function SplitDivider() {
  const isCompared = useSession((state) => state.backdrop.otherId !== undefined)
  return isCompared && <Divider />
}

function Divider() {
  const t = useTexts()
  const { session } = useStores()
  const split = useSession((state) => state.backdrop.split)
  const { zoom, x, y } = useSession((state) => state.viewport)
  const { width, height } = useDocument((state) => state.project.canvas)
  return (
    <SplitSlider
      label={t('canvas.split')}
      value={split}
      area={{ x, y, width: width * zoom, height: height * zoom }}
      onChange={(place) => session.setState(({ backdrop }) => ({ backdrop: { ...backdrop, split: place } }))}
    />
  )
}

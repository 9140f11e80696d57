import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine } from 'lucide-react'
import { useTexts } from '../../../i18n/language.ts'
import { bringForward, bringToFront, sendBackward, sendToBack } from '../../../state/actions/regions.ts'
import { useStores } from '../../../state/stores.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import styles from './concept.module.css'

const rows = [
  { label: 'canvas.menu.toFront', Icon: ArrowUpToLine, run: bringToFront },
  { label: 'canvas.menu.forward', Icon: ArrowUp, run: bringForward },
  { label: 'canvas.menu.backward', Icon: ArrowDown, run: sendBackward },
  { label: 'canvas.menu.toBack', Icon: ArrowDownToLine, run: sendToBack },
] as const

/** What lies above what. */
export function OrderButtons() {
  const t = useTexts()
  const stores = useStores()
  return (
    <span className={styles.row}>
      {rows.map(({ label, Icon, run }) => (
        <IconButton key={label} label={t(label)} icon={<Icon size={14} />} onClick={() => run(stores)} />
      ))}
    </span>
  )
}

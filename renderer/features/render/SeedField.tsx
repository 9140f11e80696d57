import { Dices, Lock, LockOpen } from 'lucide-react'
import { seedsOf } from '../../../engine/protocol/project.ts'
import { setFirstSeed } from '../../document/commands/seeds.ts'
import { useTexts } from '../../i18n/language.ts'
import { shuffleSeed, toggleSeedLock } from '../../state/actions/seeds.ts'
import { useDocument, useSession, useStores } from '../../state/stores.ts'
import { useGesture } from '../../state/useGesture.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import styles from './render.module.css'

/** The first seed; unlocked, each render takes a new one. */
export function SeedField() {
  const t = useTexts()
  const stores = useStores()
  const seeds = useDocument((state) => state.project.seeds)
  const isLocked = useSession((state) => state.keepsSeed)
  const { change, ...gesture } = useGesture('changeSeed')
  return (
    <div className={styles.seed}>
      <NumberField
        label={t('render.seed')}
        value={seedsOf({ seeds })[0] ?? 0}
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        step={1}
        {...gesture}
        onChange={(seed) => change(setFirstSeed(seed))}
      />
      <IconButton label={t('render.shuffle')} icon={<Dices size={16} />} onClick={() => shuffleSeed(stores)} />
      <IconButton
        label={t('render.keepSeed')}
        icon={isLocked ? <Lock size={16} /> : <LockOpen size={16} />}
        pressed={isLocked}
        onClick={() => toggleSeedLock(stores)}
      />
    </div>
  )
}

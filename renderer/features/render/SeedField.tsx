import { Dices, Lock, LockOpen } from 'lucide-react'
import { useRef } from 'react'
import { seedsOf } from '../../../engine/protocol/project.ts'
import { setFirstSeed, setOnlySeed } from '../../document/commands/seeds.ts'
import { useTexts } from '../../i18n/language.ts'
import { shuffleSeed } from '../../state/actions/seeds.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { useGesture } from '../../state/useGesture.ts'
import { useSeedLock } from '../../state/useSeedLock.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { useFocusKept } from '../../ui/useFocusKept.ts'
import styles from './render.module.css'

/** The seeds of the next render: the first of a row, or all of a list. */
export function SeedField() {
  const seeds = useDocument((state) => state.project.seeds)
  const place = useRef<HTMLDivElement>(null)
  const keepsFocus = useFocusKept(place, 'input', () => place.current?.querySelector('input'))
  return (
    <div ref={place} className={styles.seed} {...keepsFocus}>
      {Array.isArray(seeds) ? <SeedList seeds={seeds} /> : <FirstSeed first={seedsOf({ seeds })[0] ?? 0} />}
    </div>
  )
}

/** Unlocked, each render takes a new one. */
function FirstSeed({ first }: { readonly first: number }) {
  const t = useTexts()
  const stores = useStores()
  const lock = useSeedLock()
  const { change, ...gesture } = useGesture('changeSeed')
  return (
    <>
      <NumberField
        label={t('render.seed')}
        value={first}
        min={0}
        max={Number.MAX_SAFE_INTEGER}
        step={1}
        {...gesture}
        onChange={(seed) => change(setFirstSeed(seed))}
      />
      <IconButton label={t('render.shuffle')} icon={<Dices size={16} />} onClick={() => shuffleSeed(stores)} />
      <IconButton
        label={lock.label}
        hint={lock.nextRender}
        icon={lock.keepsSeed ? <Lock size={16} /> : <LockOpen size={16} />}
        pressed={lock.keepsSeed}
        onClick={lock.toggle}
      />
      {!lock.keepsSeed && <p className={styles.nextSeed}>{lock.nextRender}</p>}
    </>
  )
}

/** Chosen one by one in the inspector: neither stepped nor drawn anew. */
function SeedList({ seeds }: { readonly seeds: readonly number[] }) {
  const t = useTexts()
  const { document } = useStores()
  const text = t('render.seedList', { count: seeds.length, seeds: seeds.join(', ') })
  return (
    <>
      <span className={styles.name} title={text}>
        {text}
      </span>
      <Button
        title={t('render.onlySeedHint', { seed: `${seeds[0] ?? 0}` })}
        onClick={() => document.getState().apply('changeSeed', setOnlySeed(seeds[0] ?? 0))}
      >
        {t('render.onlySeed')}
      </Button>
    </>
  )
}

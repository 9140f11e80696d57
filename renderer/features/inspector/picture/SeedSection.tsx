import { Dices, Lock, LockOpen, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { seedsOf } from '../../../../engine/protocol/project.ts'
import { setPicture } from '../../../document/commands/picture.ts'
import { setFirstSeed, setSeedCount } from '../../../document/commands/seeds.ts'
import { previousSeed } from '../../../document/previousSeed.ts'
import { readNumberList } from '../../../document/numberList.ts'
import { useTexts } from '../../../i18n/language.ts'
import { randomSeed } from '../../../state/actions/seeds.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useSeedLock } from '../../../state/useSeedLock.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import styles from './picture.module.css'

const mostPictures = 10_000

/** The seeds, one picture for each: some in a row, or a list. */
export function SeedSection() {
  const t = useTexts()
  const { document } = useStores()
  const seeds = useDocument((state) => state.project.seeds)
  const isList = Array.isArray(seeds)
  const { apply } = document.getState()
  const all = seedsOf({ seeds })
  return (
    <Section title={t('inspector.seeds.title')}>
      <div className={styles.fitting}>
        <Segmented
          label={t('inspector.seeds.kind')}
          value={isList ? 'list' : 'run'}
          options={[
            { value: 'run', label: t('inspector.seeds.run') },
            { value: 'list', label: t('inspector.seeds.listed') },
          ]}
          onChange={(kind) => {
            if (kind === 'list' && !isList) apply('changeSeed', setPicture({ seeds: all }))
            else if (kind === 'run' && isList) apply('changeSeed', setSeedCount(all.length))
          }}
        />
      </div>
      {isList ? <SeedList seeds={all} /> : <SeedRun first={all[0] ?? 0} count={all.length} />}
    </Section>
  )
}

function SeedRun({ first, count }: { readonly first: number; readonly count: number }) {
  const t = useTexts()
  const { document } = useStores()
  const lock = useSeedLock()
  const previous = useDocument(previousSeed)
  const setSeed = (seed: number) => document.getState().apply('changeSeed', setFirstSeed(seed))
  return (
    <>
      <EditedNumber
        label={t('inspector.seeds.first')}
        undo="changeSeed"
        value={first}
        min={0}
        max={Number.MAX_SAFE_INTEGER - mostPictures}
        step={1}
        command={setFirstSeed}
      />
      <div className={styles.buttons}>
        <IconButton
          label={t('inspector.seeds.shuffle')}
          icon={<Dices size={16} />}
          onClick={() => setSeed(randomSeed())}
        />
        <IconButton
          label={t('inspector.seeds.previous')}
          icon={<Undo2 size={16} />}
          disabled={previous === undefined}
          onClick={() => previous !== undefined && setSeed(previous)}
        />
        <IconButton
          label={lock.label}
          hint={lock.nextRender}
          icon={lock.keepsSeed ? <Lock size={16} /> : <LockOpen size={16} />}
          pressed={lock.keepsSeed}
          onClick={lock.toggle}
        />
      </div>
      {!lock.keepsSeed && <p className={styles.quiet}>{lock.nextRender}</p>}
      <EditedNumber
        label={t('inspector.seeds.count')}
        undo="changeSeed"
        value={count}
        min={1}
        max={mostPictures}
        step={1}
        command={setSeedCount}
        usual={{ isChanged: count !== 1, reset: setSeedCount(1) }}
      />
    </>
  )
}

function SeedList({ seeds }: { readonly seeds: readonly number[] }) {
  const t = useTexts()
  const { document } = useStores()
  const [typed, setTyped] = useState<string>()
  const read = typed === undefined ? undefined : readNumberList(typed, 0)?.slice(0, mostPictures)
  return (
    <TextField
      label={t('inspector.seeds.list')}
      hint={t('inspector.seeds.listHint')}
      error={typed !== undefined && !read ? t('inspector.seeds.listWrong') : undefined}
      value={typed ?? seeds.join(', ')}
      onChange={setTyped}
      onEnd={() => {
        if (read) document.getState().apply('changeSeed', setPicture({ seeds: read }))
        setTyped(undefined)
      }}
      onCancel={() => setTyped(undefined)}
    />
  )
}

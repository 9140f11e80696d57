import { featureCacheSchema, type FeatureCache } from '../../../../engine/protocol/featureCache.ts'
import { chooseCache, setCache } from '../../../document/commands/picture.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { CutFields } from '../settings/CutFields.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import { Hinted } from '../settings/Hinted.tsx'
import styles from './picture.module.css'

const cacheTypes = ['off', 'uniform', 'non-uniform', 'first-block'] as const
/** The part of the steps around which most is computed, where the project names no step. */
const usualCentre = 0.3

/** Whether steps reuse deep layers of earlier ones. */
export function CacheSection() {
  const t = useTexts()
  const { document } = useStores()
  const cache = useDocument((state) => state.project.cache)
  return (
    <Section title={t('inspector.cache.title')} foldable startsFolded={cache.type === 'off'}>
      <p className={styles.quiet}>{t('inspector.cache.text')}</p>
      <Select
        label={t('inspector.cache.label')}
        value={cache.type}
        options={cacheTypes.map((value) => ({
          value,
          label: t(`inspector.cache.type.${value}`),
          hint: t(`inspector.cache.hint.${value}`),
        }))}
        hint={t(`inspector.cache.hint.${cache.type}`)}
        onChange={(type) => {
          const { apply, history } = document.getState()
          apply('changeCache', chooseCache(featureCacheSchema.parse({ type }), history))
        }}
      />
      {cache.type !== 'off' && <CacheSettings cache={cache} />}
    </Section>
  )
}

type Reusing = Exclude<FeatureCache, { type: 'off' }>

interface CacheNumber {
  readonly key: 'interval' | 'centre' | 'power' | 'threshold' | 'mostSkips'
  readonly min: number
  readonly max: number
  readonly step: number
}

/** The numbers of each kind of cache. */
const numbers: Readonly<Record<Reusing['type'], readonly CacheNumber[]>> = {
  uniform: [{ key: 'interval', min: 1, max: 100, step: 1 }],
  'non-uniform': [
    { key: 'interval', min: 1, max: 100, step: 1 },
    { key: 'centre', min: 0, max: 1000, step: 1 },
    { key: 'power', min: 1.05, max: 4, step: 0.05 },
  ],
  'first-block': [
    { key: 'threshold', min: 0, max: 2, step: 0.01 },
    { key: 'mostSkips', min: 0, max: 100, step: 1 },
  ],
}

function CacheSettings({ cache }: { readonly cache: Reusing }) {
  const t = useTexts()
  const steps = useDocument((state) => state.project.steps)
  const usual = featureCacheSchema.parse({ type: cache.type }) as Readonly<Record<string, unknown>>
  const given = cache as Readonly<Record<string, unknown>>
  return (
    <>
      {numbers[cache.type].map(({ key, ...limits }) => (
        <EditedNumber
          key={key}
          {...limits}
          label={t(`inspector.cache.${key}`)}
          undo="changeCache"
          value={Number(given[key] ?? Math.round(steps * usualCentre))}
          unit={key === 'interval' || key === 'mostSkips' ? t('inspector.cache.unit') : undefined}
          command={(value) => setCache({ [key]: value })}
          usual={{ isChanged: given[key] !== usual[key], reset: setCache({ [key]: usual[key] }) }}
        />
      ))}
      {cache.type === 'non-uniform' && <p className={styles.quiet}>{t('inspector.cache.centreHint')}</p>}
      <Hinted label={t('inspector.setting.cut.label')} hint={t('inspector.setting.cut.hint')}>
        <CutFields
          label={t('inspector.setting.cut.label')}
          undo="changeCache"
          cut={cache.cut}
          command={(cut) => setCache({ cut })}
        />
      </Hinted>
    </>
  )
}

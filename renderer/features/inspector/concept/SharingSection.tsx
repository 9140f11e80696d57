import { methodSettings } from '../../../../engine/protocol/methodSettings.ts'
import { setMethodSetting } from '../../../document/commands/picture.ts'
import { partOfSteps, stepsInPart } from '../../../document/partOfSteps.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Button } from '../../../ui/Button.tsx'
import { RangeSlider } from '../../../ui/RangeSlider.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import styles from './concept.module.css'

/** How much regions hear of the background and see of each other: settings of the method, shown where they matter. */
export function SharingSection() {
  const t = useTexts()
  const { session } = useStores()
  const name = useDocument((state) => state.project.method.name)
  const method = t(`render.methodName.${name}`)
  const isShared = name === 'regional' || name === 'composer'
  return (
    <Section title={t('inspector.sharing.title')} foldable>
      <p className={styles.quiet}>{t(isShared ? 'inspector.sharing.forAll' : whyNot(name), { method })}</p>
      {isShared ? (
        <Shares />
      ) : (
        <Button className={styles.toMethod} onClick={() => session.getState().set({ inspectorTab: 'picture' })}>
          {t('inspector.sharing.toMethod')}
        </Button>
      )}
    </Section>
  )
}

function whyNot(name: string) {
  if (name === 'auto') return 'inspector.sharing.decided'
  return name === 'regional-rows' ? 'inspector.sharing.none' : 'inspector.sharing.ignored'
}

function Shares() {
  const t = useTexts()
  const method = useDocument((state) => state.project.method)
  const steps = useDocument((state) => state.project.steps)
  const { change, ...gesture } = useGesture('changeMethod')
  const schema = method.name === 'composer' ? methodSettings.composer : methodSettings.regional
  const settings = schema.safeParse(method)
  if (!settings.success) return null
  const { backgroundShare, isolation } = settings.data
  const { first, last } = stepsInPart(isolation, steps)
  const start = Math.min(first, steps)
  const percent = { undo: 'changeMethod', hasSlider: true, min: 0, max: 100, step: 1, unit: '%' }
  return (
    <>
      <EditedNumber
        {...percent}
        label={t('inspector.setting.backgroundShare.label')}
        value={Math.round(backgroundShare * 100)}
        command={(value) => setMethodSetting(['backgroundShare'], value / 100)}
      />
      <EditedNumber
        {...percent}
        label={t('inspector.setting.softness.label')}
        value={Math.round(isolation.softness * 100)}
        command={(value) => setMethodSetting(['isolation', 'softness'], value / 100)}
      />
      <RangeSlider
        {...gesture}
        label={t('inspector.setting.isolationSteps.label')}
        ends={[
          t('inspector.adapters.stepsFrom', { name: t('inspector.setting.isolationSteps.label') }),
          t('inspector.adapters.stepsTo', { name: t('inspector.setting.isolationSteps.label') }),
        ]}
        value={[start, Math.max(start, last)]}
        spoken={t('inspector.adapters.stepsText', { first, last, steps })}
        endLabels={[t('inspector.steps.from'), t('inspector.steps.to')]}
        onChange={([from, to]) => {
          const part = partOfSteps({ first: from, last: to }, steps)
          change((project) =>
            setMethodSetting(['isolation', 'to'], part.to)(setMethodSetting(['isolation', 'from'], part.from)(project)),
          )
        }}
        min={1}
        max={Math.max(2, steps)}
        step={1}
        disabled={steps === 1}
        empty={first > last ? t('inspector.adapters.stepsNone') : undefined}
      />
    </>
  )
}

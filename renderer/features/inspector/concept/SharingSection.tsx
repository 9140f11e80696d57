import { methodSettings } from '../../../../engine/protocol/methodSettings.ts'
import { setMethodSetting } from '../../../document/commands/picture.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import { StepsRange } from '../settings/StepsRange.tsx'
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
  const { change, ...gesture } = useGesture('changeMethod')
  const schema = method.name === 'composer' ? methodSettings.composer : methodSettings.regional
  const settings = schema.safeParse(method)
  if (!settings.success) return null
  const { backgroundShare, isolation } = settings.data
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
      <StepsRange
        {...gesture}
        label={t('inspector.setting.isolationSteps.label')}
        part={isolation}
        onChange={({ from, to }) =>
          change((project) =>
            setMethodSetting(['isolation', 'to'], to)(setMethodSetting(['isolation', 'from'], from)(project)),
          )
        }
      />
    </>
  )
}

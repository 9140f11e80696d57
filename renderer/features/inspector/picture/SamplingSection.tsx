import { noiseSources, projectDefaults, type NoiseSource } from '../../../../engine/protocol/project.ts'
import { setPicture } from '../../../document/commands/picture.ts'
import { samplerFamily } from '../../../document/samplerFamily.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useHost, useModels, useStores } from '../../../state/stores.ts'
import { Resettable } from '../../../ui/Resettable.tsx'
import { SearchSelect } from '../../../ui/SearchSelect.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import { Hinted } from '../settings/Hinted.tsx'
import styles from './picture.module.css'

/** More layers than the text encoder of any model has. */
const mostClipSkip = 24

export function SamplingSection() {
  const t = useTexts()
  const steps = useDocument((state) => state.project.steps)
  const guidance = useDocument((state) => state.project.guidance)
  const { steps: usualSteps, guidance: usualGuidance } = projectDefaults
  return (
    <Section title={t('inspector.sampling.title')}>
      <SamplerChoice />
      <EditedNumber
        label={t('inspector.sampling.steps')}
        undo="changeSteps"
        value={steps}
        min={1}
        max={1000}
        step={1}
        command={(value) => setPicture({ steps: value })}
        usual={{ isChanged: steps !== usualSteps, reset: setPicture({ steps: usualSteps }) }}
      />
      <EditedNumber
        label={t('inspector.sampling.guidance')}
        undo="changeGuidance"
        value={guidance}
        min={0}
        max={100}
        step={0.5}
        precision={2}
        command={(value) => setPicture({ guidance: value })}
        usual={{ isChanged: guidance !== usualGuidance, reset: setPicture({ guidance: usualGuidance }) }}
      />
      {guidance === 1 && <p className={styles.quiet}>{t('inspector.sampling.guidanceOff')}</p>}
      <FinerSampling />
    </Section>
  )
}

function SamplerChoice() {
  const t = useTexts()
  const { document } = useStores()
  const sampler = useDocument((state) => state.project.sampler)
  const samplers = useHost((state) => state.start.samplers)
  const chosen = samplers.find(({ name }) => name.toLowerCase() === sampler.toLowerCase())
  const describe = ({ evaluationsPerStep, stochastic }: (typeof samplers)[number]) =>
    [
      t('inspector.sampling.evaluations', { count: evaluationsPerStep }),
      ...(stochastic ? [t('inspector.sampling.stochastic')] : []),
    ].join(' · ')
  const choose = (name: string) => document.getState().apply('changeSampler', setPicture({ sampler: name }))
  const options = samplers.map((one) => ({
    value: one.name,
    label: one.name,
    detail: one.evaluationsPerStep === 1 && !one.stochastic ? undefined : describe(one),
    group: samplerFamily(one.name),
  }))
  return (
    <Resettable
      label={t('inspector.reset', { name: t('inspector.sampling.sampler') })}
      isChanged={sampler !== projectDefaults.sampler}
      onReset={() => choose(projectDefaults.sampler)}
    >
      <SearchSelect
        label={t('inspector.sampling.sampler')}
        value={chosen?.name}
        shown={sampler}
        options={options}
        searchText={t('inspector.sampling.search')}
        emptyText={t('inspector.sampling.unknown')}
        hint={chosen && describe(chosen)}
        onChange={choose}
      />
    </Resettable>
  )
}

function FinerSampling() {
  const t = useTexts()
  const { document } = useStores()
  const clipSkip = useDocument((state) => state.project.clipSkip)
  const noise = useDocument((state) => state.project.noise)
  const model = useDocument((state) => state.project.model.path)
  const most = useModels((state) => state.details.get(model)?.mostClipSkip) ?? mostClipSkip
  const usual = projectDefaults.clipSkip
  const setNoise = (source: NoiseSource) => document.getState().apply('changePicture', setPicture({ noise: source }))
  return (
    <div className={styles.finer}>
      <Section title={t('inspector.sampling.finer')} foldable startsFolded>
        <Hinted label={t('inspector.sampling.clipSkip')} hint={t('inspector.sampling.clipSkipHint')}>
          <EditedNumber
            label={t('inspector.sampling.clipSkip')}
            undo="changePicture"
            value={clipSkip}
            min={1}
            max={Math.max(most, clipSkip)}
            step={1}
            command={(value) => setPicture({ clipSkip: value })}
            usual={{ isChanged: clipSkip !== usual, reset: setPicture({ clipSkip: usual }) }}
          />
        </Hinted>
        <Hinted label={t('inspector.sampling.noise')} hint={t('inspector.sampling.noiseHint')}>
          <Resettable
            label={t('inspector.reset', { name: t('inspector.sampling.noise') })}
            isChanged={noise !== projectDefaults.noise}
            onReset={() => setNoise(projectDefaults.noise)}
          >
            <Select
              label={t('inspector.sampling.noise')}
              value={noise}
              options={noiseSources.map((value) => ({ value, label: t(`inspector.sampling.noiseSource.${value}`) }))}
              onChange={setNoise}
            />
          </Resettable>
        </Hinted>
      </Section>
    </div>
  )
}

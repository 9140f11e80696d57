import { ClipboardCopy } from 'lucide-react'
import { useRef, useState } from 'react'
import { providerChoices, type Settings } from '../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { copyDiagnostics } from '../../state/actions/copyDiagnostics.ts'
import { setSettings } from '../../state/actions/settings.ts'
import { useHost, useSession, useStores } from '../../state/stores.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Section } from '../../ui/Section.tsx'
import { Select } from '../../ui/Select.tsx'
import { Switch } from '../../ui/Switch.tsx'
import styles from './SettingsDialog.module.css'

const themes = ['system', 'dark', 'light'] as const
const languages = ['system', 'en', 'de'] as const
/** What holds for all documents. */
export function SettingsDialog() {
  const t = useTexts()
  const { session } = useStores()
  const isOpen = useSession((state) => state.dialog === 'settings')
  const close = () => session.getState().set({ dialog: undefined })
  return (
    <Dialog title={t('settings.title')} open={isOpen} onClose={close}>
      <Pages />
    </Dialog>
  )
}

function Pages() {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const settings = useHost((state) => state.settings)
  const hardware = useHost((state) => state.engine.hardware)
  const isRendering = useHost((state) => state.jobs.some((job) => job.state === 'running'))
  const change = (part: Partial<Settings>) => void setSettings(stores, part)
  const outcomeOf = (provider: string) => hardware?.candidates.find((candidate) => candidate.provider === provider)
  return (
    <div className={styles.page}>
      <Section title={t('settings.window')}>
        <Select
          label={t('settings.theme.label')}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
          onChange={(theme) => change({ theme })}
        />
        <Select
          label={t('settings.language.label')}
          value={settings.language}
          options={languages.map((value) => ({ value, label: t(`settings.language.${value}`) }))}
          onChange={(language) => change({ language })}
        />
      </Section>
      <Section title={t('settings.engine')}>
        <Select
          label={t('settings.provider.label')}
          hint={t('settings.provider.hint')}
          value={settings.provider}
          options={providerChoices.map((value) => {
            const outcome = outcomeOf(value)
            return {
              value,
              label: t(`settings.provider.${value}`),
              ...(outcome && { hint: t(`settings.outcome.${outcome.outcome}`) }),
            }
          })}
          onChange={(provider) => change({ provider })}
        />
        {hardware && (
          <ul className={styles.rows}>
            {hardware.candidates.map(({ provider, outcome, detail }) => (
              <li key={provider}>
                {provider}: {t(`settings.outcome.${outcome}`)}
                {detail && ` (${engineText(detail)})`}
              </li>
            ))}
          </ul>
        )}
        <Threads value={settings.threads} onChange={(threads) => change({ threads })} />
        {isRendering && <p className={styles.hint}>{t('settings.endsRender')}</p>}
      </Section>
      <Section title={t('settings.render')}>
        <Switch
          label={t('settings.readsPictures.label')}
          hint={t('settings.readsPictures.hint')}
          checked={settings.readsPictures}
          onChange={(readsPictures) => change({ readsPictures })}
        />
        <Switch
          label={t('settings.recordsAttention.label')}
          hint={t('settings.recordsAttention.hint')}
          checked={settings.recordsAttention}
          onChange={(recordsAttention) => change({ recordsAttention })}
        />
      </Section>
      <Section title={t('settings.help')}>
        <p className={styles.hint}>{t('settings.diagnosticsHint')}</p>
        <Button icon={<ClipboardCopy size={16} aria-hidden />} onClick={() => void copyDiagnostics(stores)}>
          {t('settings.diagnostics')}
        </Button>
      </Section>
    </div>
  )
}

/** Tells of a number once it is decided: each change starts the engine anew. */
function Threads({ value, onChange }: { readonly value: number; readonly onChange: (threads: number) => void }) {
  const t = useTexts()
  const chosen = useRef<number>(undefined)
  const [shown, setShown] = useState<number>()
  const choose = (threads: number | undefined) => {
    chosen.current = threads
    setShown(threads)
  }
  return (
    <NumberField
      label={t('settings.threads')}
      value={shown ?? value}
      min={0}
      max={256}
      step={1}
      onChange={choose}
      onEnd={() => {
        const threads = chosen.current
        choose(undefined)
        if (threads !== undefined && threads !== value) onChange(threads)
      }}
      onCancel={() => choose(undefined)}
    />
  )
}

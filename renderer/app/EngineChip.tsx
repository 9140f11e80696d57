import { Popover } from '@base-ui/react/popover'
import { useEngineText } from '../i18n/engineText.ts'
import { useTexts } from '../i18n/language.ts'
import { detailsOf, tellError } from '../state/actions/errors.ts'
import { engineLine, engineMode } from '../state/selectors/engineLine.ts'
import { useHost, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import styles from './Shell.module.css'

/** Whether the engine can render and what it is doing, in plain words, and what can be done where it cannot. */
export function EngineChip() {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const { hardware, crash, error } = useHost((state) => state.engine)
  const mode = useHost(engineMode)
  const line = useHost((state) => engineLine(t, state))
  const restart = () => stores.client.call('restartEngine', {}).catch((reason: unknown) => tellError(stores, reason))
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button
            variant="quiet"
            className={styles.engine}
            title={line}
            icon={<span className={styles.dot} data-status={mode} aria-hidden />}
          >
            <span className={styles.engineLine}>{line}</span>
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} align="end">
          <Popover.Popup className={styles.popover}>
            <Popover.Title render={<strong />}>{line}</Popover.Title>
            <p>{t(`app.engine.text.${mode}`)}</p>
            {hardware && <p>{hardware.processor}</p>}
            {crash && (
              <p>
                {crash.jobName === undefined
                  ? t('app.engine.ended', { exit: engineText(crash.exit) })
                  : t('app.engine.lost', { name: crash.jobName, exit: engineText(crash.exit) })}
              </p>
            )}
            {crash?.outOfMemory && <p>{t('app.engine.memory')}</p>}
            {error && (
              <>
                <p>
                  {engineText(error.message)} {engineText(error.remedy)}
                </p>
                <CopyButton label={t('errors.copy')} text={detailsOf(error)} />
              </>
            )}
            <Button onClick={() => void restart()}>{t('app.engine.restart')}</Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

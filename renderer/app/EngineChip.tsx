import { Popover } from '@base-ui/react/popover'
import { useTexts } from '../i18n/language.ts'
import { detailsOf, tellError } from '../state/actions/errors.ts'
import { useHost, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import styles from './Shell.module.css'

/** Whether the engine can render, in plain words, and what can be done where it cannot. */
export function EngineChip() {
  const t = useTexts()
  const stores = useStores()
  const { status, hardware, crash, error } = useHost((state) => state.engine)
  const provider = hardware?.provider.toUpperCase() ?? ''
  const restart = () => stores.client.call('restartEngine', {}).catch((reason: unknown) => tellError(stores, reason))
  return (
    <Popover.Root>
      <Popover.Trigger
        render={
          <Button variant="quiet" icon={<span className={styles.dot} data-status={status} aria-hidden />}>
            {t(`app.engine.${status}`, { provider })}
          </Button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner className={styles.positioner} sideOffset={6} align="end">
          <Popover.Popup className={styles.popover}>
            <Popover.Title render={<strong />}>{t(`app.engine.${status}`, { provider })}</Popover.Title>
            <p>{t(`app.engine.text.${status}`)}</p>
            {hardware && <p>{hardware.processor}</p>}
            {crash && (
              <p>
                {crash.jobName === undefined
                  ? t('app.engine.ended', { exit: crash.exit })
                  : t('app.engine.lost', { name: crash.jobName, exit: crash.exit })}
              </p>
            )}
            {crash?.outOfMemory && <p>{t('app.engine.memory')}</p>}
            {error && (
              <>
                <p>
                  {error.message} {error.remedy}
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

import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { useHost } from '../../state/stores.ts'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './Welcome.module.css'

/** What this machine is and what renders on it, in plain words. */
export function Machine() {
  const t = useTexts()
  const hardware = useHost((state) => state.engine.hardware)
  if (!hardware) return <Spinner label={t('welcome.waiting')} />
  const { processor, cores, memoryBytes, graphics, provider, candidates } = hardware
  const gigabytes = new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: 0,
  })
  const cards = graphics.map(({ name, memoryBytes: own }) => (own ? `${name} (${gigabytes.format(own / 1e9)})` : name))
  const reason = candidates.find((candidate) => candidate.provider === provider)?.detail
  return (
    <dl className={styles.machine}>
      <dt>{t('welcome.processor')}</dt>
      <dd>{t('welcome.cores', { name: processor, count: cores })}</dd>
      <dt>{t('welcome.memory')}</dt>
      <dd>{gigabytes.format(memoryBytes / 1e9)}</dd>
      <dt>{t('welcome.graphics')}</dt>
      <dd>{cards.join(', ') || t('welcome.noGraphics')}</dd>
      <dt>{t('welcome.device')}</dt>
      <dd>
        {provider.toUpperCase()}
        {reason && ` (${reason})`}
      </dd>
    </dl>
  )
}

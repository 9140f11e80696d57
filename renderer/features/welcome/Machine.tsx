import { useId } from 'react'
import { fitOf, modelFamilies } from '../../document/modelFamilies.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { useHost } from '../../state/stores.ts'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './Welcome.module.css'

/** What this machine is and what renders on it, in plain words. */
export function Machine() {
  const t = useTexts()
  const hintId = useId()
  const hardware = useHost((state) => state.engine.hardware)
  if (!hardware) return <Spinner label={t('welcome.waiting')} />
  const { processor, cores, memoryBytes, graphics, provider, candidates } = hardware
  const gigabytes = new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: 0,
  })
  const exactly = new Intl.NumberFormat(currentLanguage(), {
    style: 'unit',
    unit: 'gigabyte',
    maximumFractionDigits: 1,
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
      <dt>{t('welcome.fits')}</dt>
      <dd>
        <ul className={styles.fits} aria-describedby={hintId}>
          {modelFamilies.map((family) => {
            const { verdict, needed } = fitOf(family, hardware)
            const filled = { name: family.name, side: family.side, needed: exactly.format(needed / 1e9) }
            return (
              <li key={family.name} data-verdict={verdict}>
                {t(`welcome.fit.${verdict}`, filled)}
              </li>
            )
          })}
        </ul>
        <p id={hintId} className={styles.quiet}>
          {t('welcome.fitHint')}
        </p>
      </dd>
    </dl>
  )
}

import type { TFunction } from 'i18next'
import { useId } from 'react'
import { providerChoices, type Hardware } from '../../../engine/protocol/window/index.ts'
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
  const wanted = useHost((state) => state.settings.provider)
  if (!hardware) return <Spinner label={t('welcome.waiting')} />
  const { processor, cores, memoryBytes, graphics } = hardware
  const cards = graphics.map(({ name, memoryBytes: own }) => (own ? `${name} (${gigabytes(own)})` : name))
  return (
    <dl className={styles.machine}>
      <dt>{t('welcome.processor')}</dt>
      <dd>{t('welcome.cores', { name: processor, count: cores })}</dd>
      <dt>{t('welcome.memory')}</dt>
      <dd>{gigabytes(memoryBytes)}</dd>
      <dt>{t('welcome.graphics')}</dt>
      <dd>{cards.join(', ') || t('welcome.noGraphics')}</dd>
      <dt>{t('welcome.device')}</dt>
      <dd>
        {providerText(t, hardware.provider)}
        <p className={styles.quiet}>{reasonText(t, hardware, wanted)}</p>
      </dd>
      <dt>{t('welcome.fits')}</dt>
      <dd>
        <ul className={styles.fits} aria-describedby={hintId}>
          {modelFamilies.map((family) => {
            const { verdict, needed } = fitOf(family, hardware)
            const filled = { name: family.name, side: family.side, needed: gigabytes(needed, 1) }
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

function gigabytes(bytes: number, places = 0): string {
  const format = { style: 'unit', unit: 'gigabyte', maximumFractionDigits: places } as const
  return new Intl.NumberFormat(currentLanguage(), format).format(bytes / 1e9)
}

function providerText(t: TFunction<'texts'>, provider: string): string {
  const known = providerChoices.find((choice) => choice === provider)
  return known ? t(`settings.provider.${known}`) : provider
}

/** Why it computes there: the artist's word, or what became of the faster ones. */
function reasonText(t: TFunction<'texts'>, { provider, graphics, candidates }: Hardware, wanted: string): string {
  if (wanted !== 'auto') return t('welcome.why.wanted')
  const passedOver = candidates.filter(({ outcome }) => outcome !== 'chosen' && outcome !== 'not-needed')
  if (provider !== 'cpu' || passedOver.length === 0) return t('welcome.why.fastest')
  if (graphics.length === 0) return t('welcome.why.noGraphics')
  const list = passedOver.map(
    (other) => `${providerText(t, other.provider)}: ${t(`settings.outcome.${other.outcome}`)}`,
  )
  return t('welcome.why.passedOver', { list: list.join(', ') })
}

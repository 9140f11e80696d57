import { useCallback } from 'react'
import { useEngineText } from '../../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { countText } from '../../i18n/numbers.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { useAnswer } from '../../state/useAnswer.ts'
import styles from './library.module.css'

/** Where an adapter acts in the model of the document, block by block, as bars in a table. */
export function LayerChart({ id }: { readonly id: string }) {
  const t = useTexts()
  const engineText = useEngineText()
  const { client } = useStores()
  const model = useDocument((state) => state.project.model.path)
  const measure = useCallback(() => client.call('measureAdapter', { id, model }), [client, id, model])
  const { answer: chart, failure } = useAnswer(measure)
  const highest = Math.max(0, ...(chart?.rows ?? []).map(({ strength }) => strength))
  const number = new Intl.NumberFormat(currentLanguage(), { maximumSignificantDigits: 2 })
  return (
    <section>
      <h3 className={styles.heading}>{t('library.sheet.chart')}</h3>
      <p className={styles.quiet}>{t('library.sheet.chartHint')}</p>
      {failure !== undefined && <p className={styles.bad}>{engineText(failure.message)}</p>}
      {!chart && failure === undefined && <p role="status">{t('library.sheet.measuring')}</p>}
      {chart && (
        <table className={styles.chart}>
          <thead>
            <tr>
              <th scope="col">{t('library.sheet.block')}</th>
              <th scope="col">{t('library.sheet.strength')}</th>
              <th scope="col">{t('library.sheet.layers')}</th>
            </tr>
          </thead>
          <tbody>
            {chart.rows.map(({ block, layers, strength }) => (
              <tr key={block}>
                <th scope="row">{block}</th>
                <td className={styles.barCell}>
                  <span style={{ inlineSize: highest > 0 ? `${(strength / highest) * 100}%` : 0 }} />
                  {number.format(strength)}
                </td>
                <td>{countText(layers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

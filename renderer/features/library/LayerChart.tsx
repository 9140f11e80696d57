import { useEffect, useState } from 'react'
import type { LayerChart as Chart } from '../../../engine/protocol/window/index.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { reportOf } from '../../state/actions/errors.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import styles from './library.module.css'

/** Where an adapter acts in the model of the document, block by block, as bars in a table. */
export function LayerChart({ id }: { readonly id: string }) {
  const t = useTexts()
  const { client } = useStores()
  const model = useDocument((state) => state.project.model.path)
  const [chart, setChart] = useState<Chart>()
  const [failure, setFailure] = useState<string>()
  useEffect(() => {
    client.call('measureAdapter', { id, model }).then(setChart, (error: unknown) => setFailure(reportOf(error).message))
  }, [client, id, model])
  const highest = Math.max(...(chart?.rows ?? []).map(({ strength }) => strength))
  const number = new Intl.NumberFormat(currentLanguage(), { maximumSignificantDigits: 2 })
  return (
    <section>
      <h3 className={styles.heading}>{t('library.sheet.chart')}</h3>
      <p className={styles.quiet}>{t('library.sheet.chartHint')}</p>
      {failure !== undefined && <p className={styles.bad}>{failure}</p>}
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
                  <span style={{ inlineSize: `${(strength / highest) * 100}%` }} />
                  {number.format(strength)}
                </td>
                <td>{layers}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

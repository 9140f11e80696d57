import { ArrowLeft } from 'lucide-react'
import { useCallback } from 'react'
import type { Compatibility, LibraryEntry } from '../../../engine/protocol/window/index.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { countText } from '../../i18n/numbers.ts'
import { placeFromLibrary } from '../../state/actions/library.ts'
import { bytesText } from '../../state/selectors/quantities.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { useAnswer } from '../../state/useAnswer.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { LayerChart } from './LayerChart.tsx'
import styles from './library.module.css'

export interface AdapterSheetProps {
  readonly entry: LibraryEntry
  readonly onBack: () => void
}

/** Everything that is known of an adapter. */
export function AdapterSheet({ entry, onBack }: AdapterSheetProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const stores = useStores()
  const { id, name, preview, problem, triggerWords, fileName } = entry
  return (
    <div className={styles.sheet}>
      <Button variant="quiet" icon={<ArrowLeft size={14} aria-hidden />} onClick={onBack}>
        {t('library.sheet.back')}
      </Button>
      {preview !== undefined && <img className={styles.large} src={preview} alt="" />}
      <h2 className={styles.title}>{name}</h2>
      <p className={styles.quiet}>{fileName}</p>
      {problem ? (
        <p className={styles.bad}>
          {engineText(problem.message)} {engineText(problem.remedy)}
        </p>
      ) : (
        <>
          <Button variant="primary" onClick={() => placeFromLibrary(stores, id)}>
            {t('library.place')}
          </Button>
          {triggerWords.length > 0 && <Words title={t('library.sheet.triggers')} words={triggerWords} />}
          <Details entry={entry} />
          <LayerChart id={id} />
        </>
      )}
    </div>
  )
}

function Details({ entry }: Pick<AdapterSheetProps, 'entry'>) {
  const t = useTexts()
  const engineText = useEngineText()
  const { client } = useStores()
  const model = useDocument((state) => state.project.model.path)
  const { id } = entry
  const read = useCallback(() => client.call('readAdapterDetails', { id, model }), [client, id, model])
  const { answer: details, failure } = useAnswer(read)
  if (failure) return <p className={styles.bad}>{engineText(failure.message)}</p>
  if (!details) return null
  const { facts, tags, compatibility } = details
  const { alpha, ranks } = facts
  const number = new Intl.NumberFormat(currentLanguage(), { maximumSignificantDigits: 4 })
  const decimal = (value: number | undefined) => (value === undefined ? undefined : number.format(value))
  const count = (value: number | undefined) => (value === undefined ? undefined : countText(value))
  const rows: [string, string | undefined][] = [
    [t('library.sheet.kind'), entry.kind && engineText(entry.kind)],
    [t('library.sheet.madeFor'), entry.madeFor && engineText(entry.madeFor)],
    [t('library.sheet.baseModel'), entry.baseModel],
    [t('library.sheet.preferredStrength'), decimal(entry.preferredStrength)],
    [t('library.sheet.layers'), count(entry.layers)],
    [t('library.sheet.ranks'), ranks.map(({ rank, layers }) => `${rank} (${layers})`).join(', ')],
    [
      t('library.sheet.alpha'),
      alpha && [...new Set([alpha.smallest, alpha.largest])].map((value) => number.format(value)).join(' – '),
    ],
    [t('library.sheet.size'), bytesText(entry.bytes, currentLanguage())],
    [t('library.sheet.author'), facts.author],
    [t('library.sheet.license'), facts.license],
    [t('library.sheet.usageHint'), facts.usageHint],
    [t('library.sheet.negativeText'), facts.negativeText],
    [t('library.sheet.notes'), facts.notes],
    [t('library.sheet.resolution'), facts.resolution],
    [t('library.sheet.trainingSteps'), count(facts.trainingSteps)],
    [t('library.sheet.trainingPictures'), count(facts.trainingPictures)],
    [t('library.sheet.convention'), facts.convention],
    [t('library.sheet.sha256'), facts.sha256],
  ]
  return (
    <>
      {facts.description && <p>{facts.description}</p>}
      {compatibility && <Fit compatibility={compatibility} />}
      <dl className={styles.facts}>
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {tags.length > 0 && (
        <Words
          title={t('library.sheet.tags')}
          words={tags.map(({ tag, count: times }) => `${tag} ${countText(times)}`)}
        />
      )}
    </>
  )
}

function Fit({ compatibility }: { readonly compatibility: Compatibility }) {
  const t = useTexts()
  const engineText = useEngineText()
  return (
    <section>
      <h3 className={styles.heading}>{t('library.sheet.compatibility')}</h3>
      {compatibility.type === 'refused' ? (
        <p className={styles.bad}>{engineText(compatibility.error.message)}</p>
      ) : (
        <>
          <p>{t('library.applies', compatibility)}</p>
          {compatibility.skipped.map(({ reason, count, examples }) => (
            <p key={reason} className={styles.quiet} title={examples.join('\n')}>
              {t('library.sheet.skipped', { count, reason: engineText(reason) })}
            </p>
          ))}
        </>
      )}
    </section>
  )
}

function Words({ title, words }: { readonly title: string; readonly words: readonly string[] }) {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      <p className={styles.chips}>
        {words.map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </p>
    </section>
  )
}

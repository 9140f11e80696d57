import { useEngineText } from '../i18n/engineText.ts'
import { useTexts } from '../i18n/language.ts'
import { headlineOf } from '../state/actions/errors.ts'
import type { RefusedFile } from '../state/noticeStore.ts'
import styles from './Notices.module.css'

/** So many are named before the artist asks for all. */
const mostNamed = 3

export interface RefusedFilesProps {
  readonly id: string
  readonly files: readonly RefusedFile[]
  /** With the sentence and the remedy of each; otherwise a line each. */
  readonly isWhole: boolean
}

/** Files of the artist's that were not taken at once, and why. */
export function RefusedFiles({ id, files, isWhole }: RefusedFilesProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const named = isWhole || files.length === mostNamed + 1 ? files : files.slice(0, mostNamed)
  const more = files.length - named.length
  return (
    <ul id={id} className={styles.files} data-cut={isWhole ? undefined : true}>
      {named.map(({ name, error }, index) => {
        const line = `${name}: ${headlineOf(error)}`
        return isWhole ? (
          <li key={index}>{`${engineText(error.message)} ${engineText(error.remedy)}`}</li>
        ) : (
          <li key={index} title={line}>
            {line}
          </li>
        )
      })}
      {more > 0 && <li>{t('errors.moreRefused', { count: more })}</li>}
    </ul>
  )
}

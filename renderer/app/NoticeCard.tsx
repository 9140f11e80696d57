import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useEngineText } from '../i18n/engineText.ts'
import { useTexts } from '../i18n/language.ts'
import { detailsOf } from '../state/actions/errors.ts'
import { patienceOf, type Notice } from '../state/noticeStore.ts'
import { useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useIsCut } from '../ui/useIsCut.ts'
import styles from './Notices.module.css'
import { RefusedFiles } from './RefusedFiles.tsx'

export interface NoticeCardProps {
  readonly notice: Notice
  /** It stays while this holds. */
  readonly isHeld: boolean
  /** Its headline alone, until the artist asks for the rest. */
  readonly startsFolded: boolean
  readonly onDismiss: () => void
}

/** One notice: as much of it as two lines hold, the rest on demand. */
export function NoticeCard({ notice, isHeld, startsFolded, onDismiss }: NoticeCardProps) {
  const t = useTexts()
  const engineText = useEngineText()
  const { notices } = useStores()
  const { id, kind, title, byHand, error, refused, action, otherAction, times } = notice
  const [isWhole, setWhole] = useState(false)
  const [place, body] = [useRef<HTMLParagraphElement>(null), useId()]
  const patience = patienceOf(notice)
  useEffect(() => {
    if (isHeld || patience === undefined) return
    const timer = setTimeout(() => notices.getState().dismiss(id), patience)
    return () => clearTimeout(timer)
  }, [notices, id, isHeld, patience, times])
  const text = (error ? `${engineText(error.message)} ${engineText(error.remedy)}`.trim() : notice.text) || undefined
  const isFolded = startsFolded && !isWhole && (text !== undefined || refused !== undefined)
  const isCut = useIsCut(place, isFolded ? undefined : text)
  const canUnfold = isFolded || isWhole || isCut || refused !== undefined
  const details = detailsOfAll(notice)
  const answers = [action, otherAction].flatMap((answer) => answer ?? [])
  const buttons = answers.map((answer) => (
    <Button
      key={answer.label}
      onClick={() => {
        answer.run()
        onDismiss()
      }}
    >
      {answer.label}
    </Button>
  ))
  const isOneLine = text === undefined && !refused && byHand === undefined && answers.length < 2
  return (
    <article className={styles.notice} data-kind={kind}>
      <div className={styles.head}>
        <strong>{title}</strong>
        {times > 1 && <span className={styles.times}>{t('app.times', { count: times })}</span>}
        {isOneLine && buttons}
        {canUnfold && (
          <IconButton
            label={isWhole ? t('app.lessOfNotice') : t('app.wholeNotice')}
            icon={isWhole ? <ChevronUp size={14} /> : <ChevronDown size={14} />}
            aria-expanded={isWhole}
            aria-controls={isFolded ? undefined : body}
            onClick={() => setWhole(!isWhole)}
          />
        )}
        <IconButton label={t('app.dismiss')} icon={<X size={14} />} onClick={onDismiss} />
      </div>
      {text !== undefined && !isFolded && (
        <p ref={place} id={body} className={styles.text} data-cut={isWhole ? undefined : true}>
          {text}
        </p>
      )}
      {refused && !isFolded && <RefusedFiles id={body} files={refused} isWhole={isWhole} />}
      {byHand !== undefined && (
        <textarea
          className={styles.byHand}
          aria-label={t('errors.byHand')}
          readOnly
          rows={Math.min(4, byHand.split('\n').length + Math.floor(byHand.length / 48))}
          value={byHand}
          onFocus={({ target }) => target.select()}
        />
      )}
      {!isFolded && !isOneLine && (buttons.length > 0 || details !== undefined) && (
        <div className={styles.row}>
          {buttons}
          {details !== undefined && <CopyButton label={t('errors.copy')} text={details} />}
        </div>
      )}
    </article>
  )
}

/** What is copied of a notice about errors: the English original of all of them. */
function detailsOfAll({ title, error, refused }: Notice): string | undefined {
  if (error) return `${title}\n${detailsOf(error)}`
  return refused?.map((file) => `${file.name}\n${detailsOf(file.error)}`).join('\n\n')
}

import type { DocumentCard } from '../../../engine/protocol/window/index.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { exampleText } from './exampleText.ts'
import styles from './documents.module.css'

export interface DocumentCardsProps {
  readonly title: string
  readonly cards: readonly DocumentCard[]
  readonly onOpen: (id: string) => void
}

/** Documents with their pictures, to open with one press. */
export function DocumentCards({ title, cards, onOpen }: DocumentCardsProps) {
  const t = useTexts()
  if (cards.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className={styles.heading}>{title}</h3>
      <ul className={styles.cards}>
        {cards.map(({ id, name, thumbnail, description, place, changedAt }) => (
          <li key={id}>
            <button type="button" className={styles.card} title={name} onClick={() => onOpen(id)}>
              {thumbnail && <img className={styles.picture} src={thumbnail} alt="" loading="lazy" />}
              <span className={styles.words}>
                <strong className={styles.cardName}>{name}</strong>
                <span className={styles.quiet}>
                  {exampleText(t, id) ?? description ?? [place, dateText(changedAt)].filter(Boolean).join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function dateText(iso: string | undefined): string {
  if (iso === undefined) return ''
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))
}

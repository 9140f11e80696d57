import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { presenceHints, presenceMark } from '../../document/presenceTexts.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { presenceSentence } from '../../state/selectors/presenceSentence.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { useReadablePicture } from '../../state/useBackdropPicture.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Section } from '../../ui/Section.tsx'
import styles from './render.module.css'

/** In lower windows the inspector needs the room. */
const lowWindow = 720

/** Who is in the picture below the regions, in words and numbers, and what may help. */
export function WhoIsThere() {
  const t = useTexts()
  const picture = useReadablePicture()
  if (!picture?.concepts || picture.concepts.length === 0) return null
  return (
    <Section title={t('render.who.title')} foldable startsFolded={window.innerHeight < lowWindow}>
      <ul className={styles.list}>
        {picture.concepts.map((reading) => (
          <Reading key={reading.conceptId} reading={reading} />
        ))}
      </ul>
    </Section>
  )
}

function Reading({ reading }: { readonly reading: ReadConcept }) {
  const t = useTexts()
  const { session } = useStores()
  const project = useDocument((state) => state.project)
  const { conceptId, presence, bleed, found } = reading
  const nameOf = (id: string) => project.concepts.find((concept) => concept.id === id)?.name
  const name = nameOf(conceptId) ?? reading.name
  const hints = presenceHints(reading, project)
  const part = new Intl.NumberFormat(currentLanguage(), { style: 'percent' })
  return (
    <li className={styles.reading}>
      <button type="button" className={styles.sentence} onClick={() => session.getState().select([conceptId])}>
        {presenceSentence(t, reading, nameOf)}
      </button>
      <span className={styles.badges}>
        <Badge tone={found ? 'success' : 'danger'} title={t('render.who.presenceHint')}>
          {t('render.who.presence')} {part.format(presence)}
        </Badge>
        <Badge tone={presenceMark(reading) === 'bleeds' ? 'warning' : 'neutral'} title={t('render.who.bleedHint')}>
          {t('render.who.bleed')} {part.format(bleed)}
        </Badge>
      </span>
      {hints.length > 0 && (
        <p className={styles.quiet}>{hints.map((hint) => t(`render.who.hint.${hint}`, { name })).join(' ')}</p>
      )}
    </li>
  )
}

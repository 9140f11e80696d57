import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { isOfMethod, presenceHints } from '../../document/presenceHints.ts'
import { presenceMark, type PresenceMark } from '../../document/presenceTexts.ts'
import { useTexts } from '../../i18n/language.ts'
import { percentText } from '../../i18n/numbers.ts'
import { methodName } from '../../state/selectors/methodName.ts'
import { namesOf, presenceSentence } from '../../state/selectors/presenceSentence.ts'
import { useDocument, useStores } from '../../state/stores.ts'
import { useReadablePicture } from '../../state/useBackdropPicture.ts'
import { Badge, type BadgeProps } from '../../ui/Badge.tsx'
import { Section } from '../../ui/Section.tsx'
import styles from './render.module.css'

/** In lower windows the inspector needs the room. */
const lowWindow = 720

/** Who is in the picture below the regions, in words and numbers, and what may help. */
export function WhoIsThere() {
  const t = useTexts()
  const picture = useReadablePicture()
  const project = useDocument((state) => state.project)
  if (!picture?.concepts || picture.concepts.length === 0) return null
  const hints = picture.concepts.flatMap((reading) => presenceHints(reading, project, picture.method))
  return (
    <div className={styles.who}>
      <Section title={t('render.who.title')} foldable startsFolded={window.innerHeight < lowWindow}>
        <ul className={styles.list}>
          {picture.concepts.map((reading) => (
            <Reading key={reading.conceptId} reading={reading} usedMethod={picture.method} />
          ))}
        </ul>
        {[...new Set(hints.filter(isOfMethod))].map((hint) => (
          <p key={hint} className={styles.quiet}>
            {t(`render.who.hint.${hint}`, { method: methodName(picture.method, t) })}
          </p>
        ))}
      </Section>
    </div>
  )
}

/** How strong a presence is, wherever it is. */
const strengthTones: Partial<Record<PresenceMark, BadgeProps['tone']>> = { faint: 'warning', missing: 'danger' }

function Reading({ reading, usedMethod }: { readonly reading: ReadConcept; readonly usedMethod: string }) {
  const t = useTexts()
  const { session } = useStores()
  const project = useDocument((state) => state.project)
  const { conceptId, presence, bleed, found, inside } = reading
  const mark = presenceMark(reading)
  const strays = mark === 'outside' || mark === 'bleeds' // then all its parts are named
  const nameOf = namesOf(project.concepts)
  const name = nameOf(conceptId) ?? reading.name
  const hints = presenceHints(reading, project, usedMethod).filter((hint) => !isOfMethod(hint))
  return (
    <li className={styles.reading}>
      <button type="button" className={styles.sentence} onClick={() => session.getState().select([conceptId])}>
        {presenceSentence(t, reading, nameOf)}
      </button>
      <span className={styles.badges}>
        {found && inside !== undefined && !strays && (
          <Badge tone="neutral" title={t('render.who.insideHint')}>
            {t('render.who.inside')} {percentText(inside)}
          </Badge>
        )}
        <Badge tone={strengthTones[mark] ?? 'success'} title={t('render.who.presenceHint')}>
          {t('render.who.presence')} {percentText(presence)}
        </Badge>
        <Badge tone={mark === 'bleeds' ? 'warning' : 'neutral'} title={t('render.who.bleedHint')}>
          {t('render.who.bleed')} {percentText(bleed)}
        </Badge>
      </span>
      {strays && <Shares reading={reading} nameOf={nameOf} />}
      {hints.length > 0 && (
        <p className={styles.quiet}>{hints.map((hint) => t(`render.who.hint.${hint}`, { name })).join(' ')}</p>
      )}
    </li>
  )
}

/** Less of a concept than this is not worth a word. */
const leastShare = 0.01

/** Whose places a concept lies in: "own region 20 % · Kiki 70 % · background 10 %". */
function Shares({
  reading,
  nameOf,
}: {
  readonly reading: ReadConcept
  readonly nameOf: (id: string) => string | undefined
}) {
  const t = useTexts()
  const { inside, bleedsInto, background } = reading
  if (inside === undefined || bleedsInto === undefined || background === undefined) return null
  const parts = [
    { share: inside, text: t('render.who.own', { part: percentText(inside) }) },
    ...bleedsInto.map(({ conceptId, name, share }) => {
      return { share, text: t('render.who.into', { name: nameOf(conceptId) ?? name, part: percentText(share) }) }
    }),
    { share: background, text: t('render.who.background', { part: percentText(background) }) },
  ]
  const shown = parts.filter(({ share }) => share >= leastShare).map(({ text }) => text)
  return <p className={styles.quiet}>{`${t('render.who.shares')} ${shown.join(' · ')}`}</p>
}

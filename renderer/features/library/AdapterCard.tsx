import { Ban, Check, Ellipsis, Star, TriangleAlert } from 'lucide-react'
import type { DragEvent } from 'react'
import type { Compatibility, LibraryEntry } from '../../../engine/protocol/window/index.ts'
import { uselessness } from '../../document/adapterUse.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { useTexts } from '../../i18n/language.ts'
import { decimalText } from '../../i18n/numbers.ts'
import { copyText } from '../../state/actions/copyText.ts'
import { addToSelected, placeFromLibrary, revealAdapter, toggleFavourite } from '../../state/actions/library.ts'
import { adapterDragType } from '../../state/actions/placeAdapter.ts'
import { matchKey } from '../../state/matchStore.ts'
import { useDocument, useHost, useMatches, useSession, useStores } from '../../state/stores.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import styles from './library.module.css'

export interface AdapterCardProps {
  readonly entry: LibraryEntry
  readonly onShow: (id: string) => void
}

/** An adapter, to be dragged onto the canvas. */
export function AdapterCard({ entry, onShow }: AdapterCardProps) {
  const t = useTexts()
  const stores = useStores()
  const model = useDocument((state) => state.project.model.path)
  const match = useMatches((state) => state.matches.get(matchKey(model, entry.id)))
  const { id, name, preview, problem, triggerWords, baseModel, madeFor, preferredStrength, favourite } = entry
  const triggers = triggerWords.join(', ')
  const strength =
    preferredStrength === undefined ? undefined : t('library.strength', { strength: decimalText(preferredStrength) })
  const origin = [strength, baseModel ?? madeFor].filter(Boolean).join(' · ')
  const useless = uselessness(problem, match)
  function onDragStart({ dataTransfer }: DragEvent) {
    dataTransfer.setData(adapterDragType, id)
    dataTransfer.effectAllowed = 'copy'
  }
  return (
    <article
      className={classes(styles.card, useless && styles.isUseless, problem !== undefined && styles.isBroken)}
      draggable={problem === undefined}
      onDragStart={onDragStart}
      onDoubleClick={() => placeFromLibrary(stores, id)}
    >
      <span className={styles.face}>
        {preview === undefined ? (
          <span className={styles.initials} aria-hidden>
            {name.slice(0, 2)}
          </span>
        ) : (
          <img className={styles.preview} src={preview} alt="" loading="lazy" decoding="async" draggable={false} />
        )}
        {useless && <UselessSign label={t(`library.${useless}`)} />}
      </span>
      <span className={styles.words}>
        <strong className={styles.line} title={name}>
          {name}
        </strong>
        {[triggers, origin].map(
          (text, index) =>
            text !== '' && (
              <span key={index} className={styles.line} title={text}>
                {text}
              </span>
            ),
        )}
        <Fit problem={problem} match={match} />
      </span>
      <span className={styles.buttons}>
        <IconButton
          label={favourite ? t('library.unfavourite') : t('library.favourite')}
          icon={<Star size={14} fill={favourite ? 'currentColor' : 'none'} />}
          pressed={favourite}
          onClick={() => void toggleFavourite(stores, id, !favourite)}
        />
        <CardMenu entry={entry} onShow={onShow} />
      </span>
    </article>
  )
}

/** Over the picture of a card, in a shape that no other card has there. */
function UselessSign({ label }: { readonly label: string }) {
  return (
    <span className={styles.sign} role="img" aria-label={label} title={label}>
      <Ban size={18} strokeWidth={2.5} aria-hidden />
    </span>
  )
}

interface FitProps {
  readonly problem: LibraryEntry['problem']
  readonly match: Compatibility | undefined
}

/** What the model of the document takes of it, or why it cannot be used. */
function Fit({ problem, match }: FitProps) {
  const t = useTexts()
  const engineText = useEngineText()
  if (problem) {
    return (
      <span className={styles.bad} title={`${engineText(problem.message)} ${engineText(problem.remedy)}`}>
        {t('library.broken')}: {engineText(problem.message)}
      </span>
    )
  }
  if (!match) return null
  if (match.type === 'refused') {
    return (
      <span className={styles.bad} title={engineText(match.error.message)}>
        {t('library.refused')}
      </span>
    )
  }
  const { applied, layers } = match
  const isWhole = applied === layers
  const Sign = isWhole ? Check : TriangleAlert
  return (
    <span className={classes(styles.fit, !isWhole && styles.partly)} title={t('library.applies', { applied, layers })}>
      <Sign size={12} aria-hidden />
      <span className={styles.line}>{t('library.fits', { applied, layers })}</span>
    </span>
  )
}

function CardMenu({ entry: { id, name, triggerWords, problem }, onShow }: AdapterCardProps) {
  const t = useTexts()
  const stores = useStores()
  const canReveal = useHost((state) => state.start.host.canReveal)
  const hasSelection = useSession((state) => state.selection.length > 0)
  const items: MenuItem[] = [
    {
      id: 'place',
      label: t('library.place'),
      shortcut: 'Enter',
      disabled: problem !== undefined,
      onSelect: () => placeFromLibrary(stores, id),
    },
    { id: 'details', label: t('library.details'), onSelect: () => onShow(id) },
    {
      id: 'add',
      label: t('library.addToConcept'),
      disabled: !hasSelection || problem !== undefined,
      onSelect: () => addToSelected(stores, id),
    },
    {
      id: 'copy',
      label: t('library.copyTriggers'),
      disabled: triggerWords.length === 0,
      onSelect: () => void copyText(stores, triggerWords.join(', '), t('library.triggersCopied')),
    },
    ...(canReveal
      ? [{ id: 'reveal', label: t('library.reveal'), onSelect: () => void revealAdapter(stores, id) }]
      : []),
  ]
  return (
    <Menu items={items} trigger={<IconButton label={t('library.actions', { name })} icon={<Ellipsis size={14} />} />} />
  )
}

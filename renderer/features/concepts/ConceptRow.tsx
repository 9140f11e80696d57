import { useSortable } from '@dnd-kit/sortable'
import {
  ArrowLeftRight,
  ArrowUpRight,
  Brush,
  Check,
  CircleDot,
  EqualApproximately,
  Eye,
  EyeOff,
  GripVertical,
  Lock,
  LockOpen,
  Maximize,
  Pentagon,
  SquareDashed,
  X,
  type LucideIcon,
} from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import type { Concept, Region } from '../../../engine/protocol/project.ts'
import type { ReadConcept } from '../../../engine/protocol/readConcept.ts'
import { presenceMark, presenceTones, type PresenceMark } from '../../document/presenceTexts.ts'
import { patternPaths, patternSide, type Look } from '../../document/palette.ts'
import { useTexts } from '../../i18n/language.ts'
import { toggleHidden, toggleLocked, toggleSolo } from '../../state/actions/regions.ts'
import { presenceSentence } from '../../state/selectors/presenceSentence.ts'
import { useStores } from '../../state/stores.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { PatternSwatch } from '../../ui/PatternSwatch.tsx'
import styles from './concepts.module.css'
import { NameField } from './NameField.tsx'

export interface ConceptRowProps {
  readonly concept: Concept
  readonly look: Look
  /** In the picture below the regions; undefined where it was not read. */
  readonly reading: ReadConcept | undefined
  readonly nameOf: (id: string) => string | undefined
  readonly isSelected: boolean
  /** Whether it is the only one that is shown. */
  readonly isAlone: boolean
  /** Whether it is drawn and rendered. */
  readonly isSeen: boolean
  /** The row that Tab comes to. */
  readonly isCurrent: boolean
  readonly isRenamed: boolean
  readonly onPick: (event: MouseEvent) => void
  readonly onRename: (isOn: boolean) => void
}

const kindIcons: Readonly<Record<Region['type'], LucideIcon>> = {
  canvas: Maximize,
  box: SquareDashed,
  polygon: Pentagon,
  mask: Brush,
}

/** A concept in the list. The grip moves it in the stack, pressing it selects it, pressing it twice renames it. */
export function ConceptRow(props: ConceptRowProps) {
  const { concept, look, reading, nameOf, isSelected, isAlone, isSeen, isCurrent, isRenamed, onPick, onRename } = props
  const t = useTexts()
  const { id, name, region, hidden } = concept
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id,
  })
  const Kind = kindIcons[region.type]
  const style: CSSProperties = {
    transform: transform ? `translateY(${Math.round(transform.y)}px)` : undefined,
    transition,
  }
  return (
    <li
      ref={setNodeRef}
      style={style}
      className={classes(
        styles.row,
        isSelected && styles.isSelected,
        hidden && styles.isHidden,
        !isSeen && styles.isUnseen,
        isAlone && styles.isAlone,
        isDragging && styles.isDragged,
      )}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className={styles.grip}
        {...attributes}
        {...listeners}
        aria-label={t('concepts.drag.handle', { name })}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <PatternSwatch color={look.color} pattern={patternPaths[look.pattern]} patternSide={patternSide} />
      {isRenamed ? (
        <NameField id={id} name={name} onEnd={() => onRename(false)} />
      ) : (
        <button
          type="button"
          data-concept={id}
          className={styles.name}
          tabIndex={isCurrent ? 0 : -1}
          aria-pressed={isSelected}
          title={name}
          onClick={onPick}
          onDoubleClick={() => onRename(true)}
        >
          {name.trim() === '' ? t('concepts.unnamed') : name}
        </button>
      )}
      <span
        className={classes(styles.sign, styles.kind)}
        role="img"
        aria-label={t(`concepts.kind.${region.type}`)}
        title={t(`concepts.kind.${region.type}`)}
      >
        <Kind size={14} aria-hidden />
      </span>
      {reading && <PresenceSign reading={reading} nameOf={nameOf} />}
      <RowButtons concept={concept} isAlone={isAlone} isSeen={isSeen} />
    </li>
  )
}

/** As on the canvas behind the name of the region. */
const presenceIcons: Readonly<Record<PresenceMark, LucideIcon>> = {
  there: Check,
  faint: EqualApproximately,
  outside: ArrowUpRight,
  bleeds: ArrowLeftRight,
  missing: X,
}

function PresenceSign({ reading, nameOf }: { readonly reading: ReadConcept } & Pick<ConceptRowProps, 'nameOf'>) {
  const t = useTexts()
  const mark = presenceMark(reading)
  const label = presenceSentence(t, reading, nameOf)
  const Icon = presenceIcons[mark]
  return (
    <span className={classes(styles.sign, styles[presenceTones[mark]])} role="img" aria-label={label} title={label}>
      <Icon size={14} aria-hidden />
    </span>
  )
}

function RowButtons({ concept, isAlone, isSeen }: Pick<ConceptRowProps, 'concept' | 'isAlone' | 'isSeen'>) {
  const t = useTexts()
  const stores = useStores()
  const { id, name, locked = false } = concept
  return (
    <span className={styles.buttons}>
      <IconButton
        className={classes(!isAlone && styles.inHand)}
        label={t('concepts.solo', { name })}
        icon={<CircleDot size={14} />}
        pressed={isAlone}
        onClick={() => toggleSolo(stores, id)}
      />
      <IconButton
        className={classes(!locked && styles.inHand)}
        label={t(locked ? 'concepts.unlock' : 'concepts.lock', { name })}
        icon={locked ? <Lock size={14} /> : <LockOpen size={14} />}
        onClick={() => toggleLocked(stores, [id])}
      />
      <IconButton
        className={classes(!isSeen && styles.closed)}
        label={t(isSeen ? 'concepts.hide' : 'concepts.show', { name })}
        icon={isSeen ? <Eye size={14} /> : <EyeOff size={14} />}
        onClick={() => toggleHidden(stores, [id])}
      />
    </span>
  )
}

import { Check } from 'lucide-react'
import { useState } from 'react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { renameConcept, setColor } from '../../../document/commands/concept.ts'
import { looksOf, palette, patternPaths, patternSide } from '../../../document/palette.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useStores } from '../../../state/stores.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'
import { Field } from '../../../ui/Field.tsx'
import { PatternSwatch } from '../../../ui/PatternSwatch.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { Tooltip } from '../../../ui/Tooltip.tsx'
import styles from './concept.module.css'

export interface ConceptsProps {
  readonly concepts: readonly Concept[]
}

/** What concepts are called and how they look on the canvas. */
export function IdentitySection({ concepts }: ConceptsProps) {
  const [concept] = concepts
  return (
    <div className={styles.identity}>
      {concepts.length === 1 && concept && <NameOf concept={concept} />}
      <Colors concepts={concepts} />
    </div>
  )
}

function NameOf({ concept: { id, name } }: { readonly concept: Concept }) {
  const t = useTexts()
  const { document: store } = useStores()
  const [typed, setTyped] = useState<string>()
  function onEnd() {
    if (typed !== undefined) store.getState().apply('renameConcept', renameConcept(id, typed))
    setTyped(undefined)
  }
  return (
    <TextField
      label={t('inspector.name')}
      value={typed ?? name}
      onChange={setTyped}
      onEnd={onEnd}
      onCancel={() => setTyped(undefined)}
    />
  )
}

function Colors({ concepts }: ConceptsProps) {
  const t = useTexts()
  const { document: store } = useStores()
  const all = useConceptFacts()
  const looks = looksOf(all)
  const ids = concepts.map(({ id }) => id)
  const own = ids.flatMap((id) => looks.get(id) ?? [])
  const chosen = new Set(own.map(({ color }) => color.toLowerCase()))
  const foreign = own.filter((look) => !palette.some(({ color }) => color === look.color.toLowerCase()))
  return (
    <Field label={t('inspector.color')}>
      <div className={styles.colors}>
        {[...palette, ...foreign].map(({ color, pattern }, index) => {
          const label = t('inspector.colorChoice', { number: index + 1, pattern: t(`inspector.pattern.${pattern}`) })
          const isChosen = chosen.has(color.toLowerCase())
          return (
            <Tooltip key={`${index} ${color}`} label={label}>
              <button
                type="button"
                className={styles.color}
                aria-label={label}
                aria-pressed={isChosen}
                onClick={() => store.getState().apply('changeColor', setColor(ids, color))}
              >
                <PatternSwatch color={color} pattern={patternPaths[pattern]} patternSide={patternSide} size={20} />
                {isChosen && <Check className={styles.chosen} size={14} strokeWidth={3} aria-hidden />}
              </button>
            </Tooltip>
          )
        })}
      </div>
    </Field>
  )
}

import { useState, type KeyboardEvent } from 'react'
import { renameConcept } from '../../document/commands/concept.ts'
import { useTexts } from '../../i18n/language.ts'
import { useStores } from '../../state/stores.ts'
import styles from './concepts.module.css'

export interface NameFieldProps {
  readonly id: string
  readonly name: string
  readonly onEnd: () => void
}

/** A name under the artist's hands. Enter and leaving take it, Escape leaves it as it was. */
export function NameField({ id, name, onEnd }: NameFieldProps) {
  const t = useTexts()
  const { document: store } = useStores()
  const [typed, setTyped] = useState(name)
  const commit = () => {
    if (typed !== name) store.getState().apply('renameConcept', renameConcept(id, typed))
    onEnd()
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.stopPropagation()
    const row = event.currentTarget.closest('li')
    if (event.key === 'Enter') commit()
    else onEnd()
    requestAnimationFrame(() => row?.querySelector<HTMLElement>('[data-concept]')?.focus())
  }
  return (
    <input
      autoFocus
      className={styles.rename}
      aria-label={t('concepts.name')}
      value={typed}
      onFocus={({ target }) => target.select()}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}

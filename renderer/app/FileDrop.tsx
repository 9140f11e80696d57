import { useEffect, useState } from 'react'
import { useTexts } from '../i18n/language.ts'
import { importFiles } from '../state/actions/documents.ts'
import { useStores } from '../state/stores.ts'
import styles from './Shell.module.css'

const carriesFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false

/** The whole window takes files that are dragged in, and says beforehand what becomes of them. */
export function FileDrop() {
  const t = useTexts()
  const stores = useStores()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(false)
      void importFiles(stores, [...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', onOver, { signal })
    window.addEventListener('dragleave', onLeave, { signal })
    window.addEventListener('drop', onDrop, { signal })
    return () => controller.abort()
  }, [stores])
  if (!isOver) return null
  return (
    <div className={styles.drop}>
      <p>{t('documents.drop.title')}</p>
      <p>{t('documents.drop.text')}</p>
    </div>
  )
}

import { useEffect, useState } from 'react'
import { useTexts } from '../i18n/language.ts'
import { importFiles } from '../state/actions/documents.ts'
import { useStores } from '../state/stores.ts'
import { draggedFiles, type DraggedFiles } from './draggedFiles.ts'
import styles from './Shell.module.css'

const filesOf = ({ dataTransfer }: DragEvent) => dataTransfer && draggedFiles(dataTransfer)

/** The whole window takes files that are dragged in, and says beforehand what becomes of them. */
export function FileDrop() {
  const t = useTexts()
  const stores = useStores()
  const [dragged, setDragged] = useState<DraggedFiles>()
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    const onOver = (event: DragEvent) => {
      const files = filesOf(event)
      if (!files) return
      event.preventDefault()
      setDragged(files)
    }
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setDragged(undefined)
    }
    const onDrop = (event: DragEvent) => {
      if (!filesOf(event)) return
      event.preventDefault()
      setDragged(undefined)
      void importFiles(stores, [...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragover', onOver, { signal })
    window.addEventListener('dragleave', onLeave, { signal })
    window.addEventListener('drop', onDrop, { signal })
    return () => controller.abort()
  }, [stores])
  if (!dragged) return null
  return (
    <div className={styles.drop}>
      <div className={styles.dropText}>
        <strong>{t(`documents.drop.${dragged}.title`)}</strong>
        <p>{t(`documents.drop.${dragged}.text`)}</p>
      </div>
    </div>
  )
}

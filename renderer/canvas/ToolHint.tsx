import { useShallow } from 'zustand/react/shallow'
import { drawTarget } from '../document/drawTarget.ts'
import { isMovable } from '../document/regionShape.ts'
import { useTexts } from '../i18n/language.ts'
import type { ToolName } from '../state/sessionStore.ts'
import { useDocument, useSession, useStores } from '../state/stores.ts'
import { Segmented } from '../ui/Segmented.tsx'
import styles from './Toolbar.module.css'

/** Says how the chosen tool is used, and which concept it changes. */
export function ToolHint({ tool }: { readonly tool: ToolName }) {
  const t = useTexts()
  const isDrawing = useSession((state) => state.hand !== undefined)
  switch (tool) {
    case 'brush':
    case 'eraser':
      return <PaintHint tool={tool} />
    case 'box':
      return (
        <>
          <DrawTargetChoice />
          <Hint text={t('canvas.hint.box')} />
        </>
      )
    case 'polygon':
      return (
        <>
          <DrawTargetChoice />
          <Hint text={t(isDrawing ? 'canvas.hint.polygonEnds' : 'canvas.hint.polygon')} />
        </>
      )
    case 'select':
    case 'hand':
      return <Hint text={t(`canvas.hint.${tool}`)} />
  }
}

/** Whether the next box or polygon is a new concept, or the region of the selected one. */
function DrawTargetChoice() {
  const t = useTexts()
  const { session } = useStores()
  const selection = useSession((state) => state.selection)
  const choice = useSession((state) => state.drawChoice)
  const { id, name, isNew } = useDocument(
    useShallow(({ project }) => {
      const target = drawTarget(project.concepts, selection, choice)
      return { id: target.concept?.id, name: target.concept?.name ?? '', isNew: target.isNew }
    }),
  )
  if (id === undefined) return <p className={styles.target}>{t('canvas.draws.onlyNew')}</p>
  const region = t('canvas.draws.region', { name })
  return (
    <Segmented
      label={t('canvas.draws.label')}
      value={isNew ? 'new' : 'region'}
      options={[
        { value: 'new', label: t('canvas.draws.new') },
        { value: 'region', label: region, hint: region },
      ]}
      onChange={(value) => session.getState().set({ drawChoice: { conceptId: id, isNew: value === 'new' } })}
    />
  )
}

function PaintHint({ tool }: { readonly tool: 'brush' | 'eraser' }) {
  const t = useTexts()
  const id = useSession((state) => state.selection.at(-1))
  const { name, isPaintable } = useDocument(
    useShallow(({ project }) => {
      const concept = project.concepts.find((other) => other.id === id)
      return { name: concept?.name, isPaintable: concept !== undefined && isMovable(concept) }
    }),
  )
  if (name === undefined) return <Hint text={t('canvas.refused.nothingToPaint')} />
  return <Hint text={t(isPaintable ? `canvas.hint.${tool}` : 'canvas.refused.locked', { name })} />
}

function Hint({ text }: { readonly text: string }) {
  return (
    <p className={styles.hint} title={text}>
      {text}
    </p>
  )
}

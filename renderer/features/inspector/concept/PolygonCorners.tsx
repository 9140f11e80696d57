import { ChevronRight, Minus, Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { setPolygon } from '../../../document/commands/region.ts'
import { isMovable } from '../../../document/regionShape.ts'
import { edgesOf, midpoint, withVertexInserted, withVertexMoved, withVertexRemoved } from '../../../geometry/polygon.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useStores } from '../../../state/stores.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { Polygon } from '../../../geometry/polygon.ts'
import { EditedNumber } from '../settings/EditedNumber.tsx'
import styles from './concept.module.css'

export interface PolygonCornersProps {
  readonly concept: Concept
  readonly points: Polygon
  /** How far from the canvas a corner may lie, in its pixels. */
  readonly farthest: number
}

/**
 * Corners by their numbers: what a pointer does on the canvas, for keys. The one that has the focus is marked there.
 */
export function PolygonCorners({ concept, points, farthest }: PolygonCornersProps) {
  const t = useTexts()
  const { document, session } = useStores()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => () => session.getState().set({ cornerIndex: undefined }), [session])
  const { id } = concept
  const isOff = !isMovable(concept)
  const edges = edgesOf(points)

  function change(next: Polygon, focused: number, said: string) {
    document.getState().apply('editPolygon', setPolygon(id, next, { isFree: true }))
    session.getState().announce(said)
    requestAnimationFrame(() => list.current?.children[focused]?.querySelector('input')?.focus())
  }
  function add(index: number) {
    const [from, to] = edges[index]!
    const next = withVertexInserted(points, index, midpoint(from, to))
    change(next, index + 1, t('inspector.corners.added', { number: index + 2, count: next.length }))
  }
  function remove(index: number) {
    const next = withVertexRemoved(points, index)
    const said = t('inspector.corners.removed', { number: index + 1, count: next.length })
    change(next, Math.min(index, next.length - 1), said)
  }

  return (
    <details className={styles.finer}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t('inspector.corners.title', { count: points.length })}
      </summary>
      <ol ref={list} className={styles.corners}>
        {points.map((point, index) => (
          <li
            key={index}
            className={styles.corner}
            onFocus={() => session.getState().set({ cornerIndex: index })}
            onBlur={() => session.getState().set({ cornerIndex: undefined })}
          >
            {(['x', 'y'] as const).map((axis) => (
              <EditedNumber
                key={axis}
                undo="editPolygon"
                label={axis.toUpperCase()}
                name={t(`inspector.corners.${axis}`, { number: index + 1 })}
                value={point[axis]}
                command={(value) =>
                  setPolygon(id, withVertexMoved(points, index, { ...point, [axis]: value }), { isFree: true })
                }
                min={-farthest}
                max={farthest}
                step={1}
                disabled={isOff}
              />
            ))}
            <IconButton
              label={t('inspector.corners.add', { number: index + 1 })}
              icon={<Plus size={14} />}
              disabled={isOff}
              onClick={() => add(index)}
            />
            <IconButton
              label={t('inspector.corners.remove', { number: index + 1 })}
              icon={<Minus size={14} />}
              disabled={isOff || points.length <= 3}
              onClick={() => remove(index)}
            />
          </li>
        ))}
      </ol>
    </details>
  )
}

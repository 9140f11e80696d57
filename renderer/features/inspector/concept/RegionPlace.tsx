import { useEffect, useReducer } from 'react'
import type { Concept } from '../../../../engine/protocol/project.ts'
import { isMovable, regionBounds } from '../../../document/regionShape.ts'
import { useTexts } from '../../../i18n/language.ts'
import { moveRegionTo } from '../../../state/actions/moveRegionTo.ts'
import { fitRegion } from '../../../state/actions/regions.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import styles from './concept.module.css'
import { PolygonCorners } from './PolygonCorners.tsx'
import { useSelectedConcepts } from './useSelectedConcepts.ts'

/** Regions may lie beside the canvas, but so far away nobody finds them again. */
const farthest = 16384

const sides = [
  { key: 'x', label: 'left', min: -farthest },
  { key: 'y', label: 'top', min: -farthest },
  { key: 'width', label: 'width', min: 1 },
  { key: 'height', label: 'height', min: 1 },
] as const

/** Position and size of the selected region in canvas pixels, where it has some. */
export function RegionPlace() {
  const [concept] = useSelectedConcepts()
  return concept && <Place concept={concept} />
}

function Place({ concept }: { readonly concept: Concept }) {
  const t = useTexts()
  const stores = useStores()
  const canvas = useDocument((state) => state.project.canvas)
  const [, look] = useReducer((count: number) => count + 1, 0)
  useEffect(() => stores.masks.onLoaded(look), [stores])
  const { change: _moved, ...moving } = useGesture('moveRegion')
  const { change: _resized, ...resizing } = useGesture('resizeRegion')
  const { id, region } = concept
  if (region.type === 'canvas') return null
  const bounds = regionBounds(region, canvas, (name) => stores.masks.get(name))
  const maskHint = region.type === 'mask' && <p className={styles.quiet}>{t('inspector.region.maskHint')}</p>
  if (!bounds) return maskHint
  return (
    <>
      <div className={styles.place}>
        {sides.map(({ key, label, min }) => (
          <NumberField
            key={key}
            {...(key === 'x' || key === 'y' ? moving : resizing)}
            label={t(`inspector.region.${label}`)}
            name={t(`inspector.region.${label}Name`)}
            value={bounds[key]}
            onChange={(value) => {
              if (key === 'x' || key === 'y') moveRegionTo(stores, id, { [key]: value })
              else fitRegion(stores, id, { ...bounds, [key]: value })
            }}
            min={min}
            max={farthest}
            step={1}
            disabled={!isMovable(concept)}
          />
        ))}
      </div>
      {maskHint}
      {region.type === 'polygon' && <PolygonCorners concept={concept} points={region.points} farthest={farthest} />}
    </>
  )
}

import type { Concept } from '../../../../engine/protocol/project.ts'
import { resizeRegion } from '../../../document/commands/region.ts'
import { isMovable, regionBounds } from '../../../document/regionShape.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import styles from './concept.module.css'
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
  const { masks } = useStores()
  const canvas = useDocument((state) => state.project.canvas)
  const { change, ...gesture } = useGesture('resizeRegion')
  const { id, region } = concept
  if (region.type === 'canvas') return null
  if (region.type === 'mask') return <p className={styles.quiet}>{t('inspector.region.maskHint')}</p>
  const bounds = regionBounds(region, canvas, (name) => masks.get(name))
  if (!bounds) return null
  return (
    <>
      <div className={styles.place}>
        {sides.map(({ key, label, min }) => (
          <NumberField
            key={key}
            {...gesture}
            label={t(`inspector.region.${label}`)}
            name={t(`inspector.region.${label}Name`)}
            value={bounds[key]}
            onChange={(value) => change(resizeRegion(id, { ...bounds, [key]: value }))}
            min={min}
            max={farthest}
            step={1}
            disabled={!isMovable(concept)}
          />
        ))}
      </div>
      {region.type === 'polygon' && (
        <p className={styles.quiet}>{t('inspector.region.polygonHint', { count: region.points.length })}</p>
      )}
    </>
  )
}

import { TriangleAlert } from 'lucide-react'
import type { Concept, Region } from '../../../../engine/protocol/project.ts'
import { setFeather } from '../../../document/commands/concept.ts'
import { isMovable, regionBounds } from '../../../document/regionShape.ts'
import { sharedValue } from '../../../document/sharedValue.ts'
import { useTexts } from '../../../i18n/language.ts'
import { changeRegionType } from '../../../state/actions/regionType.ts'
import { useDocument, useModels, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import styles from './concept.module.css'
import { OrderButtons } from './OrderButtons.tsx'
import { RegionPlace } from './RegionPlace.tsx'
import { useSelectedConcepts, useSelectedFacts } from './useSelectedConcepts.ts'

const types: readonly Region['type'][] = ['canvas', 'box', 'polygon', 'mask']
const mixed = 'mixed'

/** Where the selected concepts belong. */
export function RegionSection() {
  const concepts = useSelectedFacts()
  const t = useTexts()
  const stores = useStores()
  const { change, ...gesture } = useGesture('changeFeather')
  const type = sharedValue(concepts, ({ region }) => region.type)
  const feather = sharedValue(concepts, (concept) => concept.feather)
  const canMove = concepts.every(isMovable)
  const canvas = useDocument((state) => state.project.canvas)
  const [concept] = concepts
  const ids = concepts.map(({ id }) => id)
  const isWhole = type?.value === 'canvas'
  function choose(next: Region['type'] | typeof mixed) {
    if (next !== mixed) changeRegionType(stores, ids, next)
  }
  return (
    <Section title={t('inspector.region.title')} actions={<OrderButtons />}>
      <Select
        label={t('inspector.region.type')}
        value={type?.value ?? mixed}
        options={[
          ...(type ? [] : [{ value: mixed, label: t('inspector.mixed') } as const]),
          ...types.map((value) => ({ value, label: t(`inspector.region.${value}`) })),
        ]}
        onChange={choose}
        disabled={!canMove}
        hint={isWhole ? t('inspector.region.canvasHint') : undefined}
      />
      {!canMove && <p className={styles.quiet}>{t('inspector.region.locked')}</p>}
      {ids.length === 1 && <RegionPlace />}
      {!isWhole && (
        <NumberField
          {...gesture}
          label={t('inspector.region.feather')}
          value={feather?.value ?? concept?.feather ?? 0}
          placeholder={feather ? undefined : t('inspector.mixed')}
          onChange={(width) => change(setFeather(ids, width))}
          min={0}
          max={Math.max(canvas.width, canvas.height)}
          step={1}
          unit="px"
        />
      )}
      <PlaceWarnings />
    </Section>
  )
}

function PlaceWarnings() {
  return useSelectedConcepts().map((concept) => <PlaceWarning key={concept.id} concept={concept} />)
}

/** Says where the model cannot tell a region from what lies around it, or there is nothing of it to see. */
function PlaceWarning({ concept: { region } }: { readonly concept: Concept }) {
  const t = useTexts()
  const { masks } = useStores()
  const canvas = useDocument((state) => state.project.canvas)
  const model = useDocument((state) => state.project.model.path)
  const cell = useModels((state) => state.details.get(model)?.guidanceCell)
  const bounds = regionBounds(region, canvas, (name) => masks.get(name))
  if (!bounds || region.type === 'canvas') return null
  const { x, y, width, height } = bounds
  const isOutside = x + width <= 0 || y + height <= 0 || x >= canvas.width || y >= canvas.height
  const isSmall = cell !== undefined && (width < cell || height < cell)
  if (!isOutside && !isSmall) return null
  return (
    <p className={styles.warning}>
      <TriangleAlert size={14} aria-hidden />
      <span>{isOutside ? t('inspector.region.outside') : t('inspector.region.small', { cell })}</span>
    </p>
  )
}

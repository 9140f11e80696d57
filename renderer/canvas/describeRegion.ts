import type { TFunction } from 'i18next'
import type { Concept } from '../../engine/protocol/project.ts'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { regionBounds, type MaskSource } from '../document/regionShape.ts'
import type { Size } from '../geometry/points.ts'
import { namesOf, presenceSentence } from '../state/selectors/presenceSentence.ts'

/**
 * A region in words: kind, place and size, state, and what the picture shows of it, by the names that `concepts` have
 * now.
 */
export function describeRegion(
  t: TFunction<'texts'>,
  concept: Concept,
  canvas: Size,
  masks: MaskSource,
  picture: GalleryItem | undefined,
  concepts: readonly Concept[],
): string {
  const { region, hidden, locked } = concept
  const bounds = regionBounds(region, canvas, masks)
  const whole = (value: number) => Math.round(value)
  const place = bounds && {
    x: whole(bounds.x),
    y: whole(bounds.y),
    width: whole(bounds.width),
    height: whole(bounds.height),
  }
  const shape =
    region.type === 'canvas' || !place ? t(`canvas.kind.${region.type}`) : t(`canvas.placed.${region.type}`, place)
  const read = picture?.concepts?.find(({ conceptId }) => conceptId === concept.id)
  const parts = [
    `${concept.name}: ${shape}`,
    ...(hidden ? [t('canvas.isHidden')] : []),
    ...(locked ? [t('canvas.isLocked')] : []),
    ...(read ? [presenceSentence(t, read, namesOf(concepts))] : []),
  ]
  return parts.map((part) => part.replace(/\.$/, '')).join('. ')
}

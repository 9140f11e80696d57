import type { TFunction } from 'i18next'
import type { Concept } from '../../engine/protocol/project.ts'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { regionBounds, type MaskSource } from '../document/regionShape.ts'
import type { Size } from '../geometry/points.ts'
import { presenceSentence } from '../state/selectors/presenceSentence.ts'

type Named = Pick<Concept, 'id' | 'name'>

/** A region in words: kind, place and size, state, and what the picture shows of it. */
export function describeRegion(
  t: TFunction<'texts'>,
  concept: Concept,
  canvas: Size,
  masks: MaskSource,
  picture: GalleryItem | undefined,
  concepts: readonly Named[],
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
  const mark = describeMark(t, concept.id, picture, concepts)
  const parts = [
    `${concept.name}: ${shape}`,
    ...(hidden ? [t('canvas.isHidden')] : []),
    ...(locked ? [t('canvas.isLocked')] : []),
    ...(mark ? [mark] : []),
  ]
  return parts.map((part) => part.replace(/\.$/, '')).join('. ')
}

/** What a picture shows of a concept, by the names that `concepts` have now; undefined where it was not read. */
export function describeMark(
  t: TFunction<'texts'>,
  id: string,
  picture: GalleryItem | undefined,
  concepts: readonly Named[],
): string | undefined {
  const read = picture?.concepts?.find(({ conceptId }) => conceptId === id)
  return read && presenceSentence(t, read, (other) => concepts.find((concept) => concept.id === other)?.name)
}

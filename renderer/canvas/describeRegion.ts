import type { TFunction } from 'i18next'
import type { Concept } from '../../engine/protocol/project.ts'
import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { regionBounds, type MaskSource } from '../document/regionShape.ts'
import type { Size } from '../geometry/points.ts'
import { readMark } from './readMark.ts'

/** A region in words: kind, place and size, state, and what the picture shows of it. */
export function describeRegion(
  t: TFunction<'texts'>,
  concept: Concept,
  canvas: Size,
  masks: MaskSource,
  picture: GalleryItem | undefined,
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
  const mark = describeMark(t, concept, picture)
  const parts = [
    `${concept.name}: ${shape}`,
    ...(hidden ? [t('canvas.isHidden')] : []),
    ...(locked ? [t('canvas.isLocked')] : []),
    ...(mark ? [mark] : []),
  ]
  return parts.join('. ')
}

/** What a picture shows of a concept; undefined where it was not read. */
export function describeMark(
  t: TFunction<'texts'>,
  { id, name }: Pick<Concept, 'id' | 'name'>,
  picture: GalleryItem | undefined,
): string | undefined {
  const read = picture?.concepts?.find(({ conceptId }) => conceptId === id)
  return read && t(`canvas.mark.${readMark(read)}`, { name })
}

import { bottom, overlaps, type Box } from '../../geometry/box.ts'
import { deviceBox, type Context } from './place.ts'
import type { DrawnRegion, Place } from './scene.ts'

const height = 18
const padding = 6
/** Names are cut where their region ends, but not shorter than the one and not longer than the other, in CSS pixels. */
const narrowest = 64
const widest = 180

/** The name of each region in its upper left corner, with a mark of what the picture shows of it. */
export function paintLabels(context: Context, regions: readonly DrawnRegion[], place: Place, font: string): void {
  const { ratio } = place
  context.font = `550 ${11.5 * ratio}px ${font}`
  context.textBaseline = 'middle'
  const taken: Box[] = []
  for (const region of regions.toReversed()) {
    if (!region.bounds || region.shape.type === 'canvas') continue
    const { mark } = region
    const corner = deviceBox(region.bounds, place)
    const markWidth = mark ? context.measureText(` ${mark.sign}`).width : 0
    const around = markWidth + (2 * padding + 8) * ratio
    const room = Math.min(widest * ratio, Math.max(narrowest * ratio, corner.width - around))
    const name = shortened(context, region.name, room)
    const nameWidth = context.measureText(name).width
    const width = Math.ceil(nameWidth + around)
    const box = freePlace({ x: corner.x, y: corner.y, width, height: height * ratio }, taken)
    taken.push(box)
    paintLabel(context, box, region, name, nameWidth, mark, ratio)
  }
}

function paintLabel(
  context: Context,
  box: Box,
  { look, isSelected, isHovered }: DrawnRegion,
  name: string,
  nameWidth: number,
  mark: DrawnRegion['mark'],
  ratio: number,
) {
  context.globalAlpha = isSelected || isHovered ? 1 : 0.88
  context.fillStyle = '#16161a'
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, [0, 0, 4 * ratio, 0])
  context.fill()
  context.fillStyle = look.color
  context.fillRect(box.x, box.y, 4 * ratio, box.height)
  const x = box.x + (padding + 4) * ratio
  const y = box.y + box.height / 2 + 0.5 * ratio
  context.fillStyle = isSelected ? '#ffffff' : '#e2e2df'
  context.fillText(name, x, y)
  if (mark) {
    context.fillStyle = mark.color
    context.fillText(` ${mark.sign}`, x + nameWidth, y)
  }
  context.globalAlpha = 1
}

/** Below the labels that are in the way, so that each can be read. */
function freePlace(box: Box, taken: readonly Box[]): Box {
  const inTheWay = taken.find((other) => overlaps(box, other))
  return inTheWay ? freePlace({ ...box, y: bottom(inTheWay) + 1 }, taken) : box // always further down: it ends
}

function shortened(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text
  const signs = [...text] // by whole signs, so that none of two halves is cut in two
  let end = signs.length - 1
  const cut = () => `${signs.slice(0, end).join('').trimEnd()}…`
  while (end > 1 && context.measureText(cut()).width > width) end -= 1
  return cut()
}

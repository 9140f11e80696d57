import type { Box } from '../../geometry/box.ts'
import type { StagePoint } from '../../geometry/points.ts'
import { edgesOf, midpoint, type Polygon } from '../../geometry/polygon.ts'
import { handlePoint, handles, shownHandles } from '../geometry/handles.ts'
import type { SnapLine } from '../geometry/snapping.ts'
import type { Live } from '../liveStore.ts'
import { paintLabels } from './paintLabels.ts'
import { canvasBox, clear, deviceBox, deviceX, deviceY, type Context } from './place.ts'
import type { DrawnRegion, Place, RegionsScene } from './scene.ts'

/** Everything that the hand holds or could hold. */
export interface HandsScene extends RegionsScene {
  readonly live: Pick<Live, 'guides' | 'marquee' | 'draft' | 'ghost'>
  /** The brush at the pointer. */
  readonly ring: { readonly at: StagePoint; readonly diameter: number } | undefined
  /** The one whose form can be pulled. */
  readonly grippedId: string | undefined
  /** Of the gripped polygon, the corner that is marked. */
  readonly cornerIndex: number | undefined
  readonly font: string
}

const guideColors: Readonly<Record<SnapLine['kind'], string>> = {
  edge: '#ff8ad8',
  centre: '#ff8ad8',
  third: '#ffd76a',
  region: '#8fd3ff',
}
const dark = 'rgb(0 0 0 / 65%)'

export function paintHands(context: Context, scene: HandsScene): void {
  clear(context)
  const { live, ratio } = scene
  paintLabels(context, labelled(scene), scene, scene.font)
  for (const region of scene.regions) if (region.id === scene.grippedId) paintGrips(context, region, scene)
  for (const guide of live.guides) paintGuide(context, guide, scene)
  if (live.marquee) paintDraftBox(context, live.marquee, scene, [4 * ratio, 3 * ratio])
  if (live.ghost) paintDraftBox(context, live.ghost, scene, [7 * ratio, 4 * ratio])
  if (live.draft?.type === 'box') paintDraftBox(context, live.draft.box, scene, [])
  if (live.draft?.type === 'polygon') paintDraftPolygon(context, live.draft.points, live.draft.pointer, scene)
  if (scene.ring) paintRing(context, scene.ring.at, scene.ring.diameter * scene.viewport.zoom, ratio)
}

/** Between pictures that are compared, names would cover what differs. */
function labelled({ regions, shown }: RegionsScene): readonly DrawnRegion[] {
  return shown === 'faint' ? regions.filter(({ isSelected, isHovered }) => isSelected || isHovered) : regions
}

/** Twice: dark and wide below, light and thin above, so that it shows on any picture. */
function doubleStroke(context: Context, path: Path2D, color: string, ratio: number, dash: readonly number[] = []) {
  context.setLineDash([])
  context.strokeStyle = dark
  context.lineWidth = 2.5 * ratio
  context.stroke(path)
  context.setLineDash([...dash])
  context.strokeStyle = color
  context.lineWidth = 1.25 * ratio
  context.stroke(path)
  context.setLineDash([])
}

function paintGrips(context: Context, { shape, bounds }: DrawnRegion, place: HandsScene) {
  if (shape.type === 'mask' && bounds) paintFrame(context, bounds, place)
  if (shape.type === 'box' || (shape.type === 'mask' && bounds)) {
    const box = shape.type === 'box' ? shape.box : bounds!
    for (const name of shownHandles(box, place.viewport.zoom)) {
      const { x, y } = handlePoint(box, handles[name])
      paintSquare(context, deviceX(x, place), deviceY(y, place), 4 * place.ratio)
    }
  }
  if (shape.type === 'polygon') {
    for (const [index, { x, y }] of shape.points.entries()) {
      const radius = index === place.cornerIndex ? 7.5 : 4.5
      paintDisc(context, deviceX(x, place), deviceY(y, place), radius * place.ratio)
    }
    for (const [a, b] of edgesOf(shape.points)) {
      const { x, y } = midpoint(a, b)
      paintDisc(context, deviceX(x, place), deviceY(y, place), 2.75 * place.ratio)
    }
  }
}

/** What the handles of a mask pull. */
function paintFrame(context: Context, box: Box, place: Place) {
  const { x, y, width, height } = deviceBox(box, place)
  const path = new Path2D()
  path.rect(x + 0.5, y + 0.5, width, height)
  doubleStroke(context, path, '#ffffff', 0.8 * place.ratio, [3 * place.ratio, 3 * place.ratio])
}

function paintSquare(context: Context, x: number, y: number, half: number) {
  context.fillStyle = dark
  context.fillRect(
    Math.round(x - half) - 1,
    Math.round(y - half) - 1,
    Math.round(2 * half) + 2,
    Math.round(2 * half) + 2,
  )
  context.fillStyle = '#ffffff'
  context.fillRect(Math.round(x - half), Math.round(y - half), Math.round(2 * half), Math.round(2 * half))
}

function paintDisc(context: Context, x: number, y: number, radius: number) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = '#ffffff'
  context.fill()
  context.strokeStyle = dark
  context.lineWidth = Math.max(1, radius / 4)
  context.stroke()
}

function paintGuide(context: Context, { axis, at, kind }: SnapLine, place: Place) {
  const path = new Path2D()
  const area = deviceBox(canvasBox(place), place)
  const reach = 12 * place.ratio
  if (axis === 'x') {
    const x = Math.round(deviceX(at, place)) + 0.5
    path.moveTo(x, area.y - reach)
    path.lineTo(x, area.y + area.height + reach)
  } else {
    const y = Math.round(deviceY(at, place)) + 0.5
    path.moveTo(area.x - reach, y)
    path.lineTo(area.x + area.width + reach, y)
  }
  context.strokeStyle = guideColors[kind]
  context.lineWidth = Math.max(1, Math.round(place.ratio))
  context.stroke(path)
}

function paintDraftBox(context: Context, box: Box, place: Place, dash: readonly number[]) {
  const { x, y, width, height } = deviceBox(box, place)
  const path = new Path2D()
  path.rect(x + 0.5, y + 0.5, width, height)
  context.fillStyle = 'rgb(255 255 255 / 10%)'
  context.fill(path)
  doubleStroke(context, path, '#ffffff', place.ratio, dash)
}

function paintDraftPolygon(context: Context, points: Polygon, pointer: { x: number; y: number }, place: Place) {
  const path = new Path2D()
  for (const { x, y } of [...points, pointer]) path.lineTo(deviceX(x, place), deviceY(y, place))
  context.fillStyle = 'rgb(255 255 255 / 10%)'
  context.fill(path, 'evenodd')
  doubleStroke(context, path, '#ffffff', place.ratio)
  for (const [index, { x, y }] of points.entries()) {
    paintDisc(context, deviceX(x, place), deviceY(y, place), (index === 0 ? 5.5 : 4) * place.ratio)
  }
}

function paintRing(context: Context, at: StagePoint, diameter: number, ratio: number) {
  const path = new Path2D()
  path.arc(at.x * ratio, at.y * ratio, Math.max(1.5, diameter / 2) * ratio, 0, 2 * Math.PI)
  doubleStroke(context, path, '#ffffff', ratio)
}

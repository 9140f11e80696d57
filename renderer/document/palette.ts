import type { Concept } from '../../engine/protocol/project.ts'
import { leastDistance } from './colorDistance.ts'

/** What a region is filled with beside its colour, so that no one needs to tell colours apart. */
export type PatternName =
  | 'hatch'
  | 'dots'
  | 'lines'
  | 'grid'
  | 'zigzag'
  | 'rings'
  | 'bars'
  | 'backHatch'
  | 'plus'
  | 'waves'
  | 'diamonds'
  | 'bricks'

/** Side of the square that a pattern repeats, in the units of its path. */
export const patternSide = 12

/** Each pattern as the path of one square (SVG's notation), drawn as a line. */
export const patternPaths: Readonly<Record<PatternName, string>> = {
  hatch: 'M-3 3L3 -3M-3 15L15 -3M9 15L15 9',
  dots: 'M3 3h.01M9 9h.01',
  lines: 'M0 3H12M0 9H12',
  grid: 'M0 6H12M6 0V12',
  zigzag: 'M0 9L3 3L6 9L9 3L12 9',
  rings: 'M9 6A3 3 0 1 1 3 6A3 3 0 1 1 9 6',
  bars: 'M3 0V12M9 0V12',
  backHatch: 'M-3 9L3 15M-3 -3L15 15M9 -3L15 3',
  plus: 'M6 3V9M3 6H9',
  waves: 'M0 6C2 2 4 2 6 6S10 10 12 6',
  diamonds: 'M6 1L11 6L6 11L1 6Z',
  bricks: 'M0 3H12M0 9H12M3 3V9M9 9V12M9 0V3',
}

/**
 * Colours of regions, the first ones furthest from each other. Any two stay apart in normal sight and without red,
 * green or blue cones: a search over OKLab found the set whose closest pair is as far apart as twelve colours can be.
 */
export const palette: readonly { readonly color: string; readonly pattern: PatternName }[] = [
  { color: '#4cd2ab', pattern: 'hatch' },
  { color: '#dd6f23', pattern: 'dots' },
  { color: '#7775f8', pattern: 'lines' },
  { color: '#f7e04f', pattern: 'grid' },
  { color: '#b01003', pattern: 'zigzag' },
  { color: '#c0b6fe', pattern: 'rings' },
  { color: '#7d418a', pattern: 'bars' },
  { color: '#5ef9f1', pattern: 'backHatch' },
  { color: '#e3ad4b', pattern: 'plus' },
  { color: '#574fce', pattern: 'waves' },
  { color: '#a95d6a', pattern: 'diamonds' },
  { color: '#ae8aca', pattern: 'bricks' },
]

/** How a concept is told apart on the canvas and in lists. */
export interface Look {
  readonly color: string
  readonly pattern: PatternName
}

/**
 * The look of each concept by id: patterns are shared only where there are more concepts than patterns. A colour of the
 * palette comes with its pattern, as it is offered; what has another colour takes a pattern that is left.
 */
export function looksOf(concepts: readonly Concept[]): ReadonlyMap<string, Look> {
  const patterns = new Map<string, PatternName>()
  const isTaken = (pattern: PatternName) => [...patterns.values()].includes(pattern)
  const ownOf = (concept: Concept) => palette.find(({ color }) => color === concept.color?.toLowerCase())
  for (const concept of concepts) {
    const own = ownOf(concept)
    if (own && !isTaken(own.pattern)) patterns.set(concept.id, own.pattern)
  }
  const looks = new Map<string, Look>()
  for (const [index, concept] of concepts.entries()) {
    const inTurn = palette[index % palette.length]!
    const wanted = (ownOf(concept) ?? inTurn).pattern
    const free = isTaken(wanted) ? palette.find(({ pattern }) => !isTaken(pattern))?.pattern : wanted
    const pattern = patterns.get(concept.id) ?? free ?? wanted
    patterns.set(concept.id, pattern)
    looks.set(concept.id, { color: concept.color ?? inTurn.color, pattern })
  }
  return looks
}

/**
 * Of the colours that the fewest concepts have, the one that is furthest from all that are in use, in whatever sight
 * they are nearest; the first of equals.
 */
export function nextColor(concepts: readonly Concept[]): string {
  const used = [...looksOf(concepts).values()].map(({ color }) => color.toLowerCase())
  const usesOf = (color: string) => used.filter((other) => other === color).length
  const fewest = Math.min(...palette.map(({ color }) => usesOf(color)))
  const ranked = palette
    .filter(({ color }) => usesOf(color) === fewest)
    .map(({ color }) => ({ color, distance: Math.min(...used.map((other) => leastDistance(color, other))) }))
  return ranked.reduce((best, entry) => (entry.distance > best.distance ? entry : best)).color
}

import { gridName, type Grid } from './grid.ts'

const fewestCells = 3

/**
 * Says that a region is too small to be guided well, if it is: attention on the guidance grid knows nothing smaller
 * than a cell. `coverage` is that of `rasterizeRegion` on the guidance grid.
 */
export function warnSmallRegion(coverage: Float32Array, guidanceGrid: Grid, conceptName: string): string | undefined {
  const cells = coverage.reduce((sum, value) => sum + value, 0)
  if (cells >= fewestCells) return undefined
  const size = cells < 0.1 ? 'less than 0.1' : cells.toFixed(1)
  return (
    `The region of '${conceptName}' is as large as ${size} cells of the ${gridName(guidanceGrid)} grid on which the ` +
    `model places things; below ${fewestCells} it may not appear. Make the region or the canvas larger.`
  )
}

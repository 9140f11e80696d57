import { describe, expect, it } from 'vitest'
import { emptyMask, maskOf } from '../../document/mask.ts'
import { borderLines } from './maskOutline.ts'

const maskFrom = (...rows: string[]) => {
  const pixels = Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : sign === '+' ? 100 : 0))
  return maskOf(rows[0]!.length, rows.length, pixels)
}
const sorted = (lines: readonly (readonly number[])[]) => lines.map((line) => line.join(' ')).toSorted()

describe('borderLines', () => {
  it('goes around a rectangle with four lines', () => {
    const lines = borderLines(maskFrom('....', '.##.', '.##.', '....'))
    expect(sorted(lines)).toEqual(['1 1 1 3', '1 1 3 1', '1 3 3 3', '3 1 3 3'])
  })

  it('goes around what touches the edge of the canvas, and around holes', () => {
    const lines = borderLines(maskFrom('###', '#.#', '###'))
    const hole = ['1 1 1 2', '1 1 2 1', '1 2 2 2', '2 1 2 2']
    expect(sorted(lines)).toEqual(['0 0 0 3', '0 0 3 0', '0 3 3 3', '3 0 3 3', ...hole].toSorted())
  })

  it('leaves out what is less than half painted', () => {
    expect(borderLines(maskFrom('++', '++'))).toEqual([])
    expect(borderLines(emptyMask(4, 4))).toEqual([])
  })
})

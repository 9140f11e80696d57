import { expect, it } from 'vitest'
import { describeByteSize } from './byteSize.ts'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
  [Number.MAX_SAFE_INTEGER, '9.0 PB'],
])('describes %i as %s', (byteCount, expected) => {
  expect(describeByteSize(byteCount)).toBe(expected)
})

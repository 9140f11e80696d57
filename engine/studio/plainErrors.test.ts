import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { createPlainTexts } from './plainErrors.ts'

const plain = createPlainTexts(() => ['/mine/the "new" ones'])

describe('errors that leave the studio', () => {
  it('name files without folders and offer no options of the command line', () => {
    const error = new EngineError(
      'file-changed',
      'model: "/mine/the "new" ones/a.safetensors" has changed.',
      'Restore the file, or accept it as it is with --accept-changed.',
    )
    expect(plain.reportOf(plain.error(error))).toEqual({
      code: 'file-changed',
      message: 'model: "a.safetensors" has changed.',
      remedy: 'Restore the file, or choose it again.',
    })
  })

  it('tell nothing of a bug but that there was one', () => {
    const report = plain.reportOf(plain.error(new TypeError("Cannot read '/home/me/x' of undefined")))
    expect(report).toMatchObject({ code: 'bug', message: 'Something went wrong inside Polyptych.' })
    expect(JSON.stringify(report)).not.toContain('/home')
  })
})

import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { errorReport, plainError, withoutFolders } from './plainErrors.ts'

describe('withoutFolders', () => {
  it.each([
    ["'/home/me/models/a b.safetensors' does not exist.", "'a b.safetensors' does not exist."],
    ["'/data/o'brien/kiki.png', and '/x/y/' too", "'kiki.png', and 'y' too"],
    ["'C:\\Users\\me\\a.png' cannot be written", "'a.png' cannot be written"],
    ["'C:/Users/me/a.png' cannot be written", "'a.png' cannot be written"],
    ["'\\\\server\\share\\a.png' is damaged.", "'a.png' is damaged."],
    ['"/opt/x/y.onnx" failed', '"y.onnx" failed'],
    ["lies at '../../secret/loras/kiki.safetensors', which", "lies at 'kiki.safetensors', which"],
    ['model /mnt/disk/sd15/unet.safetensors failed', 'model unet.safetensors failed'],
    ['open D:\\weights\\unet.safetensors: denied', 'open unet.safetensors: denied'],
    ['at run (file:///srv/app/engine/main.ts:3:4)', 'at run (main.ts:3:4)'],
    ['the folder of /home/artist/ is full', 'the folder of ~/ is full'],
    ["There is no sampler 'DPM++ 2M/Karras'.", "There is no sampler 'DPM++ 2M/Karras'."],
    ['512 x 768, 1/2 and and/or stay', '512 x 768, 1/2 and and/or stay'],
    ['see https://example.org/a/b.html', 'see https://example.org/a/b.html'],
  ])('turns %j into %j', (text, plain) => {
    expect(withoutFolders(text, '/home/artist')).toBe(plain)
  })
})

describe('errors that leave the studio', () => {
  it('name files without folders and offer no options of the command line', () => {
    const error = new EngineError(
      'file-changed',
      "model: '/m/a.safetensors' has changed.",
      'Restore the file, or accept it as it is with --accept-changed.',
    )
    expect(errorReport(plainError(error))).toEqual({
      code: 'file-changed',
      message: "model: 'a.safetensors' has changed.",
      remedy: 'Restore the file, or choose it again.',
    })
  })

  it('tell nothing of a bug but that there was one', () => {
    const report = errorReport(plainError(new TypeError("Cannot read '/home/me/x' of undefined")))
    expect(report).toMatchObject({ code: 'bug', message: 'Something went wrong inside Polyptych.' })
    expect(JSON.stringify(report)).not.toContain('/home')
  })
})

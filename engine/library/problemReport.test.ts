import { expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { problemReport } from './problemReport.ts'

const at = (path: string, message: string, remedy = '') =>
  problemReport(new EngineError('file-invalid', message, remedy), path).message

it.each([
  ['/mine/kiki.sft', "'/mine/kiki.sft' is empty.", "'kiki.sft' is empty."],
  ['/o\'brien\'s "new"/kiki.sft', "'/o'brien's \"new\"/kiki.sft' is empty.", "'kiki.sft' is empty."],
  ['/mine/sd15', "'/mine/sd15/unet/config.json' is not there.", "'sd15/unet/config.json' is not there."],
  ['/mine/sd15', 'The model folder /mine/sd15 has no VAE.', 'The model folder sd15 has no VAE.'],
  ['/mine/kiki.sft', "It leads to '/their own/kiki's.sft'.", "It leads to 'kiki's.sft'."],
  ['/mine/kiki.sft', 'It leads to /their own/kiki.sft.', 'It leads to kiki.sft.'],
  ['/kiki.sft', "'/kiki.sft' is empty.", "'kiki.sft' is empty."],
  ['', "'\\\\server\\our share' does not exist", "'our share' does not exist"],
])('of %j turns %j into %j', (path, message, plain) => {
  expect(at(path, message)).toBe(plain)
})

it('tells of a mistake of ours by its words, without folders', () => {
  expect(problemReport(new RangeError('open "/tmp/x y/z" failed'), '/mine/kiki.sft')).toMatchObject({
    code: 'bug',
    message: `'kiki.sft' cannot be read: open "z" failed`,
  })
})

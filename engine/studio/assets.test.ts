import { describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engineError.ts'
import { answerAsset, type AssetTable } from './assets.ts'

const asked: string[][] = []
const note = (...parts: string[]) => {
  asked.push(parts)
  return { bytes: new Uint8Array([1, 2]), type: 'image/png', isLasting: true }
}
const table: AssetTable = {
  picture: (id: string) => note(id),
  preview: (job: string, number: string) => note(job, number),
  gone: (_id: string) => {
    throw new EngineError('file-missing', 'Gone.', 'Choose another.')
  },
}

describe('answerAsset', () => {
  it.each([
    ['picture/20260101-a', ['20260101-a']],
    ['picture/K%C3%A4fer%20(2)?v=3', ['Käfer (2)']],
    ['picture/file%3Aabc', ['file:abc']],
    ['preview/job/3#x', ['job', '3']],
    ...['Cats & Dogs', '100%', 'a@b', 'Test #2', 'Sommer ☀️', 'हिन्दी', 'ein?', 'wait..', "anna's"].map(
      (name): [string, string[]] => [`picture/${encodeURIComponent(name)}`, [name]],
    ),
  ])('finds %s', async (path, parts) => {
    asked.length = 0
    expect(await answerAsset(table, path)).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'image/png',
        'content-length': '2',
        'cache-control': expect.stringContaining('immutable'),
      },
    })
    expect(asked).toEqual([parts])
  })

  it.each([
    ['', 400],
    ['picture', 404],
    ['picture/', 400],
    ['picture//a', 400],
    ['picture/../../etc/passwd', 400],
    ['picture/..%2f..%2fetc%2fpasswd', 400],
    ['picture/%2e%2e', 400],
    ['picture/a/b', 404],
    ['preview/a', 404],
    ['picture/a%00b', 400],
    ['picture/%zz', 400],
    ['picture/C:%5Cx', 400],
    ['constructor/a', 404],
    ['__proto__/a', 404],
    ['gone/a', 404],
    ['unknown/a', 404],
    [`picture/${'a'.repeat(600)}`, 400],
  ])('answers %j with %d and nothing else', async (path, status) => {
    asked.length = 0
    expect(await answerAsset(table, path)).toEqual({ status, headers: {} })
    expect(asked).toEqual([])
  })
})

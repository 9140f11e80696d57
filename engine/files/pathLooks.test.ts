import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createPathLooks } from './pathLooks.ts'

const here = import.meta.filename

it('says what lies at a path', async () => {
  const looks = createPathLooks()
  expect(await looks.look(here)).toEqual(await stat(here))
  expect(await looks.look(join(here, 'below a file'))).toBe('missing')
  expect(await looks.look(`${here}.gone`)).toBe('missing')
  expect(await looks.look('a\0b')).toBe('unknown')
})

it('waits for no drive, asks it once, and has a way left for others', async () => {
  const asked: string[] = []
  const answers: (() => void)[] = []
  const ask = async (path: string) => {
    asked.push(path)
    if (path !== here) await new Promise<void>((resolve) => answers.push(resolve))
    return stat(here)
  }
  const looks = createPathLooks({ ask, longestMs: 60 })
  expect(await Promise.all(['/dead/a', here, '/dead/a'].map((path) => looks.look(path)))).toEqual([
    'unknown',
    await stat(here),
    'unknown',
  ])
  expect(await Promise.all([looks.look('/dead/a'), looks.look('/dead/b'), looks.look('/dead/c')])).toEqual(
    Array(3).fill('unknown'),
  )
  expect(asked).toEqual(['/dead/a', here, '/dead/b'])
  answers[0]!()
  await expect.poll(() => asked.at(-1)).toBe('/dead/c')
  answers.forEach((answer) => answer())
})

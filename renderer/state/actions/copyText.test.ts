import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { speak } from '../../i18n/language.ts'
import { createNoticeStore } from '../noticeStore.ts'
import { copyText } from './copyText.ts'

beforeAll(() => speak('en'))
afterEach(() => vi.unstubAllGlobals())

async function copy(clipboard: Partial<Clipboard> | undefined) {
  vi.stubGlobal('navigator', { clipboard })
  const notices = createNoticeStore()
  await copyText({ notices }, 'a cat', 'The prompt is in the clipboard')
  return notices.getState().notices.map(({ kind, title, byHand }) => [kind, title, byHand])
}

it('says that the text is in the clipboard', async () => {
  const written: string[] = []
  const told = await copy({ writeText: (text) => Promise.resolve(void written.push(text)) })
  expect([written, told]).toEqual([['a cat'], [['success', 'The prompt is in the clipboard', undefined]]])
})

it('shows the text where there is no clipboard, or it refuses', async () => {
  const shown = [['error', 'The clipboard cannot be used here. Copy the text by hand.', 'a cat']]
  expect(await copy(undefined)).toEqual(shown)
  expect(await copy({ writeText: () => Promise.reject(new Error('Not allowed.')) })).toEqual(shown)
})

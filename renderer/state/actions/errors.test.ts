import { beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../../engine/errors/engineError.ts'
import { WindowError } from '../../clients/windowClient.ts'
import { speak } from '../../i18n/language.ts'
import { english } from '../../i18n/texts.ts'
import { createNoticeStore } from '../noticeStore.ts'
import { tellError, tellRefused } from './errors.ts'

describe('errors in words', () => {
  beforeAll(() => speak('de'))

  it('have a headline for every code of the engine', () => {
    const known = Object.keys(english.errors.title)
    expect(errorCodes.filter((code) => code !== 'cancelled' && !known.includes(code))).toEqual([])
  })

  it('are told in the language of the window, with sentence and remedy, and once', () => {
    const notices = createNoticeStore()
    const error = new WindowError('disk-full', 'There is no room.', 'Make room.')
    tellError({ notices }, error)
    tellError({ notices }, error)
    expect(notices.getState().notices).toMatchObject([
      {
        kind: 'error',
        title: 'Der Datenträger ist voll',
        error: { message: 'There is no room.', remedy: 'Make room.' },
      },
    ])
  })

  it('list files that were refused together in one notice', () => {
    const notices = createNoticeStore()
    const refused = (name: string) => ({ name, error: { code: 'file-refused', message: `No: ${name}.`, remedy: '' } })
    tellRefused({ notices }, [])
    tellRefused({ notices }, [refused('a.ckpt')])
    const both = [refused('a.ckpt'), refused('b.ckpt')]
    tellRefused({ notices }, both)
    tellRefused({ notices }, both)
    tellRefused({ notices }, [refused('a.ckpt'), refused('c.ckpt')])
    const shown = notices.getState().notices.map(({ title, times, refused: files }) => [title, times, files?.length])
    expect(shown).toEqual([
      ['a.ckpt: Diese Datei wird nicht angenommen', 1, undefined],
      ['2 Dateien wurden nicht angenommen', 2, 2],
      ['2 Dateien wurden nicht angenommen', 1, 2],
    ])
  })

  it('leave out what was cancelled', () => {
    const notices = createNoticeStore()
    tellError({ notices }, new WindowError('cancelled', 'Cancelled.', ''))
    expect(notices.getState().notices).toEqual([])
  })
})

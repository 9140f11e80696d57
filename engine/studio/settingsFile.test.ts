import { expect, it } from 'vitest'
import { studioForTest } from '../testing/studioForTest.ts'

it('changes the settings that a window names and no others, told to all windows and kept', async () => {
  const test = await studioForTest()
  await test.call('saveSettings', { settings: { threads: 3, layout: { left: 240 } } })
  await test.call('saveSettings', { settings: { theme: 'dark' } })
  const told = test.events.filter(({ event }) => event === 'settings').map(({ data }) => data)
  expect(told.at(-1)).toMatchObject({ threads: 3, theme: 'dark', layout: { left: 240 } })
  const again = await test.again()
  const { settings } = await again.call('start', {})
  expect(settings).toMatchObject({ threads: 3, theme: 'dark', language: 'system', layout: { left: 240 } })
  await expect(again.call('saveSettings', { settings: { threads: -1 } })).rejects.toMatchObject({
    code: 'setting-invalid',
  })
  await again.end()
})

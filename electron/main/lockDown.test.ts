import { describe, expect, it, vi } from 'vitest'
import { longestMessage } from '../../engine/protocol/window/messages.ts'
import { channels } from '../bridge/desktopBridge.ts'
import { ownFrame } from '../testing/fakeElectron.ts'
import { shellsForTests } from '../testing/startedShell.ts'

const shells = shellsForTests()

const circle: unknown[] = []
circle.push(circle)

describe('what the page may not', () => {
  const leaving = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']

  async function isKeptFrom(event: string, url: string, isMainFrame = true): Promise<boolean> {
    const { window } = await shells.start()
    const preventDefault = vi.fn()
    window.webContents.emit(event, { url, isMainFrame, preventDefault }, url)
    return preventDefault.mock.calls.length === 1
  }

  it.each(leaving)('goes nowhere by %s', async (event) => {
    for (const url of [
      'https://attacker.example/',
      'app://ui/asset/picture/1',
      'app://ui.attacker.example/',
      'file:///',
    ]) {
      expect(await isKeptFrom(event, url), url).toBe(true)
    }
  })

  it('loads itself anew, and no frame does', async () => {
    for (const event of ['will-navigate', 'will-frame-navigate']) {
      expect(await isKeptFrom(event, 'app://ui/')).toBe(false)
      expect(await isKeptFrom(event, 'app://ui/#canvas')).toBe(false)
      expect(await isKeptFrom(event, 'app://ui/', false)).toBe(true)
    }
    expect(await isKeptFrom('will-redirect', 'app://ui/')).toBe(true)
  })

  it.each([
    ['https://huggingface.co/models', true],
    ['http://huggingface.co/models', false],
    ['https://huggingface.co.attacker.example', false],
    ['https://user@huggingface.co', false],
    ['https://huggingface.co:8443', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['nonsense', false],
  ])('opens no window for %s, and the browser: %s', async (url, opens) => {
    const { window, opened } = await shells.start()
    expect(window.webContents.openHandler!({ url })).toEqual({ action: 'deny' })
    expect(opened).toEqual(opens ? [url] : [])
  })

  it('gets no permission but to copy', async () => {
    const { permissions } = await shells.start()
    const check = permissions.get('check') as unknown as (contents: unknown, name: string, origin: string) => boolean
    for (const name of ['media', 'geolocation', 'notifications', 'hid', 'clipboard-read', 'openExternal']) {
      expect(check(null, name, 'app://ui/'), name).toBe(false)
    }
    expect(check(null, 'clipboard-sanitized-write', 'app://ui/')).toBe(true)
    expect(check(null, 'clipboard-sanitized-write', 'https://attacker.example/')).toBe(false)
    const answer = vi.fn()
    const request = permissions.get('request') as unknown as (...args: unknown[]) => void
    request({ getURL: () => 'app://ui/' }, 'media', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect((permissions.get('device') as unknown as () => boolean)()).toBe(false)
  })

  it.each([
    ['its own page', ownFrame, true],
    ['a frame in it', { origin: 'app://ui', parent: ownFrame }, false],
    ['a foreign page', { origin: 'https://attacker.example', parent: null }, false],
    ['a page that ends like it', { origin: 'app://ui.attacker.example', parent: null }, false],
    ['a page without origin', { origin: 'null', parent: null }, false],
    ['a frame that is gone', null, false],
  ])('is answered as %s: %#', async (_name, frame, isAnswered) => {
    const { invoke, calls } = await shells.start()
    const call = invoke(channels.call, frame, 'start', {})
    const token = invoke(channels.token, frame, '/a.png')
    if (isAnswered) {
      expect(await call).toEqual({ response: { done: 'start' } })
      expect(await token).toBe('token:/a.png')
    } else {
      await expect(call).rejects.toThrow('This page may not ask.')
      await expect(token).rejects.toThrow('This page may not ask.')
      expect(calls).toEqual([])
    }
  })

  it.each([
    ['a method whose name is too long', 'm'.repeat(65), {}],
    ['no method', undefined, {}],
    ['more than the longest message', 'start', 'x'.repeat(longestMessage + 1)],
    ['more than the longest message in pieces', 'start', Array(9).fill('x'.repeat(1_000_000))],
    ['levels without end', 'start', JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))],
    ['a circle', 'start', circle],
    ['a map', 'start', new Map([['a', 1]])],
    ['bytes', 'start', { bytes: new Uint8Array(1) }],
    ['a large number', 'start', { number: 1n }],
    ['a date', 'start', { at: new Date() }],
  ])('is told that %s cannot be taken', async (_, method, request) => {
    const { invoke, calls } = await shells.start()
    expect(await invoke(channels.call, ownFrame, method, request)).toMatchObject({ error: { code: 'setting-invalid' } })
    expect(calls).toEqual([])
  })

  it('gets no token for what is no path', async () => {
    const { invoke } = await shells.start()
    for (const path of ['', 7, undefined, {}, 'x'.repeat(40_000)]) {
      expect(await invoke(channels.token, ownFrame, path)).toBeUndefined()
    }
  })
})

import { describe, expect, it } from 'vitest'
import { shellsForTests } from '../testing/startedShell.ts'

const shells = shellsForTests()

describe('the scheme', () => {
  it('serves the page under a policy that runs nothing foreign', async () => {
    const { page } = await shells.start()
    const answer = await page('/')
    expect(await answer.text()).toBe('<title>Window</title>')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe-eval')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each(['/%2e%2e%2fsecret.json', '/..%5csecret.json', '//secret.json', '/assets', '/.env', '/a%00.js'])(
    'has nothing at %s',
    async (path) => {
      const { page } = await shells.start()
      expect((await page(path)).status).toBe(404)
    },
  )

  it('serves pictures of the studio and takes uploads, and nothing else', async () => {
    const { page, schemeHandlers } = await shells.start()
    expect(await (await page('/asset/picture/1?v=2')).text()).toBe('picture/1?v=2')
    expect(await (await page('/upload', { method: 'POST', body: 'mask' })).json()).toEqual({ upload: 'upload:mask' })
    expect((await page('/elsewhere', { method: 'POST', body: 'x' })).status).toBe(404)
    expect((await page('/', { method: 'DELETE' })).status).toBe(405)
    expect((await schemeHandlers.get('app')!(new Request('app://other/index.html'))).status).toBe(403)
  })
})

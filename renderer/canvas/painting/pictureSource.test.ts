import { describe, expect, it } from 'vitest'
import { createPictureSource } from './pictureSource.ts'
import type { Picture } from './scene.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

/** Pictures that are as good as their address; those in `lost` cannot be had. */
function setUp() {
  const lost = new Set<string>()
  const asked: string[] = []
  let looks = 0
  const source = createPictureSource(
    () => (looks += 1),
    (address) => {
      asked.push(address)
      return lost.has(address) ? Promise.reject(new Error()) : Promise.resolve({ address } as unknown as Picture)
    },
  )
  return { source, lost, asked, looks: () => looks }
}
const picture = (address: string) => ({ address })

describe('pictures of the canvas', () => {
  it('stay until the next one of the same document is there', async () => {
    const { source } = setUp()
    source.latest('picture', 'd', 'one')
    await settle()
    expect(source.latest('picture', 'd', 'one')).toEqual(picture('one'))
    expect(source.latest('picture', 'd', 'two')).toEqual(picture('one'))
    await settle()
    expect(source.latest('picture', 'd', 'two')).toEqual(picture('two'))
    expect(source.latest('picture', 'd', undefined)).toBeUndefined()
  })

  it('are never those of another document, also where its own cannot be had', async () => {
    const { source, lost } = setUp()
    source.latest('picture', 'd', 'one')
    await settle()
    source.latest('picture', 'd', 'one')
    lost.add('gone')
    expect(source.latest('picture', 'e', 'gone')).toBeUndefined()
    await settle()
    expect(source.latest('picture', 'e', 'gone')).toBeUndefined()
  })

  it('that could not be had are asked for once, and again when the line is back', async () => {
    const { source, lost, asked, looks } = setUp()
    lost.add('one')
    source.get('one')
    await settle()
    source.get('one')
    expect(asked).toEqual(['one'])
    lost.clear()
    source.askAgain()
    expect(looks()).toBe(2)
    source.get('one')
    await settle()
    expect(source.get('one')).toEqual(picture('one'))
  })

  it('are forgotten when many others were looked at, but not the ones that are shown', async () => {
    const { source, asked } = setUp()
    source.latest('picture', 'd', 'shown')
    await settle()
    source.latest('picture', 'd', 'shown')
    for (let index = 0; index < 10; index++) source.get(`${index}`)
    await settle()
    source.get('shown')
    source.get('0')
    expect(asked.filter((address) => address === 'shown')).toHaveLength(1)
    expect(asked.filter((address) => address === '0')).toHaveLength(2)
  })
})

import { expect, it } from 'vitest'
import { eachDocumentOnce } from './documentLists.ts'

const card = (id: string, file?: string) => ({ id, name: id, ...(file !== undefined && { file }) })

it('leaves what was used last out of the folder it lies in, and out of the examples', () => {
  const lists = {
    recent: [card('file:a'), card('file:duo')],
    listed: [card('file:b'), card('file:a'), card('file:trio')],
    examples: [card('duo', 'file:duo'), card('trio', 'file:trio'), card('snow', 'file:snow'), card('inked')],
  }
  const once = eachDocumentOnce(lists)
  expect(Object.values(once).map((cards: typeof lists.recent) => cards.map(({ id }) => id))).toEqual([
    ['file:a', 'file:duo'],
    ['file:b', 'file:trio'],
    ['snow', 'inked'],
  ])
})

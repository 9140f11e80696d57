import { expect, it } from 'vitest'
import { readCards } from './hardware.ts'

const gibibyte = 2 ** 30

it.each([
  { what: 'no card', printed: '', cards: [] },
  { what: 'no card, with an end of line', printed: '\n', cards: [] },
  { what: 'a line that names nothing', printed: ' , 8192\n', cards: [] },
  {
    what: 'one card',
    printed: 'NVIDIA GeForce RTX 3060, 12288\n',
    cards: [{ name: 'NVIDIA GeForce RTX 3060', memoryBytes: 12 * gibibyte }],
  },
  {
    what: 'two cards, with the ends of line of Windows',
    printed: 'Tesla T4, 15360\r\nQuadro P400, 2048\r\n',
    cards: [
      { name: 'Tesla T4', memoryBytes: 15 * gibibyte },
      { name: 'Quadro P400', memoryBytes: 2 * gibibyte },
    ],
  },
  { what: 'a card that does not tell its memory', printed: 'NVIDIA GB10, [N/A]\n', cards: [{ name: 'NVIDIA GB10' }] },
  { what: 'a card with nothing for its memory', printed: 'NVIDIA GB10,\n', cards: [{ name: 'NVIDIA GB10' }] },
])('reads $what', ({ printed, cards }) => {
  expect(readCards(printed)).toEqual(cards)
})

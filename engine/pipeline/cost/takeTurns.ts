import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Milliseconds for which a computation may keep the thread from hearing of anything else, such as that it is not
 * wanted.
 */
const longestSpell = 15

/**
 * What a long computation awaits between its pieces: the event loop turns whenever it has not for a while. A turn after
 * each piece would be too many: where somebody renders, each waits for a call of the network.
 */
export function takeTurns(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < longestSpell) return
    await nextTurn()
    since = performance.now()
  }
}

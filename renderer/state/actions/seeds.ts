import { setFirstSeed } from '../../document/commands/seeds.ts'
import type { Stores } from '../stores.ts'

/** As many as other programs take. */
const seedCount = 2 ** 32

export function randomSeed(): number {
  return Math.floor(Math.random() * seedCount)
}

/** Whether the document's seeds are a list, of which each was chosen: no seed is drawn in its place. */
export function hasSeedList({ document }: Pick<Stores, 'document'>): boolean {
  return Array.isArray(document.getState().project.seeds)
}

/** Draws another first seed, as a step of the document; a list stays. */
export function shuffleSeed({ document }: Pick<Stores, 'document'>): void {
  document.getState().endGesture()
  document.getState().apply('changeSeed', setFirstSeed(randomSeed()))
}

/** Whether renders keep the document's seed, or draw a new one each. */
export function toggleSeedLock({ session }: Pick<Stores, 'session'>): void {
  session.setState(({ keepsSeed }) => ({ keepsSeed: !keepsSeed }))
}

/** Before a render: a seed that is not kept is drawn anew, as a step of the document; a list stays. */
export function drawSeed({ session, document }: Pick<Stores, 'session' | 'document'>): void {
  if (!session.getState().keepsSeed) document.getState().apply('changeSeed', setFirstSeed(randomSeed()))
}

import type { TokenCount } from '../../engine/protocol/window/index.ts'

/** From this part of a chunk on its end is in sight. */
const nearlyFull = 0.8

/** A key of `inspector.tokens`; undefined where the words fit with room to spare. */
export function tokenText({ tokens, room, chunks }: TokenCount): 'near' | 'continues' | 'parted' | undefined {
  if (chunks > 1) return tokens > room ? 'continues' : 'parted'
  return tokens >= nearlyFull * room ? 'near' : undefined
}

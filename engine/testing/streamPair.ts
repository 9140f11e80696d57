import { Duplex } from 'node:stream'

/** Both ends of a pipe inside one process. */
export function streamPair(): [Duplex, Duplex] {
  const ends: [Duplex, Duplex] = [endOf(() => ends[1]), endOf(() => ends[0])]
  return ends
}

function endOf(other: () => Duplex): Duplex {
  return new Duplex({
    read: () => undefined,
    write(chunk: Uint8Array, _encoding, done) {
      other().push(chunk)
      done()
    },
    final(done) {
      other().push(null)
      done()
    },
  })
}

import { createFrameDecoder, encodeFrame } from '../protocol/frames.ts'
import { createClosing, createListeners, type Port } from './port.ts'

/** What a port needs of a `Duplex` of Node. */
export interface ByteStream {
  write(bytes: Uint8Array): boolean
  cork(): void
  uncork(): void
  destroy(error?: Error): unknown
  on(event: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(event: 'drain' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** The end of a line over a pipe or a socket, in frames. What is no frame closes it. Listen before the next tick. */
export function portOfStream(stream: ByteStream): Port {
  const messages = createListeners<[unknown]>()
  const drains = createListeners<[]>()
  const closing = createClosing()
  const decoder = createFrameDecoder((message) => messages.tell(message))

  function read(chunk: Uint8Array): void {
    if (closing.isClosed) return
    try {
      decoder.push(chunk)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      stream.destroy()
      closing.close(error)
    }
  }

  stream.on('data', read)
  stream.on('drain', () => drains.tell())
  stream.on('error', (error) => closing.close(error))
  stream.on('close', () => closing.close())

  return {
    post(message) {
      if (closing.isClosed) return false
      const parts = encodeFrame(message)
      stream.cork()
      const isFree = parts.reduce((_, part) => stream.write(part), true)
      stream.uncork()
      return isFree
    },
    onMessage: (listener) => messages.add(listener),
    onDrain: (listener) => drains.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close() {
      stream.destroy()
      closing.close()
    },
  }
}

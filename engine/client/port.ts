/** One end of a line between two processes. Messages are JSON with `Uint8Array` in it, in the order of posting. */
export interface Port {
  /** Never waits. `false`: the line is congested, so leave out what a later message supersedes until `onDrain`. */
  post(message: unknown): boolean
  onMessage(listener: (message: unknown) => void): void
  /** A line that was congested is so no longer. */
  onDrain(listener: () => void): void
  /** Tells once, also if it was closed before; with the error if that is why. */
  onClose(listener: (error?: Error) => void): void
  close(): void
}

/** The listeners of one kind of event. */
export function createListeners<Value extends unknown[]>() {
  const listeners: ((...value: Value) => void)[] = []
  return {
    add: (listener: (...value: Value) => void) => void listeners.push(listener),
    tell(...value: Value): void {
      for (const listener of listeners) listener(...value)
    },
  }
}

/** Tells of the one end that a line has. */
export function createClosing() {
  const listeners = createListeners<[error?: Error]>()
  let closed: { readonly error: Error | undefined } | undefined
  const told = ({ error }: { readonly error: Error | undefined }): [Error?] => (error === undefined ? [] : [error])
  return {
    get isClosed() {
      return closed !== undefined
    },
    onClose(listener: (error?: Error) => void): void {
      if (closed === undefined) listeners.add(listener)
      else listener(...told(closed))
    },
    close(error?: Error): void {
      if (closed !== undefined) return
      closed = { error }
      listeners.tell(...told(closed))
    },
  }
}

/** Both ends of a line inside one process: messages are copied and arrive later, as those of a pipe do. */
export function createPortPair(): [Port, Port] {
  const closing = createClosing()
  const ends = [createListeners<[unknown]>(), createListeners<[unknown]>()] as const
  const port = (own: (typeof ends)[number], other: (typeof ends)[number]): Port => ({
    post(message) {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => (closing.isClosed ? undefined : other.tell(copy)))
      return true
    },
    onMessage: (listener) => own.add(listener),
    onDrain: () => undefined,
    onClose: (listener) => closing.onClose(listener),
    close: () => closing.close(),
  })
  return [port(ends[0], ends[1]), port(ends[1], ends[0])]
}

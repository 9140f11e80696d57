/** Work on the one device, piece after piece, in the order in which it came. */
export interface DeviceQueue {
  /**
   * Waits until all that came before has left. Whoever entered calls what it gets, once. Throws what the signal was
   * aborted with.
   */
  enter(signal: AbortSignal): Promise<() => void>
}

export function createDeviceQueue(): DeviceQueue {
  let last = Promise.resolve()
  return {
    async enter(signal) {
      signal.throwIfAborted()
      const before = last
      let letNextIn: (() => void) | undefined
      const left = new Promise<void>((resolve) => (letNextIn = resolve))
      last = before.then(() => left)
      const leave = () => letNextIn?.()
      try {
        await unlessAborted(before, signal)
      } catch (error) {
        leave()
        throw error
      }
      return leave
    },
  }
}

/** Waits no longer than until the signal fires. */
async function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  let give: (() => void) | undefined
  const aborted = new Promise<void>((resolve) => (give = resolve))
  signal.addEventListener('abort', () => give?.(), { once: true })
  await Promise.race([promise, aborted])
  signal.throwIfAborted()
}

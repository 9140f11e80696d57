/** Work on the one device, piece after piece, in the order in which it came. */
export interface DeviceQueue {
  /** Waits until all that came before has left. Whoever entered calls what it gets, once. Throws what the signal was aborted with. */
  enter(signal: AbortSignal): Promise<() => void>
  /** Whether somebody is in, or waits. */
  readonly isBusy: boolean
}

export function createDeviceQueue(): DeviceQueue {
  let last = Promise.resolve()
  let count = 0
  return {
    get isBusy() {
      return count > 0
    },
    async enter(signal) {
      count++
      const before = last
      const { promise, resolve } = withResolvers()
      last = promise
      const leave = () => {
        count--
        resolve()
      }
      await before
      if (!signal.aborted) return leave
      leave()
      throw signal.reason
    },
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}

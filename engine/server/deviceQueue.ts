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
      let letNextIn: (() => void) | undefined
      last = new Promise<void>((resolve) => (letNextIn = resolve))
      const leave = () => {
        count--
        letNextIn?.()
      }
      await before
      if (!signal.aborted) return leave
      leave()
      throw signal.reason
    },
  }
}

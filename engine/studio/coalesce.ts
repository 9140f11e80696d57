/** Calls `act` at once, and then at most once in each `milliseconds`: the last of several calls is never lost. */
export function coalesce(act: () => void, milliseconds: number): { ask(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  let isAsked = false
  function run(): void {
    isAsked = false
    timer = setTimeout(() => {
      timer = undefined
      if (isAsked) run()
    }, milliseconds)
    act()
  }
  return {
    ask() {
      if (timer === undefined) run()
      else isAsked = true
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      isAsked = false
    },
  }
}

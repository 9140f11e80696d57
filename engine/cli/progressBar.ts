import { SingleBar } from 'cli-progress'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import { describeDuration } from './durations.ts'

type PictureEvent = Extract<RenderEvent, { type: 'picture' }>
type StepEvent = Extract<RenderEvent, { type: 'step' }>

const narrowestBar = 10
const widestBar = 40
/** Columns that the words beside the bar take at most. */
const words = 58
const usualColumns = 80

/** A progress bar in the last line of a terminal. */
export interface ProgressBar {
  show(event: PictureEvent | StepEvent): void
  /** Takes the bar off the terminal, so that something else can be printed; the next `show` brings it back. */
  hide(): void
}

/** A bar over all steps of all pictures, on standard error. */
export function createProgressBar(): ProgressBar {
  let bar: SingleBar | undefined
  let steps: number | undefined
  return {
    show(event) {
      if (event.type === 'step') steps = event.steps
      const total = event.pictures * (steps ?? 1)
      const done = (event.picture - 1) * (steps ?? 1) + (event.type === 'step' ? event.step : 0)
      const text = event.type === 'step' ? describeStep(event) : describePicture(event)
      if (bar === undefined) {
        bar = createBar()
        bar.start(total, done, { text })
      } else {
        bar.setTotal(total)
        bar.update(done, { text })
      }
    },
    hide() {
      bar?.stop()
      bar = undefined
    },
  }
}

function createBar(): SingleBar {
  const barsize = Math.min(widestBar, (process.stderr.columns || usualColumns) - words)
  return new SingleBar({
    stream: process.stderr,
    format: barsize < narrowestBar ? '{text}' : '[{bar}] {text}',
    barsize: Math.max(narrowestBar, barsize),
    clearOnComplete: true,
    // The cursor stays, because a second Ctrl-C ends the program before anything could bring it back.
    hideCursor: null,
    // Ctrl-C is ours to handle.
    gracefulExit: false,
    linewrap: true,
  })
}

function describePicture({ picture, pictures, seed }: PictureEvent): string {
  return `picture ${picture} of ${pictures}, seed ${seed}`
}

/** `picture 2 of 4, step 7 of 20, 310 ms/step, 42 s left` */
export function describeStep({ picture, pictures, step, steps, milliseconds, millisecondsLeft }: StepEvent): string {
  const place = pictures === 1 ? '' : `picture ${picture} of ${pictures}, `
  const left = millisecondsLeft === 0 ? '' : `, ${describeDuration(millisecondsLeft)} left`
  return `${place}step ${step} of ${steps}, ${describeDuration(milliseconds)}/step${left}`
}

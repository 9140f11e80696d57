import { unreachable } from '../errors/engineError.ts'
import type { RenderEvent } from '../protocol/renderEvents.ts'
import { appliedLayers, skippedByReason } from './adapterReport.ts'
import { describeDuration } from './durations.ts'
import { counted, plainText } from './plainText.ts'
import { createProgressBar } from './progressBar.ts'
import { describeReadConcept } from './readConceptReport.ts'
import { printRemark, printResult } from './standardStreams.ts'

/** Shows the events of a render, or of what else reports events. */
export interface Reporter<Event> {
  report(event: Event): void
  /** Leaves the terminal clean, however the work ended. */
  close(): void
}

/** Every event as one line of JSON on standard output. */
export function createJsonReporter<Event>(): Reporter<Event> {
  return {
    report: (event) => printResult(JSON.stringify(event)),
    close: () => undefined,
  }
}

/**
 * The path of each picture on standard output; everything else on standard error, with a bar where that is a terminal.
 */
export function createTextReporter(): Reporter<RenderEvent> {
  return createLineReporter<RenderEvent>(remarksOf, (event) => (event.type === 'saved' ? [event.path] : []))
}

type ProgressEvent = Extract<RenderEvent, { type: 'picture' | 'step' }>

/**
 * Remarks go to standard error, results to standard output, and progress into a bar where standard error is a terminal.
 */
export function createLineReporter<Event extends { readonly type: string }>(
  remarksOfEvent: (event: Exclude<Event, ProgressEvent>) => readonly string[],
  resultsOf: (event: Exclude<Event, ProgressEvent>) => readonly string[],
): Reporter<Event> {
  const bar = process.stderr.isTTY ? createProgressBar() : undefined
  return {
    report(event) {
      if (isProgress(event)) {
        bar?.show(event)
        return
      }
      const told = event as Exclude<Event, ProgressEvent>
      const remarks = remarksOfEvent(told)
      const results = resultsOf(told)
      if (remarks.length + results.length > 0) bar?.hide()
      for (const remark of remarks) printRemark(remark)
      for (const result of results) printResult(result)
    },
    close: () => bar?.hide(),
  }
}

function isProgress(event: { readonly type: string }): event is ProgressEvent {
  return event.type === 'step' || event.type === 'picture'
}

/** The lines for people about one event. */
export function remarksOf(event: Exclude<RenderEvent, { type: 'picture' | 'step' }>): string[] {
  switch (event.type) {
    case 'opened': {
      const model = `${plainText(event.model)} (${event.architecture})`
      return [`${model} on ${event.provider}, opened in ${describeDuration(event.milliseconds)}`]
    }
    case 'methodChosen':
      return [`Method ${event.name}: ${event.reason}`]
    case 'adapter':
      return [
        `${plainText(event.name)}: ${appliedLayers(event)}`,
        ...skippedByReason(event.skipped).map((line) => `  ${line}`),
      ]
    case 'warning':
      return [`Warning: ${plainText(event.message)}`]
    case 'saved': {
      const { picture, pictures, seed, milliseconds, concepts = [], cache } = event
      return [
        `Picture ${picture} of ${pictures}, seed ${seed}: ${describeDuration(milliseconds)}`,
        ...(cache ? [`  ${describeCache(cache)}`] : []),
        ...concepts.map((concept) => `  ${describeReadConcept(concept)}`),
      ]
    }
    case 'map':
      return [`  map of ${plainText(event.name)}: ${event.path}`]
    case 'finished':
      return event.pictures > 1
        ? [`${counted(event.pictures, 'picture')} in ${describeDuration(event.milliseconds)}`]
        : []
    case 'failed':
      return [event.message, event.remedy]
    default:
      return unreachable(event)
  }
}

/** `feature cache: 26 of 40 rows from stored features up to 3 steps old, about 38 % of the time saved` */
export function describeCache({
  computedRows,
  reusedRows,
  oldestFeature,
  saving,
}: NonNullable<Extract<RenderEvent, { type: 'saved' }>['cache']>): string {
  const rows = computedRows + reusedRows
  if (reusedRows === 0) return `feature cache: none of ${counted(rows, 'row')} from stored features`
  const age = oldestFeature === 1 ? 'of the step before' : `up to ${oldestFeature} steps old`
  const percent = Math.round(saving * 100)
  const saved = percent > 0 ? `about ${percent} % of the time saved` : 'no time saved'
  return `feature cache: ${reusedRows} of ${counted(rows, 'row')} from stored features ${age}, ${saved}`
}

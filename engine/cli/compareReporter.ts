import { relative } from 'node:path'
import { unreachable } from '../errors/engineError.ts'
import { compareTable, type CompareTable } from '../pipeline/compare/compareTable.ts'
import type { CompareEvent } from '../protocol/compareEvents.ts'
import { describeDuration } from './durations.ts'
import { formatFacts, formatNumbers } from './info/columns.ts'
import { counted, plainText, shortened } from './plainText.ts'
import { createLineReporter, remarksOf, type Reporter } from './renderReporters.ts'

/** The table of methods on standard output; everything else on standard error, with a bar where that is a terminal. */
export function createCompareReporter(): Reporter<CompareEvent> {
  return createLineReporter<CompareEvent>(remarksOfComparison, (event) => {
    if (event.type !== 'compared') return []
    const columns = process.stdout.isTTY ? process.stdout.columns : undefined
    return formatCompareTable(compareTable(event.methods, event.steps), columns)
  })
}

function remarksOfComparison(event: Exclude<CompareEvent, { type: 'picture' | 'step' }>): string[] {
  switch (event.type) {
    case 'method':
      return [`${event.label} (method ${event.number} of ${event.methods})`]
    case 'saved':
      return [`  seed ${event.seed}: ${describeDuration(event.milliseconds)}`]
    case 'read':
      return []
    case 'methodDone':
      return event.result.failure ? [`  failed: ${plainText(event.result.failure.message)}`] : []
    case 'compared': {
      const pictures = event.methods.reduce((sum, method) => sum + method.pictures.length, 0)
      const files = [event.sheet, event.table, event.json].map((path) => relative('.', path))
      return [
        `${counted(pictures, 'picture')} in ${describeDuration(event.milliseconds)}`,
        `Compared in ${files.join(', ')}`,
        '',
      ]
    }
    case 'opened':
    case 'methodChosen':
    case 'adapter':
    case 'warning':
    case 'map':
    case 'finished':
    case 'failed':
      return remarksOf(event)
    default:
      return unreachable(event)
  }
}

const longestLabel = 44

/** In a narrow terminal these stay away, the first ones first; the table in Markdown has them. */
const lessTold = ['loss', 'readings', 'stored/step', 'backward', 'UNet calls', 'memory', 'found']

/**
 * The table in columns, as many as fit; where not even the most important do, each method by itself. Reasons of
 * failures stand below.
 */
export function formatCompareTable({ headings, rows, failures }: CompareTable, columns = Infinity): string[] {
  const named = rows.map(([label, ...cells]) => [shortened(plainText(label!), longestLabel), ...cells])
  const reasons = failures.flatMap(({ label, message, remedy }) => [
    '',
    `${plainText(label)} failed: ${plainText(message)}`,
    ...(remedy === '' ? [] : [plainText(remedy)]),
  ])
  for (let count = 0; count <= lessTold.length; count++) {
    const table = tableWithout(lessTold.slice(0, count), headings, named)
    if (Math.max(...table.map((line) => [...line].length)) <= columns) return [...table, ...reasons]
  }
  return [...listOfMethods(headings, named), ...reasons]
}

function tableWithout(
  hidden: readonly string[],
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const shown = (row: readonly string[]) => row.filter((_, column) => !hidden.includes(headings[column]!))
  return formatNumbers([headings, ...rows].map(shown))
}

function listOfMethods(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.flatMap(([label, ...cells], index) => [
    ...(index > 0 ? [''] : []),
    label!,
    ...formatFacts(cells.map((cell, place) => [`  ${headings[place + 1]!}`, cell])),
  ])
}

import { z } from 'zod'
import { methodSchema, projectSchema } from '../protocol/project.ts'
import { closestWord, listWords } from '../errors/closestWords.ts'

type Path = readonly PropertyKey[]
type Issue = z.core.$ZodIssue

/** A place in a project file as artists read it: `concepts[1].adapters[0].weight`. */
export function describePlace(path: Path): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return text.replace(/^\./, '')
}

/** One sentence for each thing that is wrong with `document`, from what the schema found. */
export function describeProblems(document: unknown, issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => describeIssue(document, issue, []))
}

function describeIssue(document: unknown, issue: Issue, parent: Path): string[] {
  const path = [...parent, ...issue.path]
  const value = valueAt(document, path)
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const fitting = closestBranch(issue.errors)
    if (fitting !== undefined) return fitting.flatMap((inner) => describeIssue(document, inner, path))
  }
  const place = path.length === 0 ? 'the project' : describePlace(path)
  const problem = value === undefined ? describeMissing(document, path) : describeValue(issue, value)
  return [`${place}: ${problem}${problem.endsWith('?') ? '' : '.'}`]
}

/** The alternative of a union that was meant: the one whose own kind of value is there. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches.find((issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
}

function describeMissing(document: unknown, path: Path): string {
  const siblings = Object.keys((valueAt(document, path.slice(0, -1)) ?? {}) as object)
  const misspelt = closestWord(String(path.at(-1)), siblings)
  return misspelt === undefined ? 'is missing' : `is missing; is '${misspelt}' a misspelling of it?`
}

function describeValue(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return `is ${show(value)}, but must be ${kindNames[issue.expected] ?? issue.expected}`
    case 'too_small':
      return describeTooSmall(issue, value)
    case 'too_big':
      if (issue.origin === 'number' || issue.origin === 'int') {
        return `is ${show(value)}, but must be at most ${issue.maximum}`
      }
      return `has more than ${issue.maximum} entries`
    case 'invalid_value':
      return describeChoice(value, issue.values)
    case 'invalid_union':
      if ('options' in issue && issue.options) return describeChoice(value, issue.options)
      return `is ${show(value)}, but must be ${listWords(issue.errors.flat().flatMap(expectedKind))}`
    default:
      return issue.message
  }
}

function describeTooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall, value: unknown): string {
  if (origin === 'string') return 'is empty'
  if (origin === 'array') return minimum === 1 ? 'needs at least 1 entry' : `needs at least ${minimum} entries`
  if (inclusive === false) return `is ${show(value)}, but must be more than ${minimum}`
  return `is ${show(value)}, but must be at least ${minimum}`
}

const kindNames: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function expectedKind(issue: Issue): string[] {
  return issue.code === 'invalid_type' ? [kindNames[issue.expected] ?? issue.expected] : []
}

function describeChoice(value: unknown, choices: readonly unknown[]): string {
  const names = choices.map(String)
  const meant = typeof value === 'string' ? closestWord(value, names) : undefined
  const problem = `is ${show(value)}, but must be ${listWords(choices.map(show))}`
  return meant === undefined ? problem : `${problem}; did you mean '${meant}'?`
}

const longestQuotation = 60

function show(value: unknown): string {
  if (typeof value === 'string') {
    return `'${value.length > longestQuotation ? `${value.slice(0, longestQuotation)}…` : value}'`
  }
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value
}

/**
 * One warning for each field that this version does not know: it is kept, but it has no effect. A method's settings and
 * `$schema` are not reported. `document` has passed the schema.
 */
export function describeUnknownFields(document: unknown): string[] {
  return unknownFields(projectSchema, document, [])
}

function unknownFields(schema: z.core.$ZodType, value: unknown, path: Path): string[] {
  if (schema === methodSchema) return []
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return unknownFields(schema.unwrap(), value, path)
  }
  if (schema instanceof z.ZodUnion) {
    const fitting = schema.options.find((option) => z.safeParse(option, value).success)
    return fitting === undefined ? [] : unknownFields(fitting, value, path)
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.flatMap((element, index) => unknownFields(schema.element, element, [...path, index]))
  }
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return []
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  return Object.entries(value).flatMap(([key, field]) => {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined
    if (known !== undefined) return unknownFields(known, field, [...path, key])
    return key.startsWith('$') ? [] : [describeUnknownField([...path, key], key, Object.keys(shape), value)]
  })
}

function describeUnknownField(path: Path, key: string, knownKeys: readonly string[], siblings: object): string {
  const meant = closestWord(
    key,
    knownKeys.filter((known) => !Object.hasOwn(siblings, known)),
  )
  const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`
  return `${describePlace(path)} is not known to this version and has no effect.${hint}`
}

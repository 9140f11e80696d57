import { describe, expect, it } from 'vitest'
import { english } from './texts.ts'

type Tree = string | { readonly [key: string]: Tree }

/** Keys as code names them: without the endings of plurals. */
function keysOf(tree: Tree, path = ''): string[] {
  if (typeof tree === 'string') return [path.replace(/_(one|other)$/, '')]
  return Object.entries(tree).flatMap(([key, value]) => keysOf(value, path === '' ? key : `${path}.${key}`))
}

/** What shows texts, and where the words come from that it fills into their keys. */
const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx}', '../../engine/{protocol,errors}/**/*.ts', '../../electron/bridge/*.ts', '!../**/*.test.ts'],
  { query: '?raw', import: 'default', eager: true },
)
const code = Object.entries(sources)
  .filter(([path]) => !/^\.\/(en|de)\//.test(path))
  .map(([, text]) => text)
  .join('\n')

const areas = Object.keys(english).join('|')
const matches = (pattern: RegExp) => [...code.matchAll(pattern)].map(([, found]) => found!)
const examples = Object.keys(import.meta.glob('../../examples/*.polyptych')).map(
  (path) => /([^/]+)\.polyptych$/.exec(path)![1]!,
)
const words = new Set([...matches(/["']([\w.-]+)["']/g), ...examples])
const fields = new Set(matches(/([\w-]+)\??:/g))
/** Keys that are put together, such as `app.engine.${status}`. */
const composed = [...new Set(matches(new RegExp(`\`((?:${areas})\\.[^\`]*\\$\\{[^\`]*)\``, 'g')))].map((template) => ({
  template,
  pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '([^.]+)')}$`),
}))

/** Whether code names the key in full, or puts it together from words that it knows. */
function isUsed(key: string): boolean {
  if (words.has(key)) return true
  const filled = composed.map(({ pattern }) => pattern.exec(key)).filter((match) => match !== null)
  return filled.some(([, ...parts]) => parts.every((part) => words.has(part) || fields.has(part)))
}

describe('texts', () => {
  const keys = new Set(keysOf(english))

  it('are all shown by something', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(200)
    expect([...keys].filter((key) => !isUsed(key))).toEqual([])
  })

  it('exist for every key that code names or puts together', () => {
    const named = [...words].filter((word) => new RegExp(`^(${areas})\\.[a-z]`).test(word))
    for (const example of examples) named.push(`documents.example.${example}`)
    expect(named.filter((key) => !keys.has(key))).toEqual([])
    expect(composed.filter(({ pattern }) => ![...keys].some((key) => pattern.test(key)))).toEqual([])
  })
})

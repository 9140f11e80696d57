import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const engine = new URL('../', import.meta.url)
const page = readFileSync(new URL('../docs/methods/invariants.md', engine), 'utf8')

/** The words by which tests name a list, by its heading. */
const listNames: Record<string, string> = {
  CLoRA: 'CLoRA invariant',
  'LoRA-Composer': 'LoRA-Composer invariant',
  'Caches, frequencies and merging': 'cache invariant',
}

/** What the page says is tested where, and the names of all invariants. */
function readPage(): { claims: string[]; names: Set<string> } {
  const claims: string[] = []
  const names = new Set<string>()
  for (const section of page.split('\n## ').slice(1)) {
    const listName = listNames[section.slice(0, section.indexOf('\n'))]!
    for (const [, number, files] of section.matchAll(/^\| (\d+) +\|.*\| +([^|]+?) +\|$/gm)) {
      const name = `${listName} ${number}`
      expect(names.has(name)).toBe(false)
      names.add(name)
      if (files !== '–') claims.push(...files!.split(', ').map((file) => `${name} in ${file}`))
    }
  }
  return { claims, names }
}

/** `<list> invariant <number> in <file>` for each that a test's name carries. */
function readTests(): string[] {
  const found = new Set<string>()
  for (const file of readdirSync(engine, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.test.ts')) continue
    const text = readFileSync(new URL(file, engine), 'utf8')
    for (const [, name] of text.matchAll(/['"`]((?:CLoRA|LoRA-Composer|cache) invariant \d+):/g)) {
      found.add(`${name} in ${file.replaceAll('\\', '/')}`)
    }
  }
  return [...found]
}

describe('the list of invariants', () => {
  it('counts 16, 16 and 49 of them', () => {
    const { names } = readPage()
    expect(names.size).toBe(81)
  })

  it('names only tests that there are', () => {
    const tests = new Set(readTests())
    expect(readPage().claims.filter((claim) => !tests.has(claim))).toEqual([])
  })

  it('knows every number that a test carries', () => {
    const { names } = readPage()
    expect(readTests().filter((test) => !names.has(test.slice(0, test.indexOf(' in '))))).toEqual([])
  })
})

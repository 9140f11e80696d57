import { describe, expect, it } from 'vitest'
import { german } from './german.ts'
import { languageOf } from './language.ts'
import { english } from './texts.ts'

type Tree = string | { readonly [key: string]: Tree }

function leaves(tree: Tree, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`))
}

const fillings = (text: string) => [...text.matchAll(/\{\{\s*(\w+)[^}]*\}\}/g)].map(([, name]) => name).sort()

describe('languages', () => {
  it('have the same texts with the same fillings, and none is empty', () => {
    const germanTexts = new Map(leaves(german))
    for (const [path, text] of leaves(english)) {
      expect(text.trim(), path).not.toBe('')
      expect(germanTexts.get(path)?.trim(), path).toBeTruthy()
      expect(fillings(germanTexts.get(path)!), path).toEqual(fillings(text))
    }
    expect(germanTexts.size).toBe(leaves(english).length)
  })

  it.each([
    ['system', ['de-AT', 'en'], 'de'],
    ['system', ['fr', 'de'], 'de'],
    ['system', ['fr'], 'en'],
    ['en', ['de'], 'en'],
  ] as const)('%s with %j is %s', (setting, preferred, language) => {
    expect(languageOf(setting, preferred)).toBe(language)
  })
})

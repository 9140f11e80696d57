import { describe, expect, it } from 'vitest'
import { promptWarnings } from './promptWarnings.ts'

describe('promptWarnings', () => {
  it.each<[string, string]>([
    ['a [cat:dog:0.5] in a meadow', "'[cat:dog:0.5]' is read as plain text: words that change"],
    ['a [cat:10]', "'[cat:10]' is read as plain text: words that change"],
    ['a [cat::0.25 ]', "'[cat::0.25 ]' is read as plain text: words that change"],
    ['[(cat:1.2):(dog:1.3):0.5]', "'[(cat:1.2):(dog:1.3):0.5]' is read as plain text: words that change"],
    ['a [cow|horse] in a field', "'[cow|horse]' is read as plain text: words that alternate"],
    ['a cat AND a dog', "'AND' is read as plain text"],
    ['a cat\nAND a dog :0.5', "'AND' is read as plain text"],
    ['a cat <hypernet:x:0.5>', "'<hypernet:x:0.5>' is read as plain text: hypernetworks"],
  ])('warns of %j', (prompt, beginning) => {
    const warnings = promptWarnings(prompt)
    expect(warnings).toHaveLength(1)
    expect(warnings[0]!.startsWith(beginning), warnings[0]).toBe(true)
  })

  it.each([
    '',
    'a (red:1.2) [blue] cat: 3:2, BREAK and so on',
    '[(cat:1.2)]',
    '[cat:dog]',
    String.raw`\[cat:dog:0.5\] \[a|b\]`,
    'a|b (a|b)',
    'BRAND ANDROID R_AND and',
    '[cat:0.5 [x]',
    'cat:0.5]',
  ])('is silent about %j', (prompt) => {
    expect(promptWarnings(prompt)).toEqual([])
  })

  it('names both of two nested ones, and each only once', () => {
    const warnings = promptWarnings('[a [b|c]:d:3] x [b|c] AND AND')
    expect(warnings.map((warning) => warning.split(' is read')[0])).toEqual(["'[b|c]'", "'[a [b|c]:d:3]'", "'AND'"])
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A text in the sources with `{}` for what is filled in: a sentence, or a part of one. */
export interface SourceSentence {
  readonly text: string
  /** Such as `engine/files/fileErrors.ts:31`. */
  readonly place: string
}

/** Arguments of these are for those who write the program. */
const unspoken = new Set(['assert', 'unreachable', 'Error', 'TypeError', 'RegExp'])

/**
 * Every text below some folders, read from the syntax of their sources: literals, templates and what `+` joins. Texts
 * of several sentences are given sentence by sentence. Left out are texts without two letters in a row, single words
 * that stand for themselves (what a template is filled with counts), and what only a programmer reads.
 */
export function sentencesOfSources(root: string, folders: readonly string[]): SourceSentence[] {
  return folders.flatMap((folder) => sourcesBelow(root, folder)).flatMap((path) => sentencesOfFile(root, path))
}

function sourcesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourcesBelow(root, path)
    return path.endsWith('.ts') && !path.endsWith('.test.ts') ? [path] : []
  })
}

function sentencesOfFile(root: string, path: string): SourceSentence[] {
  const file = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
  const found: SourceSentence[] = []
  visit(file)
  return found

  function visit(node: ts.Node): void {
    if (isUnspoken(node)) return
    const parts = partsOf(node)
    if (parts === undefined) {
      ts.forEachChild(node, visit)
      return
    }
    const text = parts.map((part) => (typeof part === 'string' ? part : '{}')).join('')
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1
    for (const sentence of sentencesOf(text)) {
      if (isSpoken(sentence) || (isText(sentence) && isFilledIn(node))) {
        found.push({ text: sentence, place: `${path}:${line}` })
      }
    }
    for (const part of parts) if (typeof part !== 'string') visit(part)
  }
}

/** The literal parts of a text and the expressions between them; undefined where a node is no text. */
function partsOf(node: ts.Node): (string | ts.Expression)[] | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text]
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.flatMap(({ expression, literal }) => [expression, literal.text])]
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined
  const [left, right] = [partsOf(node.left), partsOf(node.right)]
  if (left === undefined && right === undefined) return undefined
  return [...(left ?? [node.left]), ...(right ?? [node.right])]
}

/**
 * Sentences end at a full stop before a space, and before what is filled in behind it. Braces around a word are part of
 * a text that names what can be filled in: it counts as filled in too.
 */
function sentencesOf(text: string): string[] {
  return text
    .replaceAll(/\{(\w+|\{\})\}/g, '{}')
    .split(/\n|(?<=[.!?])\s+|(?<=[.!?])(?=\{\}$)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

const literalOf = (sentence: string) => sentence.replaceAll('{}', '')
const isText = (sentence: string) => /\p{L}{2}/u.test(literalOf(sentence))
const isSpoken = (sentence: string) => isText(sentence) && /\s/.test(sentence)

/** Whether a literal is one of the words that a template is filled with. */
function isFilledIn(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isTemplateSpan(parent)) return true
  if (ts.isParenthesizedExpression(parent)) return isFilledIn(parent)
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isFilledIn(parent)
  const fallsBack = ts.isBinaryExpression(parent) && /^(\?\?|\|\|)$/.test(parent.operatorToken.getText())
  return fallsBack && isFilledIn(parent)
}

function isUnspoken(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true
  if (ts.isTaggedTemplateExpression(node) || ts.isElementAccessExpression(node)) return true
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return false
  const called = node.expression
  return unspoken.has(called.getText()) || /^console\b/.test(called.getText())
}

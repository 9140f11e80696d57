import { padTokens, type TextConditioning } from '../../conditioning/textConditioning.ts'
import { EngineError } from '../../errors/engineError.ts'
import { joinWords } from '../conceptPrompts.ts'
import { conceptTokens } from '../conceptTokens.ts'
import { textGate, type MethodConcept, type MethodContext } from '../method.ts'
import type { ConceptTokens } from '../plan.ts'
import { branchPrompt, promptPattern, type BranchPrompt } from './branchPrompts.ts'
import type { CLoRASettings } from './cloraSettings.ts'

/** One prediction of CLoRA: the picture as one concept's adapters see it, or the base model's for the background. */
export interface Branch {
  /** Missing for the background, which is always the first branch. */
  readonly owner?: MethodConcept
  readonly conditional: TextConditioning
  readonly unconditional: TextConditioning
  readonly acts: (adapterIndex: number) => boolean
  /** The tokens that mean a concept, one by one, with the number of what they mean. */
  readonly labelledTokens: readonly LabelledToken[]
  /** What its own concept has for a number. */
  readonly ownLabel?: number
  /** The tokens of its own concept. */
  readonly ownTokens: readonly number[]
  readonly conceptTokens: readonly ConceptTokens[]
}

export interface LabelledToken {
  readonly token: number
  readonly label: number
}

/** How the concepts of a picture take part. */
export interface CLoRAConcepts {
  /** They act in every branch. */
  readonly styles: readonly MethodConcept[]
  /** Each has a branch. */
  readonly subjects: readonly MethodConcept[]
  /** Without adapters: words in every branch. */
  readonly wordsAlone: readonly MethodConcept[]
}

/**
 * Tells styles from subjects. Styles are those that the settings list, or else every concept that has adapters and
 * neither words nor a place.
 * @throws EngineError `setting-invalid` for a subject without words: nothing tells where it is.
 */
export function cloraConcepts({ concepts }: MethodContext, listedStyles?: readonly string[]): CLoRAConcepts {
  const isStyle = ({ concept: { id, words, region } }: MethodConcept) =>
    listedStyles ? listedStyles.includes(id) : words.trim() === '' && region.type === 'canvas'
  const adapted = concepts.filter(({ adapters }) => adapters.length > 0)
  const subjects = adapted.filter((concept) => !isStyle(concept))
  for (const { concept } of subjects) {
    if (concept.words.trim() !== '') continue
    throw new EngineError(
      'setting-invalid',
      `The concept '${concept.name}' has no words, so that nothing tells where in the picture it is.`,
      "Say what it is, trigger words included, or list its id in the setting 'styles', for one that acts everywhere.",
    )
  }
  return {
    styles: adapted.filter(isStyle),
    subjects,
    wordsAlone: concepts.filter(({ adapters }) => adapters.length === 0),
  }
}

/**
 * The background's branch, then one for each subject from the bottom to the top. Each branch's texts are encoded with
 * its own adapters, and all have one length, so that a branch alone reads what it reads beside others.
 */
export async function encodeBranches(
  context: MethodContext,
  { styles, subjects }: CLoRAConcepts,
  { nouns, tokens }: Pick<CLoRASettings, 'nouns' | 'tokens'>,
): Promise<Branch[]> {
  const mentions = context.concepts.map(({ concept }) => ({
    words: concept.words,
    hasBranch: subjects.some((subject) => subject.concept === concept),
    noun: nouns[concept.id],
  }))
  const pattern = promptPattern(context.prompt, mentions)
  const labels = [...new Set(subjects.map(({ concept }) => concept.words))]
  const owners = [undefined, ...subjects]
  const drafts = await Promise.all(
    owners.map(async (owner) => {
      const acting = owner ? [...styles, owner] : styles
      const acts = (adapterIndex: number) => acting.some(({ adapters }) => adapters.includes(adapterIndex))
      const gate = textGate(context.adapters, acts)
      const text = branchPrompt(pattern, owner?.concept.words)
      const labelledTokens = findLabelledTokens(context, text, labels, tokens === 'words-and-next')
      const ownLabel = owner && labels.indexOf(owner.concept.words)
      return {
        ...(owner && { owner, ownLabel: labels.indexOf(owner.concept.words) }),
        acts,
        conditional: await context.encode(text.prompt, gate),
        unconditional: await context.encode(negativePrompt(context, subjects, owner), gate),
        labelledTokens,
        ownTokens: labelledTokens.flatMap(({ token, label }) => (label === ownLabel ? [token] : [])),
        conceptTokens: tokensOfConcepts(context, subjects, labels, text),
      }
    }),
  )
  for (const { owner, ownTokens } of drafts) if (owner && ownTokens.length === 0) throw unfound(owner)
  return alignTexts(context, drafts)
}

function unfound({ concept }: MethodConcept): EngineError {
  return new EngineError(
    'setting-invalid',
    `The words '${concept.words}' of the concept '${concept.name}' could not be found in the prompt.`,
    'Write them in the prompt as they stand in the concept, or leave them out there.',
  )
}

/** What leads away: for a subject, the negative words of all but the other subjects. */
function negativePrompt(
  { negativePrompt: common, concepts }: MethodContext,
  subjects: readonly MethodConcept[],
  owner: MethodConcept | undefined,
): string {
  const heard = concepts.filter((concept) => concept === owner || !subjects.includes(concept))
  return joinWords(
    common,
    heard.map(({ concept }) => concept.negativeWords ?? ''),
  )
}

function findLabelledTokens(
  { findTokens }: MethodContext,
  { prompt, phrases }: BranchPrompt,
  labels: readonly string[],
  readsNext: boolean,
): LabelledToken[] {
  return phrases.flatMap(({ words, denotes, start, isFollowed }) => {
    // The same words may mean another concept elsewhere in the prompt; those that stand before are counted.
    const tokens = denotes.map((part) => findTokens(prompt, part)[findTokens(prompt.slice(0, start), part).length])
    const label = labels.indexOf(words)
    const found = tokens.find((places) => places) ?? []
    const next = readsNext && isFollowed && found.length > 0 ? [found.at(-1)! + 1] : []
    return [...found, ...next].map((token) => ({ token, label }))
  })
}

function tokensOfConcepts(
  context: MethodContext,
  subjects: readonly MethodConcept[],
  labels: readonly string[],
  text: BranchPrompt,
): ConceptTokens[] {
  const concepts = context.concepts.filter((concept) => !subjects.includes(concept))
  const named = findLabelledTokens(context, text, labels, false)
  const ofSubjects = subjects.map(({ concept: { id, words } }) => ({
    conceptId: id,
    tokens: named.flatMap(({ token, label }) => (labels[label] === words ? [token] : [])),
  }))
  return [
    ...conceptTokens({ ...context, concepts }, text.prompt),
    ...ofSubjects.filter(({ tokens }) => tokens.length > 0),
  ]
}

async function alignTexts(context: MethodContext, branches: readonly Branch[]): Promise<Branch[]> {
  const lengths = branches.flatMap(({ conditional, unconditional }) => [conditional.tokens, unconditional.tokens])
  const empty = await context.encode(
    '',
    textGate(context.adapters, () => false),
  )
  const align = (text: TextConditioning) => padTokens(text, empty, Math.max(...lengths))
  return branches.map((branch) => ({
    ...branch,
    conditional: align(branch.conditional),
    unconditional: align(branch.unconditional),
  }))
}

/**
 * Sentences of the engine, and parts of them, in another language. A key is the English text with a name in braces for
 * each place that is filled in, `'{file}' is empty.`; its value has the same names.
 */
export type Sentences = Readonly<Record<string, string>>

/** Everything that the engine says, in one language. */
export interface EngineLanguage {
  readonly sentences: Sentences
  /** Around names, which the engine writes as `'name'`. */
  readonly quotationMarks: readonly [opening: string, closing: string]
  /** Before the last of a list. */
  readonly or: string
}

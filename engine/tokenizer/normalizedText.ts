/** A changed text that still knows, for each of its UTF-16 units, which range of the source the unit came from. */
export interface NormalizedText {
  readonly text: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/**
 * A character and all that can be composed with it: marks, the inner letters of Hangul syllables and a vowel sign of
 * Kirat Rai. Nothing is ever composed across two such groups, so each can be normalized alone and keeps its place.
 */
export const composableGroup = /[^][\p{M}\u1161-\u1175\u11a8-\u11c2\u{16d67}]*/gu

/**
 * Unicode normalization form C and lower case, as CLIP's vocabulary was made. Lower case is that of each character
 * alone: the Greek sigma at the end of a word stays `σ`, as in the reference tokenizer.
 *
 * @param offset is added to every position, for a source that is part of a longer text
 */
export function normalizeText(source: string, offset = 0): NormalizedText {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  const append = (character: string, start: number, end: number) => {
    const lower = character.toLowerCase()
    text += lower
    for (let unit = lower.length; unit > 0; unit--) {
      starts.push(offset + start)
      ends.push(offset + end)
    }
  }
  const appendEach = (characters: string, start: number) => {
    for (const character of characters) {
      append(character, start, start + character.length)
      start += character.length
    }
  }
  if (isComposed(source)) {
    appendEach(source, 0)
    return { text, starts, ends }
  }
  for (const { 0: group, index } of source.matchAll(composableGroup)) {
    if (isComposed(group)) appendEach(group, index)
    else for (const character of group.normalize('NFC')) append(character, index, index + group.length)
  }
  return { text, starts, ends }
}

function isComposed(text: string): boolean {
  return text.normalize('NFC') === text
}

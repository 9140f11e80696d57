/** How well a typed word is found, where: the best first. */
const scores = { isWord: 1, beginsWord: 0.9, isInName: 0.6, beginsOther: 0.4, isInOthers: 0.2 } as const

/**
 * How well what is typed finds a thing by its name and by other words, 0 to 1: each typed word must stand in one of
 * them, at the beginning of a word or within. Accents and capitals do not matter; "loeschen" and "loschen" find
 * "Löschen".
 */
export function matchScore(typed: string, name: string, otherWords = ''): number {
  const wanted = plain(typed).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return 1
  const [names, others] = [spellings(name), spellings(otherWords)]
  const found = wanted.map((word) => wordScore(word, names, others))
  if (found.includes(0)) return 0
  const mean = found.reduce((sum, score) => sum + score, 0) / found.length
  return mean * (0.95 + 0.05 * Math.min(1, typed.length / Math.max(1, name.length))) // of two alike the shorter name
}

function wordScore(word: string, names: readonly string[], others: readonly string[]): number {
  const has = (texts: readonly string[], test: (part: string) => boolean) =>
    texts.some((text) => text.split(wordBorder).some(test))
  if (has(names, (part) => part === word)) return scores.isWord
  if (has(names, (part) => part.startsWith(word))) return scores.beginsWord
  if (names.some((text) => text.includes(word))) return scores.isInName
  if (has(others, (part) => part.startsWith(word))) return scores.beginsOther
  return others.some((text) => text.includes(word)) ? scores.isInOthers : 0
}

const wordBorder = /[^\p{L}\p{N}]+/u
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' }

/** Without accents, and as German is spelled where umlauts are missing. */
function spellings(text: string): string[] {
  return [plain(text), plain(text.toLowerCase().replace(/[äöü]/g, (letter) => umlauts[letter]!))]
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')
}

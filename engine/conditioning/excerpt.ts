const longest = 80

/** As much of a text as fits into a message. */
export function excerpt(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}

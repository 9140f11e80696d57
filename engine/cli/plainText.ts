/** Characters that move the cursor, colour the terminal or reverse the order of reading. */
const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Text out of a file that somebody else made, as one line that cannot command the terminal. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(controls, '\ufffd').trim()
}

/** At most `length` characters, the end marked where something was cut. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** `1 picture`, `4 pictures`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

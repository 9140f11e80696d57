/**
 * A field that has the focus takes what was typed and ends its step. Browsers do that only after a press has begun what it
 * begins, which would end that instead.
 */
export function settleTyping(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

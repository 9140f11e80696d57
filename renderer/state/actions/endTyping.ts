/** Lets the field that has the focus take what was typed so far, as it does when it loses the focus. */
export function endTyping(): void {
  if (typeof document === 'undefined') return
  const field = document.activeElement
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  field.blur()
  field.focus({ preventScroll: true })
}

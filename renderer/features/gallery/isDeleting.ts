/** Both keys that delete: the one that Macs call so is the Backspace of others. */
export function isDeleting({ key }: { readonly key: string }): boolean {
  return key === 'Delete' || key === 'Backspace'
}

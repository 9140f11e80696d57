/** Files of the artist's, from the dialog of the browser; none where it is closed. */
export function chooseFiles(accept: string): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.accept = accept
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

export const importedTypes = '.polyptych,.png,.jpg,.jpeg,.webp,.safetensors,.sft'

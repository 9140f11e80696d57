/** What is dragged over the window, as far as a browser says before it is dropped: names come with the drop alone. */
export type DraggedFiles = 'picture' | 'otherPicture' | 'project' | 'unknown'

/** Pictures that can hold a recipe. */
const readPictures = ['image/png', 'image/jpeg', 'image/webp']
const projectType = /polyptych/

/** Undefined where no files are dragged, such as cards of the library. */
export function draggedFiles({ types, items }: Pick<DataTransfer, 'types' | 'items'>): DraggedFiles | undefined {
  if (!types.includes('Files')) return undefined
  const kinds = [...items].filter(({ kind }) => kind === 'file').map(({ type }) => type)
  if (kinds.length === 0) return 'unknown' // some browsers say nothing until the drop
  if (kinds.every((type) => readPictures.includes(type))) return 'picture'
  if (kinds.every((type) => type.startsWith('image/'))) return 'otherPicture'
  if (kinds.every((type) => projectType.test(type))) return 'project'
  return 'unknown'
}

import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { backdropPicture } from './actions/backdrop.ts'
import { useDocument, useHost, useSession } from './stores.ts'

/** The picture below the regions. How it is shown there, as its opacity or a slider over it, makes nothing draw anew. */
export function useBackdropPicture(): GalleryItem | undefined {
  const documentId = useDocument((state) => state.documentId)
  const pictureId = useSession((state) => state.backdrop.pictureId)
  return useHost((state) => backdropPicture(state, { backdrop: { pictureId } }, documentId))
}

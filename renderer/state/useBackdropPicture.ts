import type { GalleryItem } from '../../engine/protocol/window/index.ts'
import { backdropPicture, readablePicture } from './actions/backdrop.ts'
import { useDocument, useHost, useSession } from './stores.ts'

/**
 * The picture below the regions. How it is shown there, as its opacity or a slider over it, makes nothing draw anew.
 */
export function useBackdropPicture(): GalleryItem | undefined {
  const documentId = useDocument((state) => state.documentId)
  const pictureId = useSession((state) => state.backdrop.pictureId)
  return useHost((state) => backdropPicture(state, { backdrop: { pictureId } }, documentId))
}

/** The same for what was read from it: none while a preview covers it. */
export function useReadablePicture(): GalleryItem | undefined {
  const documentId = useDocument((state) => state.documentId)
  const pictureId = useSession((state) => state.backdrop.pictureId)
  const followsRender = useSession((state) => state.backdrop.followsRender)
  return useHost((state) => readablePicture(state, { backdrop: { pictureId, followsRender } }, documentId))
}

import { basename } from 'node:path'
import type { Gallery } from './gallery.ts'
import { eachReference } from './projectFiles.ts'
import type { HostFacilities } from './studio.ts'
import type { StudioMethods } from './studioMethods.ts'

type GalleryMethod =
  | 'listGallery'
  | 'readPictureProject'
  | 'readMaps'
  | 'deletePictures'
  | 'restorePictures'
  | 'exportPictures'
  | 'revealPicture'

export function galleryMethods(
  gallery: Gallery,
  { dialogs, reveal }: HostFacilities,
): Pick<StudioMethods, GalleryMethod> {
  return {
    listGallery: (request) => gallery.list(request),
    async readPictureProject({ id }) {
      const { project } = await gallery.projectOf(id)
      return { project: eachReference(project, (file) => ({ ...file, path: file.name ?? basename(file.path) })) }
    },
    readMaps: ({ id }) => gallery.readMaps(id),
    async deletePictures({ ids }) {
      await gallery.delete(ids)
      return {}
    },
    async restorePictures({ ids }) {
      await gallery.restore(ids)
      return {}
    },
    async exportPictures({ ids }) {
      if (dialogs === undefined) {
        const downloads = gallery.downloads(ids)
        return { exported: downloads.length, downloads }
      }
      const folder = await dialogs.exportFolder()
      return { exported: folder === undefined ? 0 : await gallery.exportTo(folder, ids), downloads: [] }
    },
    revealPicture({ id }) {
      reveal?.(gallery.pathOf(id))
      return {}
    },
  }
}

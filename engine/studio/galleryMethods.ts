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
  | 'revealExport'

/** So many exports can be shown in their folders: their notices are long gone by then. */
const mostExports = 100

export function galleryMethods(
  gallery: Gallery,
  { dialogs, reveal }: HostFacilities,
): Pick<StudioMethods, GalleryMethod> {
  const exports = new Map<string, string>()
  let exportCount = 0

  function noteExport(path: string): string {
    const exportId = `export-${++exportCount}`
    exports.set(exportId, path)
    exports.delete(`export-${exportCount - mostExports}`)
    return exportId
  }

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
      const copies = folder === undefined ? [] : await gallery.exportTo(folder, ids)
      const [first] = copies
      return { exported: copies.length, downloads: [], ...(first !== undefined && { exportId: noteExport(first) }) }
    },
    revealPicture({ id }) {
      reveal?.(gallery.pathOf(id))
      return {}
    },
    revealExport({ exportId }) {
      const path = exports.get(exportId)
      if (path !== undefined) reveal?.(path)
      return {}
    },
  }
}

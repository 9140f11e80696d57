import { z } from 'zod'
import { projectSchema } from '../protocol/project.ts'
import { galleryItemSchema, type GalleryItem } from '../protocol/window/gallery.ts'

/** What is kept beside a picture: all of its item but addresses, which follow from its id. */
export const keptItemSchema = galleryItemSchema.omit({ url: true, thumbnail: true })
export type KeptItem = z.infer<typeof keptItemSchema>

/** The file beside a picture. */
export const sidecarSchema = z.object({
  item: keptItemSchema,
  /**
   * The project that made it, with absolute paths; pictures that were found without a sidecar have their recipe alone.
   */
  project: projectSchema.optional(),
})
export type Sidecar = z.infer<typeof sidecarSchema>

export function withAddresses(item: KeptItem): GalleryItem {
  return { ...item, url: pictureAddress(item.id), thumbnail: thumbnailAddress(item.id) }
}

/** Ids have the name of the project in them, which may have any sign. */
export const pictureAddress = (id: string): string => `asset/picture/${encodeURIComponent(id)}`
export const thumbnailAddress = (id: string): string => `asset/thumbnail/${encodeURIComponent(id)}`

import type { Picture } from './scene.ts'

/** Pictures by their address, decoded. */
export interface PictureSource {
  /** The picture once it is there; starts to load one that is not. */
  readonly get: (address: string | undefined) => Picture | undefined
  /** As `get`, but shows the one before until the new one is there, so that a preview does not flicker. */
  readonly latest: (key: string, address: string | undefined) => Picture | undefined
}

/** Decoded pictures that are kept: a large one takes 4 MB. */
const mostKept = 6

export function createPictureSource(onLoaded: () => void): PictureSource {
  const pictures = new Map<string, HTMLImageElement>()
  const loaded = new Set<string>()
  /** Previews are gone when their job is. */
  const failed = new Set<string>()
  const shown = new Map<string, string>()

  function load(address: string) {
    const picture = new Image()
    picture.src = address
    pictures.set(address, picture)
    picture.decode().then(
      () => {
        loaded.add(address)
        onLoaded()
      },
      () => {
        pictures.delete(address)
        failed.add(address)
      },
    )
    for (const old of pictures.keys()) {
      if (pictures.size <= mostKept) break
      if ([...shown.values()].includes(old)) continue
      pictures.delete(old)
      loaded.delete(old)
    }
  }

  function get(address: string | undefined): Picture | undefined {
    if (address === undefined || failed.has(address)) return undefined
    const picture = pictures.get(address)
    if (!picture) {
      load(address)
      return undefined
    }
    if (!loaded.has(address)) return undefined
    pictures.delete(address) // the one that was used last is forgotten last
    pictures.set(address, picture)
    return picture
  }

  return {
    get,
    latest(key, address) {
      const picture = get(address)
      if (address === undefined) shown.delete(key)
      else if (picture) shown.set(key, address)
      return picture ?? get(shown.get(key))
    },
  }
}

import type { Picture } from './scene.ts'

/** Pictures by their address, decoded. */
export interface PictureSource {
  /** The picture once it is there; starts to load one that is not. */
  readonly get: (address: string | undefined) => Picture | undefined
  /**
   * As `get`, but shows the one before in this place until the new one is there, so that a preview does not flicker.
   * `owner` is the document: what lay in the same place of another one is not shown.
   */
  readonly latest: (place: string, owner: string, address: string | undefined) => Picture | undefined
  /** For pictures that could not be had, as for want of a line to the host. */
  readonly askAgain: () => void
}

/** Decoded pictures that are kept: a large one takes 4 MB. */
const mostKept = 6

export function createPictureSource(
  onLoaded: () => void,
  decode: (address: string) => Promise<Picture> = decodePicture,
): PictureSource {
  const pictures = new Map<string, Picture | 'loading'>()
  /** Previews are gone when their job is. */
  const failed = new Set<string>()
  const shown = new Map<string, { readonly owner: string; readonly address: string }>()

  async function load(address: string) {
    pictures.set(address, 'loading')
    try {
      const picture = await decode(address)
      if (pictures.has(address)) pictures.set(address, picture)
    } catch {
      pictures.delete(address)
      failed.add(address)
    }
    forgetOld()
    onLoaded()
  }

  function forgetOld() {
    const kept = new Set([...shown.values()].map(({ address }) => address))
    for (const [address, picture] of pictures) {
      if (pictures.size <= mostKept) break
      if (picture !== 'loading' && !kept.has(address)) pictures.delete(address)
    }
  }

  function get(address: string | undefined): Picture | undefined {
    if (address === undefined || failed.has(address)) return undefined
    const picture = pictures.get(address)
    if (picture === undefined) void load(address)
    if (picture === undefined || picture === 'loading') return undefined
    pictures.delete(address) // the one that was used last is forgotten last
    pictures.set(address, picture)
    return picture
  }

  return {
    get,
    latest(place, owner, address) {
      if (address === undefined || shown.get(place)?.owner !== owner) shown.delete(place)
      const picture = get(address)
      if (picture && address !== undefined) shown.set(place, { owner, address })
      return picture ?? get(shown.get(place)?.address)
    },
    askAgain() {
      failed.clear()
      onLoaded()
    },
  }
}

async function decodePicture(address: string): Promise<HTMLImageElement> {
  const picture = new Image()
  picture.src = address
  await picture.decode()
  return picture
}

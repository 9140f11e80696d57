/** How this program names pictures that it keeps: time, number of the render, number in it. */
const stamp = /^\d{8}-\d{6}-[0-9a-f]{6}-\d{4}-/
/** Of copies, as browsers and the export of pictures make them. */
const copyNumber = / \(\d+\)$/

/**
 * What a project is called that was found in a picture: by its title, or else by the name of the file (without
 * extension), from which goes what this program puts there beside the name.
 */
export function nameOfPicture(fileName: string, { title, seed, methods }: PictureFacts): string {
  if (title !== undefined && title.trim() !== '') return title.trim()
  const named = fileName.replace(copyNumber, '').replace(stamp, '')
  const withoutSeed = named.endsWith(`-${seed}`) ? named.slice(0, -`-${seed}`.length) : named
  const method = methods.find((name) => withoutSeed.endsWith(`-${name}`))
  const short = method === undefined ? withoutSeed : withoutSeed.slice(0, -`-${method}`.length)
  return short.trim() || fileName
}

/** What the recipe says. */
export interface PictureFacts {
  readonly title: string | undefined
  readonly seed: number
  /** By one of them it was made. */
  readonly methods: readonly string[]
}

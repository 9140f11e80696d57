/**
 * Renders each object of classes.json in four styles from emoji packages: sprites of 192 x 192 pixels with alpha.
 *
 *     node render-sprites.mjs [--out sprites]
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { getIconData, iconToHTML, iconToSVG } from '@iconify/utils'
import sharp from 'sharp'

const require = createRequire(import.meta.url)

const spriteSize = 192
/** Vector icons are drawn at twice the sprite's size and scaled down, like the finished 3D pictures. */
const vectorSize = '384'
const transparent = { r: 0, g: 0, b: 0, alpha: 0 }

const pictureFolder = join(dirname(require.resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets')
const pictureNames = new Set(readdirSync(pictureFolder).map((file) => file.replace('.webp', '')))

const vectorStyles = {
  flat: require('@iconify-json/fluent-emoji-flat/icons.json'),
  cartoon: require('@iconify-json/noto/icons.json'),
  sticker: require('@iconify-json/twemoji/icons.json'),
}

const emojiByLabel = new Map(require('emojibase-data/en/data.json').map((emoji) => [emoji.label, emoji]))

/** The 3D picture of an emoji. File names differ in whether they keep the variation selector FE0F. */
function readPicture(label) {
  const emoji = emojiByLabel.get(label)
  if (emoji === undefined) throw new Error(`emojibase-data knows no emoji with the label '${label}'.`)
  const code = emoji.hexcode.toLowerCase()
  const name = [code, code.replace(/-fe0f/g, ''), `${code}-fe0f`].find((candidate) => pictureNames.has(candidate))
  if (name === undefined) throw new Error(`@lobehub/fluent-emoji-3d has no picture of '${label}' (${code}).`)
  return readFileSync(join(pictureFolder, `${name}.webp`))
}

/** An emoji of an icon set as PNG. */
async function drawIcon(iconSet, label) {
  const icon = getIconData(iconSet, label.replace(/ /g, '-'))
  if (icon === null) throw new Error(`The icon set '${iconSet.prefix}' has no icon of '${label}'.`)
  const { attributes, body } = iconToSVG(icon)
  const svg = iconToHTML(body, { ...attributes, width: vectorSize, height: vectorSize })
  return sharp(Buffer.from(svg)).png().toBuffer()
}

/** Cuts off the transparent border; a picture without one, which sharp refuses to trim, stays as it is. */
async function trimBorder(picture) {
  try {
    return await sharp(picture).ensureAlpha().trim({ background: transparent, threshold: 1 }).toBuffer()
  } catch {
    return picture
  }
}

/** Fits a picture into the sprite's square. */
async function toSprite(picture) {
  const trimmed = await trimBorder(picture)
  return sharp(trimmed)
    .resize(spriteSize, spriteSize, { fit: 'contain', background: transparent, kernel: 'lanczos3' })
    .webp({ quality: 90, alphaQuality: 95 })
    .toBuffer()
}

const { values: options } = parseArgs({ options: { out: { type: 'string', default: 'sprites' } } })
const labelOfObject = JSON.parse(readFileSync(new URL('classes.json', import.meta.url), 'utf8'))
mkdirSync(options.out, { recursive: true })
let files = 0
let bytes = 0

for (const [name, label] of Object.entries(labelOfObject)) {
  const pictures = { '3d': readPicture(label) }
  for (const [style, iconSet] of Object.entries(vectorStyles)) pictures[style] = await drawIcon(iconSet, label)
  for (const [style, picture] of Object.entries(pictures)) {
    const sprite = await toSprite(picture)
    writeFileSync(join(options.out, `${name.replace(/ /g, '_')}.${style}.webp`), sprite)
    files += 1
    bytes += sprite.length
  }
}
console.log(`${files} sprites, ${(bytes / 1e6).toFixed(1)} MB`)

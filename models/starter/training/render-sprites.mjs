import fs from 'fs'
import sharp from 'sharp'
import { getIconData, iconToSVG, iconToHTML } from '@iconify/utils'
import { createRequire } from 'module'
const require = createRequire(import.meta.url)
const d = require('emojibase-data/en/data.json')
const c = JSON.parse(fs.readFileSync('classes.json'))
const A = 'node_modules/@lobehub/fluent-emoji-3d/assets/'
const fl = new Set(fs.readdirSync(A).map((f) => f.replace('.webp', '')))
const sets = {
  flat: require('@iconify-json/fluent-emoji-flat/icons.json'),
  cartoon: require('@iconify-json/noto/icons.json'),
  sticker: require('@iconify-json/twemoji/icons.json'),
}
const by = Object.fromEntries(d.map((e) => [e.label, e]))
const S = 192
const out = 'sprites'
fs.mkdirSync(out, { recursive: true })
let tot = 0
async function save(buf, name) {
  // trim transparent border, fit in SxS
  const t = await sharp(buf)
    .ensureAlpha()
    .trim({ background: { r: 0, g: 0, b: 0, alpha: 0 }, threshold: 1 })
    .toBuffer()
    .catch(() => buf)
  const w = await sharp(t)
    .resize(S, S, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 }, kernel: 'lanczos3' })
    .webp({ quality: 90, alphaQuality: 95 })
    .toBuffer()
  fs.writeFileSync(`${out}/${name}.webp`, w)
  tot += w.length
}
for (const k in c) {
  const e = by[c[k]]
  const hx = e.hexcode.toLowerCase()
  const h = [hx, hx.replace(/-fe0f/g, ''), hx + '-fe0f'].find((x) => fl.has(x))
  const kn = k.replace(/ /g, '_')
  await save(fs.readFileSync(A + h + '.webp'), `${kn}.3d`)
  for (const s in sets) {
    const ic = getIconData(sets[s], c[k].replace(/ /g, '-'))
    const r = iconToSVG(ic)
    const svg = iconToHTML(r.body, { ...r.attributes, width: '384', height: '384' })
    await save(await sharp(Buffer.from(svg)).png().toBuffer(), `${kn}.${s}`)
  }
}
console.log(tot / 1e6, 'MB', fs.readdirSync(out).length)
const m = await sharp(fs.readFileSync(A + '1f98a.webp')).metadata()
console.log(m.width, m.height)

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodePng } from '../image/png.ts'
import { recipeTexts } from '../image/recipe.ts'
import { installationFolder } from '../files/installation.ts'
import { readProject } from '../project/projectFile.ts'
import { recipeForTest } from '../testing/galleryPictures.ts'
import { studioForTest, type TestStudio } from '../testing/studioForTest.ts'

let test: TestStudio
beforeAll(async () => void (test = await studioForTest()))
afterAll(() => test.end())

const examples = join(installationFolder(), 'examples')
const pixels = new Uint8Array(8 * 8 * 3)

async function importUpload(name: string, bytes: Uint8Array) {
  const upload = await test.upload(bytes)
  const { imported } = await test.call('importFiles', { files: [{ upload, name }] })
  return imported[0]!
}

describe('files that are given', () => {
  it('open as a project, whose files are found by their contents where it has no place of its own', async () => {
    const imported = await importUpload('C:\\scenes\\duo.polyptych', await readFile(join(examples, 'duo.polyptych')))
    expect(imported).toMatchObject({ type: 'project', document: { name: 'duo', hasFile: false, problems: [] } })
  })

  it('open where they lie, and belong to their file then', async () => {
    await mkdir(test.projects, { recursive: true })
    const path = join(test.projects, 'Mine.polyptych')
    await writeFile(path, await readFile(join(examples, 'duo.polyptych')))
    const { imported } = await test.call('importFiles', { files: [{ token: test.studio.tokenOf(path) }] })
    expect(imported).toMatchObject([{ type: 'project', document: { name: 'Mine', hasFile: true } }])
  })

  it('open as the project of a picture that was made on another machine', async () => {
    const { project } = await readProject(join(examples, 'duo.polyptych'))
    const title = `${'a'.repeat(39)}🐈 in the sun` // files are named by it, and cut there
    const model = { ...project.model, path: '/somewhere/else/starter' }
    const texts = recipeTexts(recipeForTest({ ...project, title, model }, 41))
    const png = await encodePng(pixels, 8, 8, texts)
    const imported = await importUpload('duo-41.png', png)
    expect(imported).toMatchObject({
      type: 'picture',
      source: 'polyptych',
      remarks: [],
      document: {
        name: title,
        problems: [],
        project: { seeds: { first: 41, count: 1 }, prompt: project.prompt },
      },
    })
    const { items } = await test.call('listGallery', { limit: 10 })
    const { documentId, pictureId } = imported.type === 'picture' ? imported.document : {}
    expect(items).toMatchObject([{ id: pictureId, documentId, name: title, seed: 41, width: 8, height: 8 }])

    const again = await importUpload('Copy of duo.png', png)
    expect(again).toMatchObject({ document: { pictureId } })
    expect(await test.call('listGallery', { limit: 10 })).toMatchObject({ total: 1 })
    const { document } = await test.call('openDocument', { source: { type: 'picture', id: pictureId! } })
    expect(document).toMatchObject({ pictureId, problems: [] })
  })

  it('open as the project of a picture that cannot be shown, and say so', async () => {
    const { project } = await readProject(join(examples, 'duo.polyptych'))
    const texts = recipeTexts(recipeForTest({ ...project, title: undefined }, 42))
    const broken = Buffer.from(await encodePng(pixels, 8, 8, texts))
    const at = broken.indexOf('IDAT')
    broken.fill(0, at + 4, at + 8)
    expect(await importUpload('mine-42.png', broken)).toMatchObject({
      type: 'picture',
      document: { name: 'mine' },
      remarks: ["'mine-42.png' is not a picture that can be read."],
    })
  })

  it.each(['model.ckpt', 'lora.PT', 'embedding.bin', 'x.pkl'])('never open %s', async (name) => {
    expect(await importUpload(name, Buffer.from('\x80\x02}q\0.'))).toMatchObject({
      type: 'refused',
      name,
      error: { code: 'file-refused', message: expect.stringContaining('can run programs') },
    })
  })

  it.each([
    ['notes.txt', 'hello', 'file-refused'],
    ['constructor', 'hello', 'file-refused'],
    ['scene.polyptych', '{', 'project-invalid'],
    ['picture.png', 'not a picture', 'file-invalid'],
    ['photo.jpg', 'not a picture', 'file-invalid'],
  ])('are refused by the name that the artist knows: %s', async (name, text, code) => {
    const imported = await importUpload(name, Buffer.from(text))
    expect(imported).toMatchObject({ type: 'refused', name, error: { code } })
    expect(JSON.stringify(imported)).not.toContain(test.folder)
    expect(imported.type === 'refused' && imported.error.message).toContain(`'${name}'`)
  })

  it('are refused where a picture says nothing', async () => {
    expect(await importUpload('plain.png', await encodePng(pixels, 8, 8))).toMatchObject({
      type: 'refused',
      error: { message: "'plain.png' does not say how it was made." },
    })
  })
})

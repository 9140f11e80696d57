import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeElectron } from '../testing/fakeElectron.ts'
import { desktopFacilities } from './desktopFacilities.ts'

const projectFolder = resolve('projects')

function start() {
  const fake = fakeElectron({ dataFolder: projectFolder })
  const { electron } = fake
  const nothing = () => undefined
  const settings = { electron, window: nothing, projectFolder, tellTitle: nothing, confirmClose: nothing }
  return { ...fake, dialogs: desktopFacilities(settings).dialogs! }
}

describe('the dialog that asks for a name', () => {
  it('suggests the name of the file as it is, where the last one was left', async () => {
    const { dialogs, suggested, answers } = start()
    expect(await dialogs.saveProject('Duo.polyptych')).toBeUndefined()
    answers.saveFile = join(projectFolder, 'other', 'Solo.polyptych')
    await dialogs.saveProject('Duo.polyptych')
    await dialogs.saveProject('Duo.polyptych')
    const [first, other] = [join(projectFolder, 'Duo.polyptych'), join(projectFolder, 'other', 'Duo.polyptych')]
    expect(suggested).toEqual([first, first, other])
  })

  it.each(['Duo', 'Duo.polyptych', 'Duo.POLYPTYCH'])('remembers %s as it is saved', async (typed) => {
    const { dialogs, answers, recent } = start()
    answers.saveFile = join(projectFolder, typed)
    expect(await dialogs.saveProject('Duo.polyptych')).toBe(answers.saveFile)
    expect(recent).toEqual([join(projectFolder, typed === 'Duo' ? 'Duo.polyptych' : typed)])
  })
})

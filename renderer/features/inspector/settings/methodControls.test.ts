import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { methodSettings } from '../../../../engine/protocol/methodSettings.ts'
import { methodNames, type MethodName } from '../../../../engine/protocol/project.ts'
import { defaultOf, methodControls, settingsWithDefaults, type SettingRow } from '../../../document/methodControls.ts'
import { english } from '../../../i18n/texts.ts'

/** What lies below defaults and optionals. */
function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? bare(schema.unwrap() as z.ZodType) : schema
}

/** Paths of all settings; groups are taken apart where a control is not for the group as a whole. */
function pathsOf(schema: z.ZodObject, wholes: readonly string[], before: readonly string[] = []): string[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    const path = [...before, key]
    const inner = bare(field as z.ZodType)
    const isGroup = inner instanceof z.ZodObject && !wholes.includes(path.join('.'))
    return isGroup ? pathsOf(inner, wholes, path) : [path.join('.')]
  })
}

function schemaAt(name: MethodName, path: readonly string[]): z.ZodType {
  return path.reduce<z.ZodType>(
    (schema, key) => bare((schema as z.ZodObject).shape[key] as z.ZodType),
    methodSettings[name],
  )
}

const rows = methodNames.flatMap((name) => methodControls[name].map((row) => ({ name, row })))
const covered = ({ path, control }: SettingRow) => (control.type === 'partOfSteps' ? [path, control.to] : [path])
const placed = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as object
const accepts = (name: MethodName, path: readonly string[], value: unknown) =>
  methodSettings[name].safeParse({ name, ...(placed(path, value) as object) }).success

describe('the table of settings', () => {
  it.each(methodNames)('has a control for every setting of %s, and none for what is no setting', (name) => {
    const shown = methodControls[name].flatMap(covered).map((path) => path.join('.'))
    expect(shown.toSorted()).toEqual(pathsOf(methodSettings[name], shown).toSorted())
  })

  it('offers every option that there is', () => {
    for (const { name, row } of rows) {
      const { control, path } = row
      if (control.type === 'choice') {
        expect([path, control.options.toSorted()]).toEqual([
          path,
          [...(schemaAt(name, path) as z.ZodEnum).options].map(String).toSorted(),
        ])
      } else if (control.type === 'several') {
        const element = (schemaAt(name, path) as z.ZodArray).element as z.ZodEnum
        expect(control.options.toSorted()).toEqual(element.options.map(String).toSorted())
      } else if (control.type === 'conceptChoices') {
        for (const option of control.options) expect(accepts(name, path, { a: option })).toBe(true)
      }
    }
  })

  it('has limits that the engine takes', () => {
    for (const { name, row } of rows) {
      const { control, path } = row
      const values =
        control.type === 'number'
          ? [control.limits.min, control.limits.max, control.start ?? control.limits.min]
          : control.type === 'share'
            ? [0, control.below ? 0.99 : 1]
            : control.type === 'switch'
              ? [true, false]
              : []
      for (const value of values) expect([path, value, accepts(name, path, value)]).toEqual([path, value, true])
    }
  })

  it('leaves to the method what has no default, and where numbers start then', () => {
    for (const { name, row } of rows) {
      const isChosen = defaultOf(name, row.path) === undefined
      if (row.control.type === 'number')
        expect([row.path, row.control.start !== undefined]).toEqual([row.path, isChosen])
      if (row.control.type === 'share') expect([row.path, isChosen]).toEqual([row.path, false])
    }
  })

  it('has a text for every setting and option, and no text without one', () => {
    const options = rows.flatMap(({ row: { control } }) => ('options' in control ? control.options : []))
    expect(Object.keys(english.inspector.option).toSorted()).toEqual([...new Set(options)].toSorted())
    expect(Object.keys(english.inspector.setting).toSorted()).toEqual(
      [...new Set(rows.map(({ row }) => row.text))].toSorted(),
    )
  })

  it('shows settings that are not valid as they stand', () => {
    const broken = { name: 'composer' as const, backgroundShare: 7 }
    expect(settingsWithDefaults(broken)).toMatchObject({ backgroundShare: 7 })
    expect(settingsWithDefaults({ name: 'composer' })).toMatchObject({ losses: { fill: 2 } })
  })
})

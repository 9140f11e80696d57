import type { Method } from '../../engine/protocol/project.ts'
import { methodControls, valueAtPath, type Control, type SettingText } from './methodControls.ts'

/** A setting of a method as a project has it. */
export interface GivenSetting {
  readonly text: SettingText
  readonly value: unknown
  /** What kind of value it is. */
  readonly type: Control['type']
}

/** What was set of a method, in the order of the inspector; what was left to the method is missing. */
export function methodSettingsOf(method: Method): GivenSetting[] {
  return methodControls[method.name].flatMap(({ path, text, control }): GivenSetting[] => {
    const value = valueAtPath(method, path)
    if (value === undefined) return []
    if (control.type !== 'partOfSteps') return [{ text, value, type: control.type }]
    return [{ text, value: [value, valueAtPath(method, control.to) ?? 1], type: control.type }]
  })
}

/** A value of the project's file, for reading; numbers as the reader writes them. */
export function plainValue(value: unknown, numberText: (value: number) => string = String): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value)) return value.map((inner) => plainValue(inner, numberText)).join(', ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${plainValue(inner, numberText)}`)
      .join(', ')
  }
  return `${value as boolean}`
}

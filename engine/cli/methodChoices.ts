import { closestWord, listWords } from '../errors/closestWords.ts'
import { EngineError } from '../errors/engineError.ts'
import { methodOf } from '../composition/methods/index.ts'
import type { MethodChoice } from '../pipeline/compare/renderMethod.ts'
import { methodSettings } from '../protocol/methodSettings.ts'
import { methodNames, type MethodName } from '../protocol/project.ts'
import type { MethodOption } from './optionValues.ts'

/** Every method that can be rendered, without settings. */
export function allMethods(): MethodChoice[] {
  return methodNames.filter(isOwnMethod).map((name) => ({ label: name, method: { name } }))
}

/** `auto` chooses one of the others. */
function isOwnMethod(name: MethodName): boolean {
  if (name === 'auto') return false
  try {
    methodOf(name)
    return true
  } catch (error) {
    if (error instanceof EngineError) return false
    throw error
  }
}

/**
 * A method as it was asked for.
 * @throws EngineError `setting-invalid` for names of methods and settings that do not exist.
 */
export function methodChoice({ label, name, settings }: MethodOption): MethodChoice {
  const known = methodNames.find((other) => other === name)
  if (!known) throw unknownName(`The method '${name}' does not exist.`, name, methodNames)
  const possible =
    known in methodSettings ? Object.keys(methodSettings[known as keyof typeof methodSettings].shape) : []
  for (const setting of Object.keys(settings)) {
    if (possible.includes(setting)) continue
    throw unknownName(`The method '${name}' has no setting '${setting}'.`, setting, possible)
  }
  return { label, method: { ...settings, name: known } }
}

function unknownName(message: string, written: string, possible: readonly string[]): EngineError {
  const meant = closestWord(written, possible)
  const none = possible.length === 0 ? 'It has no settings.' : `There are ${listWords([...possible])}.`
  return new EngineError('setting-invalid', message, meant === undefined ? none : `Did you mean '${meant}'?`)
}

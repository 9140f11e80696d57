import { methodNames, type MethodName } from '../../../engine/protocol/project.ts'
import type { useTexts } from '../../i18n/language.ts'

/** What the artist calls a method; one that a newer program has keeps its own name. */
export function methodName(name: string, t: ReturnType<typeof useTexts>): string {
  const known = methodNames.find((other) => other === name)
  return known === undefined ? name : t(`render.methodName.${known satisfies MethodName}`)
}

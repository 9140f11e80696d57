import { EngineError } from '../../errors/engineError.ts'
import type { MethodName } from '../../protocol/project.ts'
import type { CreatePlanner } from '../method.ts'
import { createCLoRAPlanner } from './clora.ts'
import { createCMLoRAPlanner } from './cmlora.ts'
import { createComposerPlanner } from './composer.ts'
import { createCompositePlanner } from './composite.ts'
import { createMergePlanner } from './merge.ts'
import { createRegionalPlanner } from './regional.ts'
import { createRegionalRowsPlanner } from './regionalRows.ts'
import { createSwitchPlanner } from './switch.ts'

/** The methods that can be rendered, by the name in the project file; `auto` is one of them (../auto.ts). */
const methods: Partial<Record<MethodName, CreatePlanner>> = {
  merge: createMergePlanner,
  switch: createSwitchPlanner,
  composite: createCompositePlanner,
  clora: createCLoRAPlanner,
  cmlora: createCMLoRAPlanner,
  composer: createComposerPlanner,
  regional: createRegionalPlanner,
  'regional-rows': createRegionalRowsPlanner,
}

/** The method of a name. @throws EngineError `setting-invalid` for one that cannot be rendered. */
export function methodOf(name: MethodName): CreatePlanner {
  const method = methods[name]
  if (method) return method
  const known = Object.keys(methods).map((other) => `'${other}'`)
  throw new EngineError(
    'setting-invalid',
    `The method '${name}' cannot be rendered by this version.`,
    `Set the method's name to one of ${known.join(', ')}.`,
  )
}

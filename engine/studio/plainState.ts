import type { EngineState } from '../protocol/window/machine.ts'
import { plainReport, withoutFolders } from './plainErrors.ts'

/** The state of the engine for windows: libraries that were tried are named without their folders. */
export function plainState(state: EngineState): EngineState {
  const { hardware, error } = state
  return {
    ...state,
    ...(hardware !== undefined && {
      hardware: {
        ...hardware,
        candidates: hardware.candidates.map(({ detail, ...candidate }) => ({
          ...candidate,
          ...(detail !== undefined && { detail: withoutFolders(detail) }),
        })),
      },
    }),
    ...(error !== undefined && { error: plainReport(error) }),
  }
}

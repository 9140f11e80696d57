import type { EngineState } from '../protocol/window/machine.ts'
import type { PlainTexts } from './plainErrors.ts'

/** The state of the engine for windows: libraries that were tried, and what ended it, are named without folders. */
export function plainState(state: EngineState, plain: PlainTexts): EngineState {
  const { hardware, crash, error } = state
  return {
    ...state,
    ...(hardware !== undefined && {
      hardware: {
        ...hardware,
        candidates: hardware.candidates.map(({ detail, ...candidate }) => ({
          ...candidate,
          ...(detail !== undefined && { detail: plain.text(detail) }),
        })),
      },
    }),
    ...(crash !== undefined && { crash: { ...crash, exit: plain.text(crash.exit) } }),
    ...(error !== undefined && { error: plain.report(error) }),
  }
}

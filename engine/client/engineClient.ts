import type { z } from 'zod'
import type { EngineCall, engineCalls, EngineRender, EngineRenderEvent } from '../protocol/engineMethods.ts'

export type EngineRequest<Call extends EngineCall> = z.input<(typeof engineCalls)[Call]['request']>
export type EngineResponse<Call extends EngineCall> = z.output<(typeof engineCalls)[Call]['response']>

/** An engine process, as whoever holds the other end of its pipe sees it. */
export interface EngineClient {
  /**
   * @throws EngineError of the engine; `engine-gone` where it ended before it answered; what the signal was aborted
   * with.
   */
  call<Call extends EngineCall>(
    method: Call,
    request: EngineRequest<Call>,
    signal?: AbortSignal,
  ): Promise<EngineResponse<Call>>
  /** Ends with the stream. Leaving it early, or the signal, cancels the render between two calls of the network. */
  render(request: EngineRender, signal: AbortSignal): AsyncGenerator<EngineRenderEvent, void>
}

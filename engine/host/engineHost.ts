import type { EngineClient } from '../client/engineClient.ts'
import type { EngineState } from '../protocol/window/machine.ts'

/** The engine process with who watches over it: started, restarted, ended. Calls wait while it starts. */
export interface EngineHost extends EngineClient {
  readonly state: EngineState
  /** Tells of every change of the state. Returns what ends it. */
  onState(listener: (state: EngineState) => void): () => void
  /** Names what the engine is doing, so that a crash can say what was lost. */
  tellJob(job: { readonly jobId: string; readonly jobName: string } | undefined): void
  /** Ends the process, whatever it does, and starts another; also after it has failed too often. */
  restart(start?: Partial<EngineSettings>): void
  close(): Promise<void>
}

export interface EngineSettings {
  readonly provider: 'auto' | 'cpu' | 'cuda' | 'webgpu' | 'dml' | 'coreml'
  /** 0 leaves the number to the runtime. */
  readonly threads: number
}

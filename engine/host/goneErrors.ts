import { EngineError } from '../errors/engineError.ts'
import type { EngineState } from '../protocol/window/machine.ts'
import type { EngineEnd } from './engineEnd.ts'

/** What the engine was doing, where that has a name. */
export type Job = { readonly jobId: string; readonly jobName: string } | undefined
export type Crash = NonNullable<EngineState['crash']>

/** What becomes of calls when the engine process ends under them. */
export const gone = {
  crashed: ({ exit, jobName, outOfMemory }: Crash) =>
    ended(
      `The engine ended by itself${meanwhile(jobName)} (${exit}).`,
      outOfMemory
        ? 'It looks as if the memory did not suffice: close other programs, or render a smaller picture.'
        : 'It starts again by itself. Pictures that were finished are in the gallery; render again for the others.',
    ),
  restarted: (job: Job) =>
    ended(
      `The engine was started anew${meanwhile(job?.jobName)}.`,
      'Pictures that were finished are in the gallery; render again for the others.',
    ),
  deaf: (job: Job) =>
    ended(
      `The engine went on with a render that was cancelled${meanwhile(job?.jobName)}, and was started anew.`,
      'Ask again for what was lost.',
    ),
  tooOften: (times: number, { exit, lastWords }: EngineEnd) =>
    ended(
      lastWords === undefined
        ? `The engine ended ${times} times in a row, the last time with ${exit}.`
        : `The engine ended ${times} times in a row, the last time with ${exit}: ${lastWords}`,
      'Restart the engine, or choose another device in the settings.',
    ),
  silent: (times: number) =>
    ended(
      `The engine was started ${times} times and gave no answer.`,
      'The driver of a graphics card may hang: choose the processor as the device in the settings, then restart the ' +
        'engine.',
    ),
  closed: () => ended('The engine was closed.', 'Start the program again.'),
}

function ended(message: string, remedy: string): EngineError {
  return new EngineError('engine-gone', message, remedy)
}

function meanwhile(jobName: string | undefined): string {
  return jobName === undefined ? '' : ` while '${jobName}' was rendered`
}

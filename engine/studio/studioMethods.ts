import type { z } from 'zod'
import { EngineError } from '../errors/engineError.ts'
import { describePlace } from '../project/projectProblems.ts'
import { windowMethods, type WindowMethod } from '../protocol/window/index.ts'

type Request<Method extends WindowMethod> = z.output<(typeof windowMethods)[Method]['request']>
type Response<Method extends WindowMethod> = z.input<(typeof windowMethods)[Method]['response']>

/** What does a method of a window, by its name. */
export type StudioMethods = {
  readonly [Method in WindowMethod]: (
    request: Request<Method>,
    window: AbortSignal | undefined,
  ) => Promise<Response<Method>> | Response<Method>
}

/** Methods of a window that the library answers. Measuring an adapter is the engine's. */
export type LibraryMethod =
  | 'readLibrary'
  | 'rescanLibrary'
  | 'findLibraryFolders'
  | 'addLibraryFolder'
  | 'removeLibraryFolder'
  | 'setFavourite'
  | 'matchAdapters'
  | 'readAdapterDetails'
  | 'revealAdapter'
  | 'readModelDetails'
  | 'countTokens'
  | 'addModel'

/** Without a library, what asks for it is missing. */
export type AvailableMethods = Omit<StudioMethods, LibraryMethod | 'measureAdapter'> & Partial<StudioMethods>

export function noLibrary(): EngineError {
  return new EngineError('setting-invalid', 'There is no library here.', 'Open the program with a library.')
}

/** Does what a window asks for: request and answer are checked with the schemas of the method. */
export async function callMethod(
  methods: AvailableMethods,
  method: string,
  request: unknown,
  window?: AbortSignal,
): Promise<unknown> {
  if (!Object.hasOwn(windowMethods, method)) {
    throw new EngineError(
      'setting-invalid',
      `This program cannot do '${method.slice(0, 64)}'.`,
      'Load the window again: it may be of another version.',
    )
  }
  const name = method as WindowMethod
  const { request: requestSchema, response: responseSchema } = windowMethods[name]
  const parsed = requestSchema.safeParse(request)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw new EngineError(
      'setting-invalid',
      `'${name}' was asked for with a wrong ${describePlace(path) || 'request'}: ${message}.`,
      'Load the window again: it may be of another version.',
    )
  }
  const act = methods[name] as ((request: unknown, window?: AbortSignal) => unknown) | undefined
  if (act === undefined) throw noLibrary()
  return responseSchema.parse(await act(parsed.data, window))
}

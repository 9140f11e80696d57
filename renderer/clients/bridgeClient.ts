import type { DesktopBridge } from '../../electron/bridge/desktopBridge.ts'
import { createCheckedClient, type LineTools } from './line.ts'
import { WindowError, type WindowClient } from './windowClient.ts'

/** The line to Electron's main process, which never breaks while the window lives. */
export function createBridgeClient(bridge: DesktopBridge, tools?: LineTools): WindowClient {
  return createCheckedClient(
    {
      async ask(method, request) {
        const answer = await bridge.call(method, request)
        if (!('error' in answer)) return answer.response
        const { code, message, remedy } = answer.error
        throw new WindowError(code, message, remedy)
      },
      on: bridge.on,
      connection: () => 'open',
      onConnection: () => () => undefined,
      tokenOf: bridge.tokenOf,
    },
    tools,
  )
}

import type { WindowEvent } from '../../engine/protocol/window/index.ts'

/** How a call ended: errors lose their fields on the way through Electron, so they travel as data. */
export type BridgeAnswer =
  | { readonly response: unknown }
  | { readonly error: { readonly code: string; readonly message: string; readonly remedy: string } }

/** What the preload script gives to the page as `window.polyptych`. Data alone passes through it. */
export interface DesktopBridge {
  readonly call: (method: string, request: unknown) => Promise<BridgeAnswer>
  /** Calls the listener with the last event at once, if there was one. Returns what ends it. */
  readonly on: (event: WindowEvent, listener: (data: unknown) => void) => () => void
  /** A token for a file that the artist dragged in; undefined for one that is not on a disk. */
  readonly tokenOf: (file: unknown) => Promise<string | undefined>
}

export const bridgeName = 'polyptych'

/** Names of the channels between preload and main. */
export const channels = { call: 'polyptych:call', event: 'polyptych:event', token: 'polyptych:token' } as const

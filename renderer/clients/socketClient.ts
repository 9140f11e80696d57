import { addresses, fromHostSchema, type ToHost, type WindowEvent } from '../../engine/protocol/window/index.ts'
import { connectionLost, createCheckedClient, type LineTools } from './line.ts'
import { WindowError, type WindowClient } from './windowClient.ts'

/** What of a websocket is used. */
export interface LineSocket {
  send(text: string): void
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
}

export interface SocketSettings {
  readonly open?: (address: string) => LineSocket
  readonly tools?: LineTools
}

interface PendingCall {
  readonly resolve: (response: unknown) => void
  readonly reject: (error: WindowError) => void
}

const firstDelay = 250
const longestDelay = 8000

/** The line of a browser: a websocket beside the page, which is opened again whenever it closes. */
export function createSocketClient({ href }: { readonly href: string }, settings: SocketSettings = {}): WindowClient {
  const { open = (address) => new WebSocket(address) as LineSocket, tools } = settings
  const address = new URL(addresses.socket, href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'

  const pending = new Map<number, PendingCall>()
  const listeners = new Map<WindowEvent, Set<(data: unknown) => void>>()
  const connectionListeners = new Set<(connection: 'open' | 'lost') => void>()
  /** Calls before the first connection: the page may be faster than its host. */
  let waiting: ToHost[] = []
  let socket: LineSocket | undefined
  let state: 'connecting' | 'open' | 'lost' = 'connecting'
  let delay = firstDelay
  let nextId = 1

  function setState(next: 'open' | 'lost') {
    const isNews = state !== next && !(state === 'connecting' && next === 'open')
    state = next
    if (isNews) for (const listener of connectionListeners) listener(next)
  }

  function receive(data: unknown) {
    const message = parse(data)
    if (!message) console.error('A message of the host breaks its schema', data)
    else if ('event' in message)
      for (const listener of listeners.get(message.event as WindowEvent) ?? []) listener(message.data)
    else {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if (!('error' in message)) call?.resolve(message.response)
      else call?.reject(new WindowError(message.error.code, message.error.message, message.error.remedy))
    }
  }

  function connect() {
    const fresh = open(address.href)
    fresh.addEventListener('open', () => {
      socket = fresh
      delay = firstDelay
      for (const call of waiting) fresh.send(JSON.stringify(call))
      waiting = []
      setState('open')
    })
    fresh.addEventListener('message', ({ data }) => receive(data))
    fresh.addEventListener('close', () => {
      socket = undefined
      if (state !== 'connecting') {
        for (const { reject } of pending.values()) reject(connectionLost())
        pending.clear()
        setState('lost')
      }
      setTimeout(connect, delay)
      delay = Math.min(longestDelay, delay * 2)
    })
  }
  connect()

  return createCheckedClient(
    {
      ask(method, request) {
        if (state === 'lost') return Promise.reject(connectionLost())
        const message: ToHost = { id: nextId++, method, request }
        return new Promise((resolve, reject) => {
          pending.set(message.id, { resolve, reject })
          if (socket) socket.send(JSON.stringify(message))
          else waiting.push(message)
        })
      },
      on(event, listener) {
        const all = listeners.get(event) ?? new Set()
        listeners.set(event, all.add(listener))
        return () => all.delete(listener)
      },
      connection: () => (state === 'lost' ? 'lost' : 'open'),
      onConnection(listener) {
        connectionListeners.add(listener)
        return () => connectionListeners.delete(listener)
      },
      tokenOf: () => Promise.resolve(undefined),
    },
    tools,
  )
}

function parse(data: unknown) {
  try {
    return fromHostSchema.safeParse(JSON.parse(String(data))).data
  } catch {
    return undefined
  }
}

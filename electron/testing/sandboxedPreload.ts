/**
 * A preload bundle as Electron's sandbox runs it: CommonJS in a scope of its own, with no module but `electron`. What
 * it exposes is frozen, as everything is that passes Electron's bridge. Files that are dragged in lie in
 * `draggedFolder`.
 */
export function sandboxedPreload(bundle: string, draggedFolder: string): string {
  return `(() => {
  const invoke = globalThis.shimInvoke
  const receivers = new Map()
  Object.defineProperty(globalThis, 'shimReceive', {
    value: (channel, ...args) => (receivers.get(channel) ?? []).forEach((receiver) => receiver({}, ...args)),
  })
  const freeze = (value) => {
    if (typeof value !== 'object' || value === null) return value
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, part]) => [key, freeze(part)])))
  }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, value) => Object.defineProperty(globalThis, name, { value: freeze(value) }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => invoke(channel, args),
      on: (channel, receiver) => void receivers.set(channel, [...(receivers.get(channel) ?? []), receiver]),
    },
    webUtils: { getPathForFile: ({ name }) => ${JSON.stringify(`${draggedFolder}/`)} + name },
  }
  const require = (name) => {
    if (name === 'electron') return electron
    throw new Error('module not found: ' + name)
  }
  ;(function (require, module, exports, process) {
${bundle}
  })(require, { exports: {} }, {}, { platform: 'linux', versions: {}, env: {} })
})()`
}

import { createContext, useContext } from 'react'

/**
 * The shortcut of a command, such as `Mod+D`, as this host can give it: whoever has the table of commands fills it in.
 */
export const ShortcutsContext = createContext<(commandId: string) => string | undefined>(() => undefined)

export function useShortcuts(): (commandId: string) => string | undefined {
  return useContext(ShortcutsContext)
}

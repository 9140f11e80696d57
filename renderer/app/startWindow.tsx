import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { bridgeName, type DesktopBridge } from '../../electron/bridge/desktopBridge.ts'
import { createBridgeClient } from '../clients/bridgeClient.ts'
import { createSocketClient } from '../clients/socketClient.ts'
import type { WindowClient } from '../clients/windowClient.ts'
import { languageOf, speak } from '../i18n/language.ts'
import { followNewestPicture } from '../state/actions/backdrop.ts'
import { rememberShownPictures } from '../state/actions/comparison.ts'
import { reportOf, tellError } from '../state/actions/errors.ts'
import { tellComparisons } from '../state/actions/tellComparisons.ts'
import { watchLostFiles } from '../state/actions/relink.ts'
import { ShortcutsContext } from '../state/shortcuts.ts'
import { createStores, StoresContext } from '../state/stores.ts'
import '../ui/tokens.css'
import { startAutosave, watchLeaving } from './autosave.ts'
import './base.css'
import { commandOf, shortcutOf } from './commands.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { openFirst } from './firstDocument.ts'
import { refreshAfterLoss } from './refreshHost.ts'
import { Shell } from './Shell.tsx'
import { StartFailure } from './StartFailure.tsx'
import { followTheme } from './theme.ts'

declare global {
  interface Window {
    readonly [bridgeName]?: DesktopBridge
  }
}

/** Connects to the host, opens the first document and shows the window. */
export async function startWindow(place: HTMLElement): Promise<void> {
  const root = createRoot(place)
  const bridge = window[bridgeName]
  const client = bridge ? createBridgeClient(bridge) : createSocketClient(window.location)
  await speakAs('system', navigator.languages)
  try {
    await showWindow(root, client)
  } catch (error) {
    console.error(error)
    root.render(<StartFailure report={reportOf(error)} />)
  }
}

async function speakAs(setting: Parameters<typeof languageOf>[0], preferred: readonly string[]): Promise<void> {
  const language = languageOf(setting, preferred)
  document.documentElement.lang = language
  await speak(language)
}

async function showWindow(root: Root, client: WindowClient): Promise<void> {
  const start = await client.call('start', {})
  const preferred = start.host.languages.length > 0 ? start.host.languages : navigator.languages
  await speakAs(start.settings.language, preferred)
  const { document: first, errors } = await openFirst(client, start)
  const stores = createStores(client, start, first)
  const { host, session } = stores
  for (const error of errors) tellError(stores, error)
  if (!start.settings.welcomed && !start.opens) session.getState().set({ dialog: 'welcome' })
  host.subscribe(({ settings }, before) => {
    if (settings.language !== before.settings.language) void speakAs(settings.language, preferred)
  })
  followTheme(
    () => host.getState().settings,
    (listener) => host.subscribe(listener),
  )
  refreshAfterLoss(stores)
  followNewestPicture(stores)
  rememberShownPictures(stores)
  watchLostFiles(stores)
  tellComparisons(stores)
  const { keep } = startAutosave(stores)
  watchLeaving(stores, keep)
  const shortcut = (id: string) => {
    const command = commandOf(id)
    return command && shortcutOf(command, start.host.name)
  }
  root.render(
    <StrictMode>
      <StoresContext value={stores}>
        <ShortcutsContext value={shortcut}>
          <ErrorBoundary keep={keep}>
            <Shell />
          </ErrorBoundary>
        </ShortcutsContext>
      </StoresContext>
    </StrictMode>,
  )
}

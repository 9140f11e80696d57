import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { undoAmongPictures } from '../state/actions/deletions.ts'
import { openDocument, saveDocument } from '../state/actions/documents.ts'
import { endTyping } from '../state/actions/endTyping.ts'
import { useStores, type Stores } from '../state/stores.ts'
import { commandOf, commands, isAboutConcepts, runCommand, shortcutsOf, type Command } from './commands.ts'
import { keyBindings } from './keyBindings.ts'

const typedInto = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [contenteditable=true]'
const isTyping = () => document.activeElement?.matches(typedInto) ?? false
/** Letters choose in it, even while its list is closed. */
const takesLetters = '[role=combobox]'
/** Dialogs, menus and open lists have the keys for themselves; closed lists stay in the page, hidden. */
const inFront = ['[data-modal]', '[role=menu]', '[role=listbox]'].map((one) => `${one}:not([hidden] *)`).join()
/** Lists of pictures and files: what is selected on the canvas is not what keys mean there. */
const withOwnItems = '[data-own-items]'
const hasFocusIn = (selector: string) => Boolean(document.activeElement?.closest(selector))
const hasModal = ({ session }: Stores) => {
  const { dialog, question, viewedId } = session.getState()
  const isAsked = dialog !== undefined || question !== undefined || viewedId !== undefined
  return isAsked || document.querySelector(inFront) !== null
}

/** A field whose number was taken has nothing to undo: the step is the document's. */
const isOfDocument = (id: string) =>
  (id === 'undo' || id === 'redo') && document.activeElement?.matches('[data-settled]') === true

/** Letters and signs are typed; what has the command key, and F1, is never text. */
const isPlain = (shortcut: string) => !/^(Mod\+|F\d+$)/.test(shortcut)

/** Where pictures lie: the strip, the gallery, and the page itself while it shows nothing else. */
function isAmongPictures({ session }: Stores): boolean {
  const { activeElement } = document
  if (hasFocusIn('[data-takes-back]')) return true
  return session.getState().view === 'gallery' && (activeElement?.matches('main, body') ?? true)
}

/** Undo and redo are about pictures where these lie; the document is not changed out of sight. */
function runHere(stores: Stores, id: string): void {
  const isStep = id === 'undo' || id === 'redo'
  if (isStep && isAmongPictures(stores) && undoAmongPictures(stores, id)) return
  runCommand(stores, id)
}

function mayRun(stores: Stores, command: Command, shortcut: string): boolean {
  if (hasModal(stores) || (isAboutConcepts(command) && hasFocusIn(withOwnItems))) return false
  if (isTyping()) return !isPlain(shortcut) && (!command.leavesTextAlone || isOfDocument(command.id))
  return !isPlain(shortcut) || !hasFocusIn(takesLetters)
}

/** What an editing command of the host's menu does in a text field. */
const textEdits: Readonly<Record<string, string>> = {
  undo: 'undo',
  redo: 'redo',
  selectAll: 'selectAll',
  delete: 'delete',
}

function runFromMenu(stores: Stores, id: string) {
  if (isTyping() && commandOf(id)?.leavesTextAlone && !isOfDocument(id)) {
    const edit = textEdits[id]
    if (edit) document.execCommand(edit) // the only way to the undo of a text field
  } else if (!hasModal(stores)) {
    runHere(stores, id)
  }
}

/** Binds the shortcuts, and does what the host asks for. */
export function useCommands(): void {
  const stores = useStores()
  useEffect(() => {
    const host = stores.host.getState().start.host.name
    const bindings = commands.flatMap((command) =>
      shortcutsOf(command, host).flatMap((shortcut) => {
        const run = (event: KeyboardEvent) => {
          if (event.defaultPrevented || !mayRun(stores, command, shortcut)) return
          event.preventDefault()
          runHere(stores, command.id)
        }
        return keyBindings(shortcut).map((binding) => [binding, run] as const)
      }),
    )
    return tinykeys(window, Object.fromEntries(bindings))
  }, [stores])

  useEffect(() => {
    const { client } = stores
    const stops = [
      client.on('command', ({ id }) => runFromMenu(stores, id)),
      client.on('open', ({ source }) => void openDocument(stores, source)),
      client.on('saveAndClose', () => void saveAndClose(stores)),
    ]
    return () => stops.forEach((stop) => stop())
  }, [stores])
}

async function saveAndClose(stores: Stores): Promise<void> {
  endTyping()
  if (await saveDocument(stores)) await stores.client.call('confirmClose', {})
}

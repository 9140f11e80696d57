import { menuCommands, type CommandId } from '../../electron/bridge/menu.ts'
import { currentLanguage, t } from '../i18n/language.ts'
import type { english } from '../i18n/texts.ts'
import { addConcept } from '../state/actions/addConcept.ts'
import { copyDiagnostics } from '../state/actions/copyDiagnostics.ts'
import {
  chooseDocument,
  importFiles,
  newDocument,
  openDocument,
  saveDocument,
  saveDocumentAs,
} from '../state/actions/documents.ts'
import {
  bringForward,
  deleteSelected,
  duplicateSelected,
  selectAll,
  selectNothing,
  sendBackward,
  setTool,
  stepDiameter,
  stepHardness,
  toggleHidden,
  toggleLocked,
  toggleSolo,
} from '../state/actions/regions.ts'
import { endTyping } from '../state/actions/endTyping.ts'
import { cancelRender, openJobs, renderPictures } from '../state/actions/render.ts'
import { zoomIn, zoomOut, zoomToFit, zoomToFull } from '../state/actions/viewport.ts'
import type { DialogName, ToolName } from '../state/sessionStore.ts'
import type { Stores } from '../state/stores.ts'
import { chooseFiles } from '../ui/chooseFiles.ts'
import { toggleFold } from './layout.ts'

export const commandGroups = ['document', 'edit', 'concept', 'tool', 'render', 'view', 'help'] as const
export type CommandGroup = (typeof commandGroups)[number]

interface CommandRow {
  readonly group: CommandGroup
  readonly run: (stores: Stores) => unknown
  readonly isEnabled?: (stores: Stores) => boolean
  /** Its shortcut belongs to the text where one is being typed. */
  readonly leavesTextAlone?: boolean
}

export interface Command extends CommandRow {
  readonly id: string
  /** In the language at hand, such as "Undo move region". */
  readonly text: (stores: Stores) => string
  /** Such as `Mod+Shift+S`. */
  readonly shortcut?: string
}

const importedTypes = '.polyptych,.png,.jpg,.jpeg,.webp,.safetensors,.sft'
const hasSelection = ({ session }: Stores) => session.getState().selection.length > 0
const isRendering = ({ host }: Stores) => openJobs(host.getState()).length > 0
const show = (dialog: DialogName) => (stores: Stores) => stores.session.getState().set({ dialog })

const menuRows: Record<CommandId, CommandRow> = {
  new: { group: 'document', run: (stores) => openDocument(stores, newDocument()) },
  open: { group: 'document', run: chooseDocument },
  save: { group: 'document', run: saveDocument },
  saveAs: { group: 'document', run: saveDocumentAs },
  closeDocument: { group: 'document', run: (stores) => openDocument(stores, newDocument()) },
  importFiles: {
    group: 'document',
    run: async (stores) => importFiles(stores, await chooseFiles(importedTypes)),
  },
  settings: { group: 'document', run: show('settings') },
  undo: {
    group: 'edit',
    run: ({ document }) => document.getState().undo(),
    isEnabled: ({ document }) => document.getState().history.past.length > 0,
    leavesTextAlone: true,
  },
  redo: {
    group: 'edit',
    run: ({ document }) => document.getState().redo(),
    isEnabled: ({ document }) => document.getState().history.future.length > 0,
    leavesTextAlone: true,
  },
  duplicate: { group: 'edit', run: duplicateSelected, isEnabled: hasSelection, leavesTextAlone: true },
  delete: { group: 'edit', run: deleteSelected, isEnabled: hasSelection, leavesTextAlone: true },
  selectAll: { group: 'edit', run: selectAll, leavesTextAlone: true },
  deselect: { group: 'edit', run: selectNothing, isEnabled: hasSelection, leavesTextAlone: true },
  addConcept: { group: 'concept', run: addConcept },
  bringForward: { group: 'concept', run: bringForward, isEnabled: hasSelection },
  sendBackward: { group: 'concept', run: sendBackward, isEnabled: hasSelection },
  toggleHidden: { group: 'concept', run: (stores) => toggleHidden(stores), isEnabled: hasSelection },
  zoomIn: { group: 'view', run: zoomIn },
  zoomOut: { group: 'view', run: zoomOut },
  zoomFit: { group: 'view', run: zoomToFit },
  zoomActual: { group: 'view', run: zoomToFull },
  toggleLeftPanel: { group: 'view', run: (stores) => toggleFold(stores, 'left') },
  toggleRightPanel: { group: 'view', run: (stores) => toggleFold(stores, 'right') },
  toggleGalleryStrip: { group: 'view', run: (stores) => toggleFold(stores, 'strip') },
  showGallery: { group: 'view', run: ({ session }) => session.getState().set({ view: 'gallery' }) },
  showCanvas: { group: 'view', run: ({ session }) => session.getState().set({ view: 'canvas' }) },
  render: { group: 'render', run: (stores) => renderPictures(stores) },
  compare: { group: 'render', run: show('compare') },
  cancelRender: { group: 'render', run: cancelRender, isEnabled: isRendering },
  palette: { group: 'help', run: show('palette') },
  shortcuts: { group: 'help', run: show('shortcuts') },
  welcome: { group: 'help', run: show('welcome') },
  diagnostics: { group: 'help', run: copyDiagnostics },
  about: { group: 'help', run: show('about') },
}

type WindowText = keyof typeof english.app.command

interface WindowCommandRow extends CommandRow {
  readonly id: WindowText
  readonly shortcut: string
}

const tool = (id: WindowText & ToolName, shortcut: string): WindowCommandRow => ({
  id,
  shortcut,
  group: 'tool',
  run: (stores) => setTool(stores, id),
})

/** Keys without a modifier, and what stands in no menu. */
const windowRows: readonly WindowCommandRow[] = [
  tool('select', 'V'),
  tool('box', 'R'),
  tool('polygon', 'P'),
  tool('brush', 'B'),
  tool('eraser', 'E'),
  tool('hand', 'H'),
  { id: 'smallerBrush', shortcut: '[', group: 'tool', run: (stores) => stepDiameter(stores, -1) },
  { id: 'largerBrush', shortcut: ']', group: 'tool', run: (stores) => stepDiameter(stores, 1) },
  { id: 'softerBrush', shortcut: 'Shift+[', group: 'tool', run: (stores) => stepHardness(stores, -1) },
  { id: 'harderBrush', shortcut: 'Shift+]', group: 'tool', run: (stores) => stepHardness(stores, 1) },
  { id: 'fit', shortcut: '0', group: 'view', run: zoomToFit },
  { id: 'actual', shortcut: '1', group: 'view', run: zoomToFull },
  { id: 'lock', shortcut: 'L', group: 'concept', run: (stores) => toggleLocked(stores), isEnabled: hasSelection },
  { id: 'solo', shortcut: 'S', group: 'concept', run: (stores) => toggleSolo(stores), isEnabled: hasSelection },
]

/** Every command of the window: behind its menu, the menu of the host, the palette, the shortcuts and their sheet. */
export const commands: readonly Command[] = [
  ...menuCommands.map(({ id, accelerator, ...texts }): Command => {
    const shortcut = id === 'delete' ? 'Delete' : accelerator?.replace('CmdOrCtrl', 'Mod').replace('Plus', '+')
    const text = (stores: Stores) => stepText(id, stores) ?? texts[currentLanguage()]
    return { id, text, ...menuRows[id], ...(shortcut && { shortcut }) }
  }),
  ...windowRows.map((row): Command => ({ ...row, text: () => t(`app.command.${row.id}`) })),
]

const byId = new Map(commands.map((command) => [command.id, command]))

export function commandOf(id: string): Command | undefined {
  return byId.get(id)
}

/** Changes the document, or takes a change back. */
const isEditing = ({ group }: Command) => group === 'edit' || group === 'concept'

/** About what is selected on the canvas. */
export function isAboutConcepts(command: Command): boolean {
  return isEditing(command) && command.id !== 'undo' && command.id !== 'redo'
}

/** Whether it can be chosen now: what is only about the canvas waits while something else is looked at. */
export function isAvailable(stores: Stores, command: Command): boolean {
  const isOfCanvas = isAboutConcepts(command) || command.group === 'tool'
  if (isOfCanvas && stores.session.getState().view !== 'canvas') return false
  return command.isEnabled?.(stores) ?? true
}

export function runCommand(stores: Stores, id: string): void {
  const command = byId.get(id)
  if (!command) return
  const { hand } = stores.session.getState()
  if (hand && isEditing(command)) {
    if (id === 'undo') hand.takeBack()
    return // what the hand holds would bring back whatever a command changes
  }
  if (!isAvailable(stores, command)) return
  if (!command.leavesTextAlone) endTyping()
  if (isEditing(command)) stores.document.getState().endGesture() // of a key that is held, which goes on with another
  void command.run(stores)
}

/** What undo and redo would do. */
function stepText(id: CommandId, { document }: Stores): string | undefined {
  if (id !== 'undo' && id !== 'redo') return undefined
  const { past, future } = document.getState().history
  const label = (id === 'undo' ? past : future).at(-1)?.label
  if (label === undefined) return undefined
  return t(`app.${id}Step`, { step: t(`undo.${label as keyof typeof english.undo}`) })
}

/** Shortcuts that browsers keep to themselves. */
const keptByBrowsers = ['Mod+N', 'Mod+W', 'Mod+Shift+N']

/** The shortcut of a command as this host can give it. */
export function shortcutOf(command: Command, host: 'electron' | 'web'): string | undefined {
  if (command.shortcut === undefined || (host === 'web' && keptByBrowsers.includes(command.shortcut))) return undefined
  return command.shortcut
}

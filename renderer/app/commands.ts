import { menuCommands, type CommandId } from '../../electron/bridge/menu.ts'
import type { Settings } from '../../engine/protocol/window/index.ts'
import { german } from '../i18n/german.ts'
import { currentLanguage, t } from '../i18n/language.ts'
import { english } from '../i18n/texts.ts'
import { addConcept } from '../state/actions/addConcept.ts'
import { setFollowsRender } from '../state/actions/backdrop.ts'
import { comparisonObstacle, toggleComparison } from '../state/actions/comparison.ts'
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
  bringToFront,
  changeMask,
  clearRegion,
  deleteSelected,
  duplicateSelected,
  selectAll,
  selectNothing,
  sendBackward,
  sendToBack,
  setTool,
  stepDiameter,
  stepHardness,
  toggleHidden,
  toggleLocked,
  toggleSolo,
  type MaskChange,
} from '../state/actions/regions.ts'
import { showGallery } from '../state/actions/gallery.ts'
import { endTyping } from '../state/actions/endTyping.ts'
import {
  cancelAll,
  cancelRender,
  openJobs,
  renderNextSeed,
  renderPictures,
  renderSeedsGrid,
} from '../state/actions/render.ts'
import { hasSeedList, shuffleSeed, toggleSeedLock } from '../state/actions/seeds.ts'
import { setSettings } from '../state/actions/settings.ts'
import { zoomIn, zoomOut, zoomToFit, zoomToFull } from '../state/actions/viewport.ts'
import type { DocumentState } from '../state/documentStore.ts'
import type { DialogName, Overlay, ToolName } from '../state/sessionStore.ts'
import type { Stores } from '../state/stores.ts'
import { chooseFiles } from '../ui/chooseFiles.ts'
import { isFolded, toggleFold } from './layout.ts'

export const commandGroups = ['document', 'edit', 'concept', 'tool', 'render', 'view', 'help'] as const
export type CommandGroup = (typeof commandGroups)[number]

interface CommandRow {
  readonly group: CommandGroup
  readonly run: (stores: Stores) => unknown
  readonly isEnabled?: (stores: Stores) => boolean
  /** Its shortcuts belong to the text where one is being typed. */
  readonly leavesTextAlone?: boolean
  /** Says more than its name, such as "Undo move region". */
  readonly says?: (stores: Stores) => string | undefined
}

export interface Command extends CommandRow {
  readonly id: string
  /** In the language at hand. */
  readonly text: (stores: Stores) => string
  /** Such as `Mod+Shift+S`; the first one stands in menus. */
  readonly shortcuts: readonly string[]
  /** Its names in all languages, and by what else it is found. */
  readonly words: string
}

const importedTypes = '.polyptych,.png,.jpg,.jpeg,.webp,.safetensors,.sft'
const isOnCanvas = ({ session }: Stores) => session.getState().view === 'canvas'
const hasSelection = ({ session }: Stores) => session.getState().selection.length > 0
/** A gesture has changed something already: undo makes a step of it and takes that back. */
const isPulling = ({ gesture, project }: DocumentState) => gesture !== undefined && gesture.before !== project
const isRendering = ({ host }: Stores) => openJobs(host.getState()).length > 0
const set = (change: Partial<Settings>) => (stores: Stores) => setSettings(stores, change)
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
    isEnabled: ({ document }) => document.getState().history.past.length > 0 || isPulling(document.getState()),
    leavesTextAlone: true,
    says: (stores) => stepText('undo', stores),
  },
  redo: {
    group: 'edit',
    run: ({ document }) => document.getState().redo(),
    isEnabled: ({ document }) => document.getState().history.future.length > 0,
    leavesTextAlone: true,
    says: (stores) => stepText('redo', stores),
  },
  duplicate: { group: 'edit', run: duplicateSelected, isEnabled: hasSelection, leavesTextAlone: true },
  delete: { group: 'edit', run: deleteSelected, isEnabled: hasSelection, leavesTextAlone: true },
  selectAll: { group: 'edit', run: selectAll, leavesTextAlone: true },
  deselect: { group: 'edit', run: selectNothing, isEnabled: hasSelection, leavesTextAlone: true },
  addConcept: { group: 'concept', run: addConcept },
  bringToFront: { group: 'concept', run: bringToFront, isEnabled: hasSelection },
  bringForward: { group: 'concept', run: bringForward, isEnabled: hasSelection },
  sendBackward: { group: 'concept', run: sendBackward, isEnabled: hasSelection },
  sendToBack: { group: 'concept', run: sendToBack, isEnabled: hasSelection },
  toggleHidden: { group: 'concept', run: (stores) => toggleHidden(stores), isEnabled: hasSelection },
  lock: { group: 'concept', run: (stores) => toggleLocked(stores), isEnabled: hasSelection },
  solo: { group: 'concept', run: (stores) => toggleSolo(stores), isEnabled: hasSelection },
  zoomIn: { group: 'view', run: zoomIn, isEnabled: isOnCanvas },
  zoomOut: { group: 'view', run: zoomOut, isEnabled: isOnCanvas },
  zoomFit: { group: 'view', run: zoomToFit, isEnabled: isOnCanvas },
  zoomActual: { group: 'view', run: zoomToFull, isEnabled: isOnCanvas },
  toggleLeftPanel: { group: 'view', run: (stores) => toggleFold(stores, 'left') },
  toggleRightPanel: { group: 'view', run: (stores) => toggleFold(stores, 'right') },
  toggleGalleryStrip: { group: 'view', run: (stores) => toggleFold(stores, 'strip') },
  showGallery: { group: 'view', run: showGallery },
  showCanvas: { group: 'view', run: ({ session }) => session.getState().set({ view: 'canvas' }) },
  render: { group: 'render', run: (stores) => renderPictures(stores) },
  compare: { group: 'render', run: show('compare') },
  shuffleSeed: { group: 'render', run: shuffleSeed, isEnabled: (stores) => !hasSeedList(stores) },
  keepSeed: {
    group: 'render',
    run: toggleSeedLock,
    says: ({ session }) => t(session.getState().keepsSeed ? 'app.renewSeed' : 'app.keepSeed'),
  },
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
  readonly shortcut?: string
  /** By which it is found as well, in both languages. */
  readonly words?: string
}

const tool = (id: WindowText & ToolName, shortcut: string): WindowCommandRow => ({
  id,
  shortcut,
  group: 'tool',
  run: (stores) => setTool(stores, id),
})

const mask = (id: WindowText, change: MaskChange, words: string): WindowCommandRow => ({
  id,
  group: 'concept',
  words,
  run: (stores) => changeMask(stores, change),
  isEnabled: hasSelection,
})

const overlay = (id: WindowText, type: Overlay['type'], words: string): WindowCommandRow => ({
  id,
  group: 'view',
  words,
  run: ({ session }) => session.setState((state) => ({ overlay: { ...state.overlay, type } })),
  isEnabled: isOnCanvas,
})

const grid = (id: WindowText, count: number): WindowCommandRow => ({
  id,
  group: 'render',
  words: 'grid variations series Raster Varianten Reihe',
  run: (stores) => renderSeedsGrid(stores, count),
})

const theme = (id: WindowText, value: Settings['theme'], words: string): WindowCommandRow => ({
  id,
  group: 'view',
  words: `appearance mode Erscheinungsbild ${words}`,
  run: set({ theme: value }),
})

const language = (id: WindowText, value: Settings['language'], words: string): WindowCommandRow => ({
  id,
  group: 'view',
  words,
  run: set({ language: value }),
})

/** What stands in no menu of the system. */
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
  {
    id: 'wholeCanvas',
    group: 'concept',
    words: 'region remove clear Region entfernen',
    run: clearRegion,
    isEnabled: hasSelection,
  },
  mask('convertToMask', 'convert', 'paint rasterize malen umwandeln'),
  mask('fillMask', 'fill', 'füllen'),
  mask('emptyMask', 'clear', 'erase leeren löschen'),
  mask('invertMask', 'invert', 'reverse umkehren'),
  grid('grid4', 4),
  grid('grid9', 9),
  grid('grid16', 16),
  { id: 'nextSeed', group: 'render', words: 'variation Variante', run: renderNextSeed },
  {
    id: 'renderFirst',
    group: 'render',
    words: 'queue Warteschlange',
    run: (stores) => renderPictures(stores, { next: true }),
  },
  {
    id: 'cancelAll',
    group: 'render',
    words: 'stop queue anhalten Warteschlange',
    run: cancelAll,
    isEnabled: isRendering,
  },
  {
    id: 'comparePictures',
    group: 'view',
    words: 'A/B slider divider before after Schieber vorher nachher',
    run: toggleComparison,
    isEnabled: canCompare,
  },
  { id: 'follows', group: 'view', words: 'preview live Vorschau', run: toggleFollowing },
  { id: 'snaps', group: 'view', words: 'magnet guides grid Hilfslinien', run: toggleSnapping },
  overlay('noMap', 'none', 'heat overlay off Überlagerung aus'),
  overlay('foundMap', 'found', 'heat overlay presence Überlagerung Anwesenheit'),
  overlay('attentionMap', 'attention', 'heat overlay words Überlagerung Wörter'),
  { id: 'library', group: 'view', words: 'adapters loras Adapter', run: (stores) => showLeft(stores, 'library') },
  { id: 'concepts', group: 'view', words: 'list layers Liste Ebenen', run: (stores) => showLeft(stores, 'concepts') },
  theme('darkTheme', 'dark', 'night schwarz Nacht'),
  theme('lightTheme', 'light', 'day bright weiß Tag'),
  theme('systemTheme', 'system', ''),
  language('english', 'en', 'Englisch language'),
  language('german', 'de', 'Deutsch language Sprache'),
  language('systemLanguage', 'system', ''),
]

/** Every command of the window: behind its menu, the menu of the host, the palette, the shortcuts and their sheet. */
export const commands: readonly Command[] = [
  ...menuCommands.map(({ id, accelerator, keys = [], words = '', ...texts }): Command => {
    const first = accelerator?.replace('CmdOrCtrl', 'Mod').replace('Plus', '+')
    const row = menuRows[id]
    return {
      id,
      ...row,
      text: (stores) => row.says?.(stores) ?? texts[currentLanguage()],
      shortcuts: [...(first === undefined ? [] : [first]), ...keys],
      words: `${texts.en} ${texts.de} ${words}`,
    }
  }),
  ...windowRows.map(({ id, shortcut, words = '', ...row }): Command => {
    return {
      id,
      ...row,
      text: () => t(`app.command.${id}`),
      shortcuts: shortcut === undefined ? [] : [shortcut],
      words: `${english.app.command[id]} ${german.app.command[id]} ${words}`,
    }
  }),
]

function canCompare(stores: Stores): boolean {
  const { host, session, document } = stores
  const isCompared = session.getState().backdrop.otherId !== undefined
  const obstacle = comparisonObstacle(host.getState(), session.getState(), document.getState().documentId)
  return isOnCanvas(stores) && (isCompared || obstacle === undefined)
}

function toggleFollowing(stores: Stores): void {
  setFollowsRender(stores, !stores.session.getState().backdrop.followsRender)
}

function toggleSnapping(stores: Stores): Promise<unknown> {
  return setSettings(stores, { snaps: !stores.host.getState().settings.snaps })
}

function showLeft(stores: Stores, leftTab: 'concepts' | 'library'): void {
  stores.session.getState().set({ leftTab })
  if (isFolded(stores.host.getState(), 'left')) toggleFold(stores, 'left')
}

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
function stepText(id: 'undo' | 'redo', { document }: Stores): string | undefined {
  const state = document.getState()
  const { past, future } = state.history
  const pulled = isPulling(state) ? state.gesture?.label : undefined
  const label = id === 'redo' ? future.at(-1)?.label : (pulled ?? past.at(-1)?.label)
  if (label === undefined) return undefined
  return t(`app.${id}Step`, { step: t(`undo.${label as keyof typeof english.undo}`) })
}

/** Shortcuts that browsers keep to themselves. */
const keptByBrowsers = ['Mod+N', 'Mod+W', 'Mod+Shift+N']

/** The shortcuts of a command that this host can give it. */
export function shortcutsOf({ shortcuts }: Command, host: 'electron' | 'web'): readonly string[] {
  return host === 'web' ? shortcuts.filter((shortcut) => !keptByBrowsers.includes(shortcut)) : shortcuts
}

/** The one that is told beside its name. */
export function shortcutOf(command: Command, host: 'electron' | 'web'): string | undefined {
  return shortcutsOf(command, host)[0]
}

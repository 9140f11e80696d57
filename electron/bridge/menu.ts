/**
 * The commands that stand in a menu: shared by the menu bar of the system and the menu of the window. A command's texts are
 * here in both languages because the bar is drawn before a window exists.
 */
export interface MenuCommand {
  readonly id: CommandId
  readonly en: string
  readonly de: string
  /** As Electron writes it; `CmdOrCtrl` is the command key on macOS. Keys without a modifier are the window's alone. */
  readonly accelerator?: string
}

export const commandIds = [
  'new',
  'open',
  'save',
  'saveAs',
  'closeDocument',
  'importFiles',
  'settings',
  'undo',
  'redo',
  'duplicate',
  'delete',
  'selectAll',
  'deselect',
  'addConcept',
  'bringForward',
  'sendBackward',
  'toggleHidden',
  'zoomIn',
  'zoomOut',
  'zoomFit',
  'zoomActual',
  'toggleLeftPanel',
  'toggleRightPanel',
  'toggleGalleryStrip',
  'showGallery',
  'showCanvas',
  'render',
  'compare',
  'cancelRender',
  'palette',
  'shortcuts',
  'welcome',
  'diagnostics',
  'about',
] as const
export type CommandId = (typeof commandIds)[number]

/** What the system does by itself, in the text field that has the focus or with the window. */
export type MenuRole =
  'cut' | 'copy' | 'paste' | 'togglefullscreen' | 'minimize' | 'quit' | 'hide' | 'hideOthers' | 'unhide'

export type MenuEntry =
  | { readonly command: CommandId; readonly onlyOn?: 'mac' | 'others' }
  | { readonly role: MenuRole; readonly onlyOn?: 'mac' | 'others' }
  | { readonly separator: true; readonly onlyOn?: 'mac' | 'others' }
  /** Filled by the host with the documents that were used last. */
  | { readonly recent: true; readonly onlyOn?: 'mac' | 'others' }

export interface Menu {
  readonly id: string
  readonly en: string
  readonly de: string
  readonly entries: readonly MenuEntry[]
  readonly onlyOn?: 'mac'
}

export const menuCommands: readonly MenuCommand[] = [
  { id: 'new', en: 'New', de: 'Neu', accelerator: 'CmdOrCtrl+N' },
  { id: 'open', en: 'Open…', de: 'Öffnen …', accelerator: 'CmdOrCtrl+O' },
  { id: 'save', en: 'Save', de: 'Speichern', accelerator: 'CmdOrCtrl+S' },
  { id: 'saveAs', en: 'Save as…', de: 'Speichern unter …', accelerator: 'CmdOrCtrl+Shift+S' },
  { id: 'closeDocument', en: 'Close document', de: 'Dokument schließen', accelerator: 'CmdOrCtrl+W' },
  { id: 'importFiles', en: 'Import files…', de: 'Dateien importieren …', accelerator: 'CmdOrCtrl+I' },
  { id: 'settings', en: 'Settings…', de: 'Einstellungen …', accelerator: 'CmdOrCtrl+,' },
  { id: 'undo', en: 'Undo', de: 'Rückgängig', accelerator: 'CmdOrCtrl+Z' },
  { id: 'redo', en: 'Redo', de: 'Wiederholen', accelerator: 'CmdOrCtrl+Shift+Z' },
  { id: 'duplicate', en: 'Duplicate', de: 'Duplizieren', accelerator: 'CmdOrCtrl+D' },
  { id: 'delete', en: 'Delete', de: 'Löschen' },
  { id: 'selectAll', en: 'Select all', de: 'Alles auswählen', accelerator: 'CmdOrCtrl+A' },
  { id: 'deselect', en: 'Deselect', de: 'Auswahl aufheben', accelerator: 'CmdOrCtrl+Shift+A' },
  { id: 'addConcept', en: 'New concept', de: 'Neues Konzept', accelerator: 'CmdOrCtrl+Shift+N' },
  { id: 'bringForward', en: 'Bring forward', de: 'Nach vorn', accelerator: 'CmdOrCtrl+]' },
  { id: 'sendBackward', en: 'Send backward', de: 'Nach hinten', accelerator: 'CmdOrCtrl+[' },
  { id: 'toggleHidden', en: 'Hide or show', de: 'Aus- oder einblenden', accelerator: 'CmdOrCtrl+Shift+H' },
  { id: 'zoomIn', en: 'Zoom in', de: 'Vergrößern', accelerator: 'CmdOrCtrl+Plus' },
  { id: 'zoomOut', en: 'Zoom out', de: 'Verkleinern', accelerator: 'CmdOrCtrl+-' },
  { id: 'zoomFit', en: 'Fit in the window', de: 'In das Fenster einpassen', accelerator: 'CmdOrCtrl+0' },
  { id: 'zoomActual', en: 'Actual size', de: 'Originalgröße', accelerator: 'CmdOrCtrl+1' },
  { id: 'toggleLeftPanel', en: 'Left panel', de: 'Linke Leiste' },
  { id: 'toggleRightPanel', en: 'Right panel', de: 'Rechte Leiste' },
  { id: 'toggleGalleryStrip', en: 'Gallery strip', de: 'Galeriestreifen' },
  { id: 'showGallery', en: 'Gallery', de: 'Galerie', accelerator: 'CmdOrCtrl+G' },
  { id: 'showCanvas', en: 'Canvas', de: 'Leinwand', accelerator: 'CmdOrCtrl+Shift+G' },
  { id: 'render', en: 'Render', de: 'Rendern', accelerator: 'CmdOrCtrl+Enter' },
  { id: 'compare', en: 'Compare methods…', de: 'Methoden vergleichen …', accelerator: 'CmdOrCtrl+Shift+Enter' },
  { id: 'cancelRender', en: 'Cancel the render', de: 'Rendern abbrechen', accelerator: 'CmdOrCtrl+.' },
  { id: 'palette', en: 'All commands…', de: 'Alle Befehle …', accelerator: 'CmdOrCtrl+K' },
  { id: 'shortcuts', en: 'Keyboard shortcuts', de: 'Tastenkürzel', accelerator: 'CmdOrCtrl+/' },
  { id: 'welcome', en: 'Welcome', de: 'Willkommen' },
  { id: 'diagnostics', en: 'Copy diagnostics', de: 'Diagnose kopieren' },
  { id: 'about', en: 'About Polyptych', de: 'Über Polyptych' },
]

/** Menus in the order of the bar. */
export const menus: readonly Menu[] = [
  {
    id: 'app',
    en: 'Polyptych',
    de: 'Polyptych',
    onlyOn: 'mac',
    entries: [
      { command: 'about' },
      { separator: true },
      { command: 'settings' },
      { separator: true },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { separator: true },
      { role: 'quit' },
    ],
  },
  {
    id: 'file',
    en: 'File',
    de: 'Datei',
    entries: [
      { command: 'new' },
      { command: 'open' },
      { recent: true },
      { separator: true },
      { command: 'save' },
      { command: 'saveAs' },
      { command: 'closeDocument' },
      { separator: true },
      { command: 'importFiles' },
      { separator: true, onlyOn: 'others' },
      { command: 'settings', onlyOn: 'others' },
      { role: 'quit', onlyOn: 'others' },
    ],
  },
  {
    id: 'edit',
    en: 'Edit',
    de: 'Bearbeiten',
    entries: [
      { command: 'undo' },
      { command: 'redo' },
      { separator: true },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { command: 'duplicate' },
      { command: 'delete' },
      { separator: true },
      { command: 'selectAll' },
      { command: 'deselect' },
    ],
  },
  {
    id: 'concept',
    en: 'Concept',
    de: 'Konzept',
    entries: [
      { command: 'addConcept' },
      { separator: true },
      { command: 'bringForward' },
      { command: 'sendBackward' },
      { command: 'toggleHidden' },
    ],
  },
  {
    id: 'render',
    en: 'Render',
    de: 'Rendern',
    entries: [{ command: 'render' }, { command: 'compare' }, { separator: true }, { command: 'cancelRender' }],
  },
  {
    id: 'view',
    en: 'View',
    de: 'Ansicht',
    entries: [
      { command: 'zoomIn' },
      { command: 'zoomOut' },
      { command: 'zoomFit' },
      { command: 'zoomActual' },
      { separator: true },
      { command: 'showCanvas' },
      { command: 'showGallery' },
      { separator: true },
      { command: 'toggleLeftPanel' },
      { command: 'toggleRightPanel' },
      { command: 'toggleGalleryStrip' },
      { separator: true },
      { role: 'togglefullscreen' },
      { role: 'minimize', onlyOn: 'mac' },
    ],
  },
  {
    id: 'help',
    en: 'Help',
    de: 'Hilfe',
    entries: [
      { command: 'palette' },
      { command: 'shortcuts' },
      { command: 'welcome' },
      { command: 'diagnostics' },
      { command: 'about', onlyOn: 'others' },
    ],
  },
]

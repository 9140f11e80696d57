/**
 * The commands that stand in a menu: shared by the menu bar of the system and the menu of the window. A command's texts
 * are here in both languages because the bar is drawn before a window exists.
 */
export interface MenuCommand {
  readonly id: CommandId
  readonly en: string
  readonly de: string
  /** As Electron writes it; `CmdOrCtrl` is the command key on macOS. */
  readonly accelerator?: string
  /** Further shortcuts, and keys without a modifier: the window's alone. */
  readonly keys?: readonly string[]
  /** By which it is found as well, in both languages. */
  readonly words?: string
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
  'bringToFront',
  'bringForward',
  'sendBackward',
  'sendToBack',
  'toggleHidden',
  'lock',
  'solo',
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
  'shuffleSeed',
  'keepSeed',
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
  { id: 'new', en: 'New', de: 'Neu', accelerator: 'CmdOrCtrl+N', words: 'empty document leeres Dokument' },
  { id: 'open', en: 'Open…', de: 'Öffnen …', accelerator: 'CmdOrCtrl+O', words: 'load project Projekt laden' },
  { id: 'save', en: 'Save', de: 'Speichern', accelerator: 'CmdOrCtrl+S', words: 'keep sichern' },
  {
    id: 'saveAs',
    en: 'Save as…',
    de: 'Speichern unter …',
    accelerator: 'CmdOrCtrl+Shift+S',
    words: 'copy rename Kopie umbenennen',
  },
  { id: 'closeDocument', en: 'Close document', de: 'Dokument schließen', accelerator: 'CmdOrCtrl+W' },
  {
    id: 'importFiles',
    en: 'Import files…',
    de: 'Dateien importieren …',
    accelerator: 'CmdOrCtrl+I',
    words: 'add lora model picture recipe Modell Bild Rezept hinzufügen',
  },
  {
    id: 'settings',
    en: 'Settings…',
    de: 'Einstellungen …',
    accelerator: 'CmdOrCtrl+,',
    words: 'preferences options device threads Optionen Gerät',
  },
  { id: 'undo', en: 'Undo', de: 'Rückgängig', accelerator: 'CmdOrCtrl+Z', words: 'back zurück' },
  { id: 'redo', en: 'Redo', de: 'Wiederholen', accelerator: 'CmdOrCtrl+Shift+Z', words: 'again forward erneut vor' },
  { id: 'duplicate', en: 'Duplicate', de: 'Duplizieren', accelerator: 'CmdOrCtrl+D', words: 'copy kopieren' },
  { id: 'delete', en: 'Delete', de: 'Löschen', keys: ['Delete'], words: 'remove entfernen' },
  { id: 'selectAll', en: 'Select all', de: 'Alles auswählen', accelerator: 'CmdOrCtrl+A', words: 'markieren' },
  { id: 'deselect', en: 'Deselect', de: 'Auswahl aufheben', accelerator: 'CmdOrCtrl+Shift+A', words: 'none nichts' },
  {
    id: 'addConcept',
    en: 'New concept',
    de: 'Neues Konzept',
    accelerator: 'CmdOrCtrl+Shift+N',
    words: 'add hinzufügen',
  },
  { id: 'bringToFront', en: 'Bring to front', de: 'Ganz nach vorn', words: 'top order Reihenfolge oben' },
  {
    id: 'bringForward',
    en: 'Bring forward',
    de: 'Nach vorn',
    accelerator: 'CmdOrCtrl+]',
    words: 'up order Reihenfolge',
  },
  {
    id: 'sendBackward',
    en: 'Send backward',
    de: 'Nach hinten',
    accelerator: 'CmdOrCtrl+[',
    words: 'down order Reihenfolge',
  },
  { id: 'sendToBack', en: 'Send to back', de: 'Ganz nach hinten', words: 'bottom order Reihenfolge unten' },
  {
    id: 'toggleHidden',
    en: 'Hide or show',
    de: 'Aus- oder einblenden',
    accelerator: 'CmdOrCtrl+Shift+H',
    words: 'visible off sichtbar verbergen',
  },
  { id: 'lock', en: 'Lock or unlock', de: 'Sperren oder freigeben', keys: ['L'], words: 'protect schützen entsperren' },
  { id: 'solo', en: 'Show alone or all', de: 'Allein oder alle zeigen', keys: ['S'], words: 'isolate solo isolieren' },
  { id: 'zoomIn', en: 'Zoom in', de: 'Vergrößern', accelerator: 'CmdOrCtrl+Plus', words: 'larger größer' },
  { id: 'zoomOut', en: 'Zoom out', de: 'Verkleinern', accelerator: 'CmdOrCtrl+-', words: 'smaller kleiner' },
  {
    id: 'zoomFit',
    en: 'Fit in the window',
    de: 'In das Fenster einpassen',
    accelerator: 'CmdOrCtrl+0',
    keys: ['0'],
    words: 'zoom see the whole canvas ganze Leinwand zeigen',
  },
  {
    id: 'zoomActual',
    en: 'Actual size (100%)',
    de: 'Originalgröße (100 %)',
    accelerator: 'CmdOrCtrl+1',
    keys: ['1'],
    words: 'zoom 100% 1:1 pixel for pixel Pixel für Pixel',
  },
  {
    id: 'toggleLeftPanel',
    en: 'Left panel',
    de: 'Linke Leiste',
    words: 'concepts library sidebar Konzepte Bibliothek',
  },
  { id: 'toggleRightPanel', en: 'Right panel', de: 'Rechte Leiste', words: 'inspector sidebar Inspektor' },
  { id: 'toggleGalleryStrip', en: 'Gallery strip', de: 'Galeriestreifen', words: 'pictures bottom Bilder unten' },
  { id: 'showGallery', en: 'Gallery', de: 'Galerie', accelerator: 'CmdOrCtrl+G', words: 'pictures history Bilder' },
  { id: 'showCanvas', en: 'Canvas', de: 'Leinwand', accelerator: 'CmdOrCtrl+Shift+G', words: 'back zurück' },
  {
    id: 'render',
    en: 'Render',
    de: 'Rendern',
    accelerator: 'CmdOrCtrl+Enter',
    words: 'generate start picture erzeugen generieren starten Bild',
  },
  {
    id: 'compare',
    en: 'Compare methods…',
    de: 'Methoden vergleichen …',
    accelerator: 'CmdOrCtrl+Shift+Enter',
    words: 'contact sheet side by side Bogen Vergleich',
  },
  {
    id: 'shuffleSeed',
    en: 'New seed',
    de: 'Neuer Seed',
    words: 'shuffle random dice another variation würfeln zufällig anderer Variante',
  },
  {
    id: 'keepSeed',
    en: 'Keep the seed or draw new ones',
    de: 'Seed behalten oder neue ziehen',
    words: 'lock unlock fix random sperren festhalten zufällig',
  },
  {
    id: 'cancelRender',
    en: 'Cancel the render',
    de: 'Rendern abbrechen',
    accelerator: 'CmdOrCtrl+.',
    words: 'stop abort anhalten stoppen',
  },
  { id: 'palette', en: 'All commands…', de: 'Alle Befehle …', accelerator: 'CmdOrCtrl+K' },
  {
    id: 'shortcuts',
    en: 'Keyboard shortcuts',
    de: 'Tastenkürzel',
    accelerator: 'F1',
    keys: ['?', 'Mod+/'],
    words: 'help keys Hilfe Tasten Tastatur',
  },
  { id: 'welcome', en: 'Welcome', de: 'Willkommen', words: 'examples start Beispiele' },
  { id: 'diagnostics', en: 'Copy diagnostics', de: 'Diagnose kopieren', words: 'report bug Fehler melden' },
  { id: 'about', en: 'About Polyptych', de: 'Über Polyptych', words: 'version' },
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
      { command: 'bringToFront' },
      { command: 'bringForward' },
      { command: 'sendBackward' },
      { command: 'sendToBack' },
      { separator: true },
      { command: 'toggleHidden' },
      { command: 'lock' },
      { command: 'solo' },
    ],
  },
  {
    id: 'render',
    en: 'Render',
    de: 'Rendern',
    entries: [
      { command: 'render' },
      { command: 'compare' },
      { separator: true },
      { command: 'shuffleSeed' },
      { command: 'keepSeed' },
      { separator: true },
      { command: 'cancelRender' },
    ],
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

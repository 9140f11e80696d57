import type { Texts } from '../texts.ts'

export const settings: Texts['settings'] = {
  title: 'Einstellungen',
  window: 'Fenster',
  engine: 'Recheneinheit',
  render: 'Rendern',
  theme: { label: 'Aussehen', system: 'Wie das System', dark: 'Dunkel', light: 'Hell' },
  language: { label: 'Sprache', system: 'Wie das System', en: 'English', de: 'Deutsch' },
  provider: {
    label: 'Gerät',
    hint: 'Die Recheneinheit startet neu, wenn sich das ändert.',
    auto: 'Automatisch',
    cpu: 'Prozessor (CPU)',
    cuda: 'NVIDIA (CUDA)',
    webgpu: 'Grafik (WebGPU)',
    dml: 'Windows-Grafik (DirectML)',
    coreml: 'Apple (Core ML)',
  },
  outcome: {
    chosen: 'in Gebrauch',
    'not-needed': 'nicht nötig',
    'not-installed': 'nicht installiert',
    'no-device': 'kein solches Gerät',
    failed: 'ließ sich nicht starten',
    'wrong-numbers': 'rechnet auf diesem Rechner falsch',
  },
  help: 'Hilfe',
  diagnostics: 'Diagnose kopieren',
  diagnosticsHint:
    'Versionen, Rechner, Einstellungen und die letzten Fehler als Text, für einen Bericht. Ohne Pfade, Prompts und Bilder.',
  threads: 'Threads (0: automatisch)',
  endsRender: 'Gerade wird gerendert. Ein anderes Gerät oder eine andere Zahl an Threads bricht das ab.',
  readsPictures: {
    label: 'Fertige Bilder lesen',
    hint: 'Sagt, ob jedes Konzept da und an seinem Ort ist. Dauert nach jedem Bild einen Moment.',
  },
  recordsAttention: {
    label: 'Aufmerksamkeit aufzeichnen',
    hint: 'Zeigt Schritt für Schritt, worauf die Wörter jedes Konzepts blicken. Rendern dauert länger und weicht in den letzten Stellen ab.',
  },
}

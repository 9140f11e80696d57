import type { Texts } from '../texts.ts'

export const welcome: Texts['welcome'] = {
  title: 'Willkommen bei Polyptych',
  text: 'Ein Bild aus mehreren Konzepten, jedes an seinem Ort. Alles wird auf diesem Rechner berechnet.',
  machine: 'Dein Rechner',
  processor: 'Prozessor',
  cores: '{{name}}, {{count}} Kerne',
  memory: 'Speicher',
  graphics: 'Grafik',
  noGraphics: 'keine gefunden',
  device: 'Rendert auf',
  waiting: 'Der Rechner wird angesehen',
  examples: 'Beispiele für den Anfang',
  own: 'LoRAs verwenden, die du schon hast',
  add: 'Hinzufügen',
  found_one: '{{name}}: {{count}} Datei',
  found_other: '{{name}}: {{count}} Dateien',
  none: 'Keine Ordner anderer Programme gefunden. Du kannst LoRA-Dateien jederzeit auf das Fenster ziehen.',
  go: 'Beispiel öffnen und rendern',
  later: 'Erst umsehen',
}

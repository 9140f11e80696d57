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
  why: {
    wanted: 'Wie in den Einstellungen gewählt.',
    fastest: 'Gewählt als das Schnellste, was dieser Rechner hat; eine Proberechnung stimmte.',
    noGraphics: 'Gewählt, weil keine Grafikkarte gefunden wurde.',
    passedOver: 'Gewählt, weil nichts Schnelleres nutzbar ist. {{list}}.',
  },
  fits: 'Was hineinpasst',
  fit: {
    fits: '{{name}} mit {{side}} × {{side}} passt: braucht etwa {{needed}}',
    slow:
      '{{name}} mit {{side}} × {{side}} ist langsam: braucht etwa {{needed}}, mehr als der Speicher, ' +
      'sodass Gewichte erneut von der Platte gelesen werden',
    tooLarge: '{{name}} mit {{side}} × {{side}} passt nicht: braucht etwa {{needed}}',
    unknown: '{{name}} mit {{side}} × {{side}} braucht etwa {{needed}}',
  },
  fitHint: 'Kleinere Bilder brauchen weniger, mehr Regionen zugleich mehr. Adapter brauchen so viel wie ihre Dateien.',
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

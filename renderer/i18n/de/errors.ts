import type { Texts } from '../texts.ts'

export const errors: Texts['errors'] = {
  title: {
    'file-missing': 'Eine Datei fehlt',
    'file-unreadable': 'Eine Datei lässt sich nicht lesen',
    'file-invalid': 'Eine Datei ist beschädigt oder von anderer Art',
    'file-refused': 'Diese Datei wird nicht angenommen',
    'file-changed': 'Eine Datei hat sich geändert',
    'output-unwritable': 'Dort kann nicht geschrieben werden',
    'disk-full': 'Der Datenträger ist voll',
    'model-unsupported': 'Dieses Modell wird nicht unterstützt',
    'adapter-mismatch': 'Ein Adapter passt nicht zum Modell',
    'adapter-unsupported': 'Diese Art Adapter wird nicht unterstützt',
    'project-invalid': 'Das Projekt lässt sich nicht lesen',
    'project-newer': 'Das Projekt ist von einer neueren Version',
    'setting-invalid': 'Eine Einstellung geht so nicht',
    'provider-unavailable': 'Dieses Gerät ist nicht nutzbar',
    'out-of-memory': 'Der Speicher reicht nicht',
    'render-failed': 'Das Rendern ist fehlgeschlagen',
    'engine-gone': 'Die Recheneinheit ist ausgefallen',
    'connection-lost': 'Die Verbindung ist unterbrochen',
    bug: 'Das ist unser Fehler',
  },
  copy: 'Details kopieren',
  copied: 'Kopiert',
  notCopied: 'Die Zwischenablage ist hier nicht nutzbar. Kopiere den Text von Hand.',
  byHand: 'Text zum Kopieren',
  crash: {
    title: 'Das Fenster ist stehen geblieben',
    text: 'Ein Teil des Fensters hat einen Fehler gemacht. Deine Arbeit ist gesichert: Nach einem Neustart geht es dort weiter.',
    keep: 'Arbeit behalten und neu starten',
  },
}

import type { Texts } from '../texts.ts'

export const documents: Texts['documents'] = {
  untitled: 'Ohne Namen',
  opened: '„{{name}}“ ist geöffnet',
  replaceSaved: 'Ersetzen',
  saved: '„{{name}}“ ist gespeichert',
  warnings: 'Das Projekt wurde mit Anmerkungen gelesen',
  restored: 'Das Rezept des Bildes ist als neues Dokument geöffnet',
  adaptersAdded_one: '{{count}} Adapter liegt in der Bibliothek',
  adaptersAdded_other: '{{count}} Adapter liegen in der Bibliothek',
  modelAdded: 'Das Modell liegt in der Bibliothek',
  cancel: 'Abbrechen',
  unsaved: {
    title: 'Änderungen an „{{name}}“ speichern?',
    text: 'Sie gehen verloren, wenn du sie nicht speicherst.',
    save: 'Speichern',
    discard: 'Nicht speichern',
  },
  open: {
    title: 'Öffnen',
    recent: 'Zuletzt benutzt',
    listed: 'Deine Projekte',
    examples: 'Beispiele',
    file: 'Datei wählen …',
    new: 'Neues Dokument',
    none: 'Projekte, die du speicherst, erscheinen hier.',
    search: 'Suchen',
  },
  example: {
    desert:
      'Zwei Konzepte vor einem Hintergrund. Die Adapter kommen nach einem Fünftel der Schritte dazu, wenn die Anordnung steht.',
    duo: 'Zwei Konzepte vor einem Hintergrund.',
    'in-front': 'Zwei Figuren, die sich überdecken: Vesper liegt über Luna, und was beide bedecken, gehört ihr.',
    inked: 'Ein Stil auf der ganzen Leinwand und zwei Figuren in ihren Rechtecken.',
    night:
      'Zwei Konzepte vor einem Hintergrund. Die Adapter kommen nach einem Fünftel der Schritte dazu, wenn die Anordnung steht.',
    'side-by-side':
      'Zwei Figuren nebeneinander, jede in ihrem Rechteck. Der Prompt erzählt die ganze Szene; jeder Name darin gilt nur in seinem Rechteck.',
    snow: 'Zwei Konzepte vor einem Hintergrund. Die Adapter kommen nach einem Fünftel der Schritte dazu, wenn die Anordnung steht.',
    trio: 'Drei Figuren in gemalten Masken; Masken sind Bilder: Weiß ist, wo ein Konzept hingehört.',
  },
  saveAs: {
    title: 'Speichern unter',
    name: 'Name',
    save: 'Speichern',
    replace: 'Ersetzen',
    taken: 'Ein Projekt mit diesem Namen gibt es schon. Speichern ersetzt es.',
    where: 'Es wird im Projektordner von Polyptych gespeichert.',
  },
  recovery: {
    title: 'Ungespeicherte Arbeit gefunden',
    text: 'Polyptych wurde beendet, bevor dies gespeichert war. Du kannst dort weitermachen.',
    restore: 'Wiederherstellen',
    discard: 'Verwerfen',
    later: 'Später entscheiden',
  },
  problems: {
    label: 'Probleme mit Dateien',
    missing: '„{{name}}“ fehlt',
    changed: '„{{name}}“ ist eine andere Datei als zuvor',
    relink: 'Gefundene Datei verwenden',
    fromLibrary: 'Aus der Bibliothek',
    fromLibraryOf: 'Aus der Bibliothek, statt „{{name}}“',
    noneInLibrary: 'Die Bibliothek hat keine mit diesem Namen',
    choose: 'Datei wählen…',
    chooseFolder: 'Modellordner wählen…',
    otherKind: '„{{name}}“ ist eine Datei anderer Art',
    dismiss: 'Ausblenden',
  },
  drop: {
    picture: {
      title: 'Loslassen, um das Rezept zu öffnen',
      text: 'Ein Bild, das sagt, wie es entstand, öffnet sich als neues Dokument: von Polyptych oder mit den Parametern anderer Programme.',
    },
    otherPicture: {
      title: 'Bilder dieser Art enthalten kein Rezept',
      text: 'PNG, JPEG und WebP können sagen, wie sie entstanden.',
    },
    project: {
      title: 'Loslassen, um das Projekt zu öffnen',
      text: 'Du wirst vorher gefragt, wenn es ungespeicherte Änderungen gibt.',
    },
    unknown: {
      title: 'Loslassen zum Öffnen oder Hinzufügen',
      text: 'Adapter und Modelle (.safetensors) kommen in die Bibliothek, Projekte (.polyptych) öffnen sich.',
    },
  },
}

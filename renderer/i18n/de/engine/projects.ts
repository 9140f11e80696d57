import type { Sentences } from '../../sentenceTable.ts'

/** Of project files: what is wrong in them, and the files that they name. */
export const projects: Sentences = {
  "'{file}' is not a Polyptych project: {reason}.": '„{file}“ ist kein Polyptych-Projekt: {reason}.',
  "'{file}' is not a Polyptych project: it does not hold text.":
    '„{file}“ ist kein Polyptych-Projekt: Sie enthält keinen Text.',
  "'{file}' is not a Polyptych project: it does not hold a JSON object.":
    '„{file}“ ist kein Polyptych-Projekt: Sie enthält kein JSON-Objekt.',
  "'{file}' is not a Polyptych project: it has no format version.":
    '„{file}“ ist kein Polyptych-Projekt: Die Formatversion fehlt.',
  "'{file}' is not a Polyptych project: its fields lie more than {levels} levels inside one another.":
    '„{file}“ ist kein Polyptych-Projekt: Felder liegen mehr als {levels} Ebenen tief ineinander.',
  'it is not JSON ({reason})': 'Sie ist kein JSON ({reason})',
  'it is not JSON at line {line}, column {column} ({reason})':
    'Sie ist in Zeile {line}, Spalte {column} kein JSON ({reason})',
  "Choose a '.polyptych' file.": 'Wähle eine „.polyptych“-Datei.',
  'If it is one, it starts with "polyptych": {version}.': 'Eine solche beginnt mit "polyptych": {version}.',
  'Repair the JSON there, or restore an earlier copy of the file.':
    'Repariere dort das JSON, oder stelle eine frühere Kopie der Datei wieder her.',
  'Restore an earlier copy of the file.': 'Stelle eine frühere Kopie der Datei wieder her.',
  "'{file}' was saved in format version {version}; this program knows versions up to {newest}.":
    '„{file}“ wurde in Formatversion {version} gespeichert; dieses Programm kennt Versionen bis {newest}.',
  'Update Polyptych, or save the project in the older format there.':
    'Aktualisiere Polyptych, oder speichere das Projekt dort im älteren Format.',
  "'{file}' is of format version {version}; it is saved as version {newest}.":
    '„{file}“ ist von Formatversion {version}; gespeichert wird Version {newest}.',
  "'{file}' is not a valid project.": '„{file}“ ist kein gültiges Projekt.',
  'and {count} more.': 'und {count} weitere.',
  'Correct what is named above, or restore an earlier copy of the file.':
    'Berichtige, was oben genannt ist, oder stelle eine frühere Kopie der Datei wieder her.',

  'the project': 'Das Projekt',
  'is missing': 'fehlt',
  "is missing; is '{other}' a misspelling of it?": 'fehlt; ist „{other}“ ein Schreibfehler davon?',
  'is empty': 'ist leer',
  'is {value}, but must be {wanted}': 'ist {value}, muss aber {wanted} sein',
  "{problem}; did you mean '{meant}'?": '{problem}; war „{meant}“ gemeint?',
  'is {value}, but must be at most {most}': 'ist {value}, darf aber höchstens {most} sein',
  'is {value}, but must be at least {least}': 'ist {value}, muss aber mindestens {least} sein',
  'is {value}, but must be more than {bound}': 'ist {value}, muss aber mehr als {bound} sein',
  'is {value}, but must be a multiple of {step} from {least} to {most}; the nearest is {nearest}':
    'ist {value}, muss aber ein Vielfaches von {step} von {least} bis {most} sein; das nächste ist {nearest}',
  'has more than {count} entries': 'hat mehr als {count} Einträge',
  'needs at least 1 entry': 'braucht mindestens 1 Eintrag',
  'needs at least {count} entries': 'braucht mindestens {count} Einträge',
  'a number': 'eine Zahl',
  'a whole number': 'eine ganze Zahl',
  'a text': 'ein Text',
  'true or false': 'wahr oder falsch',
  'a list': 'eine Liste',
  'an object': 'ein Objekt',
  'must be 64 lower-case hexadecimal digits': 'muss aus 64 hexadezimalen Ziffern in Kleinbuchstaben bestehen',
  'must be more than `from`': 'muss mehr als `from` sein',
  'must be a colour such as #3366cc': 'muss eine Farbe wie #3366cc sein',
  'is so large that the last seed would be more than {most}': 'ist so groß, dass der letzte Seed mehr als {most} wäre',
  "is '{id}', as of concepts[{other}]": 'ist „{id}“, wie bei concepts[{other}]',
  'The width of the size {problem}': 'Die Breite der Größe {problem}',
  'The height of the size {problem}': 'Die Höhe der Größe {problem}',
  'The count of pictures {problem}': 'Die Zahl der Bilder {problem}',
  'The seed {problem}': 'Der Seed {problem}',
  'The number of steps {problem}': 'Die Zahl der Schritte {problem}',
  'The interval of the cache {problem}': 'Der Abstand des Caches {problem}',
  'Ask for another value.': 'Verlange einen anderen Wert.',
  '{place} is not known to this version and has no effect.':
    '{place} kennt diese Version nicht; es bleibt ohne Wirkung.',
  "Did you mean '{meant}'?": 'War „{meant}“ gemeint?',

  "output.template: '{template}' gives several pictures the name '{name}'.":
    'output.template: „{template}“ gibt mehreren Bildern den Namen „{name}“.',
  'Add {seed} or {index} to the template.': 'Füge der Vorlage {seed} oder {index} hinzu.',
  "output.template: there is nothing to fill in for '{word}'.":
    'output.template: Für „{word}“ gibt es nichts einzusetzen.',
  'Use {words}.': 'Nimm {words}.',

  'has changed since the project was saved (was {before}, is {now})':
    'hat sich geändert, seit das Projekt gespeichert wurde (war {before}, ist {now})',
  "{place}: '{file}' {change} and is used as it is.": '{place}: „{file}“ {change} und wird verwendet, wie sie ist.',
  "{place}: '{file}' does not exist.": '{place}: „{file}“ existiert nicht.',
  "{place}: '{file}' was not there or had changed; the same file at '{other}' is used.":
    '{place}: „{file}“ war nicht da oder hatte sich geändert; verwendet wird dieselbe Datei bei „{other}“.',
  'Restore the file, or choose it again.': 'Stelle die Datei wieder her, oder wähle sie noch einmal.',
  'Put the file back, or change the path.': 'Lege die Datei zurück, oder ändere den Pfad.',
  "A file of this name lies at '{other}', {difference}.": 'Eine Datei dieses Namens liegt bei „{other}“, {difference}.',
  'which may be another': 'die aber eine andere sein kann',
  'but it has other contents': 'hat aber einen anderen Inhalt',
  "Found the same file at '{other}': choose it there.": 'Dieselbe Datei liegt bei „{other}“: Wähle sie dort.',

  "The setting '{setting}' of the LoRA '{name}' was left out.":
    'Die Einstellung „{setting}“ der LoRA „{name}“ wurde weggelassen.',
  "The LoRA '{name}' is not in the library.": 'Die LoRA „{name}“ ist nicht in der Bibliothek.',
  "'{file}' in the library is not the same file as the LoRA of the picture.":
    '„{file}“ in der Bibliothek ist nicht dieselbe Datei wie die LoRA des Bildes.',
  'The picture was enlarged in a second pass (hires fix), which is left out.':
    'Das Bild wurde in einem zweiten Durchgang vergrößert (Hires Fix); das entfällt.',
  'The picture was made from another picture or in two passes, which is left out.':
    'Das Bild entstand aus einem anderen Bild oder in zwei Durchgängen; das entfällt.',
  'The picture was refined by a second model, which is left out.':
    'Das Bild wurde von einem zweiten Modell verfeinert; das entfällt.',
  'The picture was guided by ControlNet, which is left out.': 'Das Bild wurde von ControlNet geführt; das entfällt.',
  'The picture used textual inversions, which are left out.': 'Das Bild verwendete Textual Inversions; sie entfallen.',
  'The picture was decoded by a VAE of its own; the one of the model is used.':
    'Das Bild wurde von einem eigenen VAE dekodiert; verwendet wird das des Modells.',
  'The picture mixed two seeds; the first alone is used.': 'Das Bild mischte zwei Seeds; verwendet wird nur der erste.',
  'Faces were restored afterwards, which is left out.': 'Gesichter wurden danach ausgebessert; das entfällt.',
  'Details were painted again afterwards, which is left out.': 'Einzelheiten wurden danach neu gemalt; das entfällt.',
  "{name} '{value}' cannot be used; it is {fallback} now.":
    '{name} „{value}“ ist nicht zu gebrauchen; jetzt ist es {fallback}.',
  'The size of the picture is not told; it is 512 x 512 now.':
    'Die Größe des Bildes ist nicht angegeben; jetzt ist sie 512 × 512.',
  'The size {width} x {height} is not possible; it is {newWidth} x {newHeight} now.':
    'Die Größe {width} × {height} ist nicht möglich; jetzt ist sie {newWidth} × {newHeight}.',
  "The schedule '{schedule}' is not known; '{sampler}' is used.":
    'Der Ablauf „{schedule}“ ist nicht bekannt; verwendet wird „{sampler}“.',
  "The sampler '{name}' is not known; '{sampler}' is used.":
    'Der Sampler „{name}“ ist nicht bekannt; verwendet wird „{sampler}“.',
  "{wanted}; '{model}' is used, which gives another picture.":
    '{wanted}; verwendet wird „{model}“, was ein anderes Bild ergibt.',
  'The model of the picture is not told': 'Das Modell des Bildes ist nicht angegeben',
  "The model '{name}' is not in the library": 'Das Modell „{name}“ ist nicht in der Bibliothek',
}

import type { Sentences } from '../../sentenceTable.ts'

/** Of the host behind a window: documents, gallery, library, uploads, and the line to it. */
export const hosts: Sentences = {
  'Something went wrong inside Polyptych.': 'In Polyptych ist etwas schiefgegangen.',
  'Save your work and start the program again.': 'Speichere die Arbeit, und starte das Programm noch einmal.',
  'If it happens once more, send the diagnostics with a report.':
    'Wenn es noch einmal geschieht, schicke die Diagnose mit einem Bericht.',
  'This is a bug in polyptych.': 'Das ist ein Fehler in Polyptych.',
  'Please report it, with what you did before it and what the terminal says.':
    'Melde ihn bitte mit dem, was zuvor geschah, und dem, was im Terminal steht.',
  'This is a mistake in Polyptych: please report it.': 'Das ist ein Fehler in Polyptych: Melde ihn bitte.',
  'Other files are not affected.': 'Andere Dateien sind nicht betroffen.',
  'Polyptych is already running with this data folder.': 'Polyptych läuft schon mit diesem Datenordner.',
  'Use the window that is open, or close it first.': 'Nimm das Fenster, das offen ist, oder schließe es zuerst.',
  'A second one needs a data folder of its own.': 'Ein zweites braucht einen eigenen Datenordner.',

  'This project is not in the folder of projects.': 'Dieses Projekt liegt nicht im Ordner der Projekte.',
  'Choose another.': 'Wähle ein anderes.',
  "There is already a project '{name}'.": 'Ein Projekt „{name}“ gibt es schon.',
  'Choose another name, or replace it.': 'Wähle einen anderen Namen, oder ersetze es.',
  "'{name}' was saved by another window or program since it was opened here.":
    '„{name}“ wurde von einem anderen Fenster oder Programm gespeichert, seit es hier geöffnet ist.',
  'Save it under another name to keep both, or replace what the other one has saved.':
    'Speichere es unter einem anderen Namen, um beide zu behalten, oder ersetze, was dort gespeichert wurde.',
  'The document has no name yet, and this host cannot ask for one.':
    'Das Dokument hat noch keinen Namen, und hier lässt sich nicht nach einem fragen.',
  'Save it under a name.': 'Speichere es unter einem Namen.',
  "'{name}' cannot be the name of a project.": '„{name}“ kann kein Projekt heißen.',
  'Use letters, digits, spaces and dashes.': 'Nimm Buchstaben, Ziffern, Leerzeichen und Striche.',
  'This project is no longer in the list.': 'Dieses Projekt steht nicht mehr in der Liste.',
  'Open it from its folder.': 'Öffne es aus seinem Ordner.',
  'This work is no longer kept.': 'Diese Arbeit ist nicht mehr aufgehoben.',
  'Open the project from its folder.': 'Öffne das Projekt aus seinem Ordner.',
  "There is no example '{id}'.": 'Ein Beispiel „{id}“ gibt es nicht.',
  'Choose another example.': 'Wähle ein anderes Beispiel.',
  'The document names a file that this program does not know.':
    'Das Dokument nennt eine Datei, die dieses Programm nicht kennt.',
  'Choose the file again, or open the document again.':
    'Wähle die Datei noch einmal, oder öffne das Dokument noch einmal.',
  'The file that was chosen is no longer known.': 'Die gewählte Datei ist nicht mehr bekannt.',
  'Choose it again.': 'Wähle sie noch einmal.',
  'The mask is not a PNG picture that a region can have.': 'Die Maske ist kein PNG, das eine Region haben kann.',
  'Use a PNG of at most {width} x {height} pixels.': 'Nimm ein PNG von höchstens {width} × {height} Pixeln.',
  'A newer estimate was asked for.': 'Eine neuere Schätzung wurde verlangt.',
  'Wait for that one.': 'Warte auf diese.',
  "Polyptych ended while '{name}' was rendered.": 'Polyptych endete, während „{name}“ gerendert wurde.',
  'Pictures that were finished are in the gallery.': 'Fertige Bilder liegen in der Galerie.',
  'Render the document again for the others.': 'Rendere das Dokument für die anderen noch einmal.',
  'This render is no longer in the list of those that have failed.':
    'Dieses Rendern steht nicht mehr in der Liste der gescheiterten.',
  'Render the document again.': 'Rendere das Dokument noch einmal.',
  'This picture is no longer in the gallery.': 'Dieses Bild ist nicht mehr in der Galerie.',
  'Choose another picture.': 'Wähle ein anderes Bild.',

  "'{file}' is a file that can run programs while it is read, so it is never opened.":
    '„{file}“ ist eine Datei, die beim Lesen Programme ausführen kann; sie wird nie geöffnet.',
  "Use the '.safetensors' file of the same model or LoRA; most sites offer both.":
    'Nimm die „.safetensors“-Datei desselben Modells oder derselben LoRA; die meisten Seiten bieten beide an.',
  "'{file}' is nothing that Polyptych can open.": '„{file}“ ist nichts, das Polyptych öffnen kann.',
  "Choose a '.polyptych' project, a '.safetensors' file, or a picture that says how it was made.":
    'Wähle ein „.polyptych“-Projekt, eine „.safetensors“-Datei oder ein Bild, das sagt, wie es entstand.',
  'What was sent ahead is no longer there.': 'Was vorab geschickt wurde, ist nicht mehr da.',
  'Choose the file again.': 'Wähle die Datei noch einmal.',
  'The file is larger than {size} MB.': 'Die Datei ist größer als {size} MB.',
  'Put large files into a folder of the library instead.':
    'Lege große Dateien stattdessen in einen Ordner der Bibliothek.',
  'Choose a smaller file, or put it in a folder of the library.':
    'Wähle eine kleinere Datei, oder lege sie in einen Ordner der Bibliothek.',
  'The file did not arrive whole.': 'Die Datei kam nicht vollständig an.',
  'Send it again.': 'Schicke sie noch einmal.',

  "'{file}' does not exist any more.": '„{file}“ existiert nicht mehr.',
  "'{folder}' has no folder of adapters or models any more.":
    '„{folder}“ hat keinen Ordner für Adapter oder Modelle mehr.',
  'Put the folder back where it was, or remove it from the library and add the present one.':
    'Lege den Ordner dorthin zurück, wo er war, oder nimm ihn aus der Bibliothek, und füge den jetzigen hinzu.',
  'This is not in the library any more.': 'Das ist nicht mehr in der Bibliothek.',
  'Look through the library again: the file may have been moved, or its folder removed.':
    'Sieh noch einmal in der Bibliothek nach: Vielleicht wurde die Datei verschoben oder ihr Ordner entfernt.',
  "'{name}' was uploaded: it is no folder on this machine.":
    '„{name}“ wurde hochgeladen: Es ist kein Ordner auf diesem Rechner.',
  'Add the files themselves, or use a folder of another program that is found.':
    'Füge die Dateien selbst hinzu, oder nutze einen gefundenen Ordner eines anderen Programms.',
  'This host has no dialog to choose a folder with.': 'Hier gibt es keinen Dialog, um einen Ordner zu wählen.',
  'Use a folder of another program that is found, or add files.':
    'Nutze einen gefundenen Ordner eines anderen Programms, oder füge Dateien hinzu.',
  'This host cannot show files in their folders.': 'Hier lassen sich Dateien nicht in ihrem Ordner zeigen.',
  'Look for the file there.': 'Suche die Datei dort.',
  'There is no library here.': 'Hier gibt es keine Bibliothek.',
  'Open the program with a library.': 'Öffne das Programm mit einer Bibliothek.',

  "This program cannot do '{method}'.": 'Dieses Programm kann „{method}“ nicht.',
  'Load the window again: it may be of another version.':
    'Lade das Fenster neu: Vielleicht ist es von einer anderen Version.',
  "'{method}' was asked for with a wrong {place}: {reason}.":
    '„{method}“ wurde mit falschem {place} verlangt: {reason}.',
  request: 'Auftrag',
  'The connection to Polyptych was lost.': 'Die Verbindung zu Polyptych ist unterbrochen.',
  'It comes back by itself; then try again.': 'Sie kommt von selbst wieder; versuche es dann noch einmal.',
  'The file was not taken ({status}).': 'Die Datei wurde nicht angenommen ({status}).',
  'Try a smaller file.': 'Versuche es mit einer kleineren Datei.',
  "The answer to '{method}' was not understood.": 'Die Antwort auf „{method}“ wurde nicht verstanden.',
  'Please report it.': 'Melde es bitte.',
  'The window sent what the program cannot take.': 'Das Fenster hat etwas geschickt, das das Programm nicht annimmt.',
  'Reload the window.': 'Lade das Fenster neu.',
}

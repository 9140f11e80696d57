import type { Sentences } from '../../sentenceTable.ts'

/** Of reading and writing files, of any kind. */
export const files: Sentences = {
  '1 byte': '1 Byte',
  '{count} bytes': '{count} Bytes',
  'does not exist': 'existiert nicht',
  'does not exist: a part of its path is a file, not a folder':
    'existiert nicht: Ein Teil des Pfades ist eine Datei und kein Ordner',
  'may not be read by this user': 'darf von diesem Benutzer nicht gelesen werden',
  'is a folder, where a file is needed': 'ist ein Ordner, gebraucht wird eine Datei',
  'is a link that leads back to itself': 'ist eine Verknüpfung, die zu sich selbst zurückführt',
  'has a name that is longer than this file system allows':
    'hat einen Namen, der länger ist, als dieses Dateisystem erlaubt',
  'cannot be opened: too many files are open': 'lässt sich nicht öffnen: Zu viele Dateien sind offen',
  'cannot be read: the disk reports an error': 'lässt sich nicht lesen: Der Datenträger meldet einen Fehler',
  'cannot be read ({code})': 'lässt sich nicht lesen ({code})',
  "'{file}' cannot be read: {reason}": '„{file}“ lässt sich nicht lesen: {reason}',
  'Check the permissions of the file and of the folders above it.':
    'Prüfe die Zugriffsrechte der Datei und der Ordner darüber.',
  'Check the path, or put the file back where it was.':
    'Prüfe den Pfad, oder lege die Datei dorthin zurück, wo sie war.',
  'Check the path.': 'Prüfe den Pfad.',
  'Choose a file inside the folder.': 'Wähle eine Datei in diesem Ordner.',
  'Choose a file.': 'Wähle eine Datei.',
  'Replace the link by the file that it should lead to.':
    'Ersetze die Verknüpfung durch die Datei, zu der sie führen soll.',
  'Use a shorter name, or move the file nearer to the root.':
    'Nimm einen kürzeren Namen, oder lege die Datei weiter oben in den Ordnern ab.',
  'Close other programs, or raise the limit of open files, and try again.':
    'Schließe andere Programme, oder erlaube mehr offene Dateien, und versuche es noch einmal.',
  'Check the disk or the network drive, or copy the file from another place.':
    'Prüfe den Datenträger oder das Netzlaufwerk, oder kopiere die Datei von einem anderen Ort.',
  'Check the file and the disk that it lies on.': 'Prüfe die Datei und den Datenträger, auf dem sie liegt.',
  "'{file}' is a {kind}, where a file is needed.": '„{file}“ ist ein {kind}, gebraucht wird eine Datei.',
  folder: 'Ordner',
  'device or pipe': 'Gerät oder eine Pipe',

  "'{file}' cannot be written: {reason}.": '„{file}“ lässt sich nicht schreiben: {reason}.',
  "'{file}' cannot be written: a {kind} of this name is already there.":
    '„{file}“ lässt sich nicht schreiben: Ein {kind} dieses Namens ist schon da.',
  'the disk is full': 'Der Datenträger ist voll',
  'your share of the disk is used up': 'Der eigene Anteil am Datenträger ist aufgebraucht',
  'the file system cannot hold a file of this size': 'Das Dateisystem fasst keine Datei dieser Größe',
  'this user may not write there': 'Dieser Benutzer darf dort nicht schreiben',
  'the disk can only be read': 'Der Datenträger lässt sich nur lesen',
  'a part of the path is a file, not a folder': 'Ein Teil des Pfades ist eine Datei und kein Ordner',
  'a folder of this name is already there': 'Ein Ordner dieses Namens ist schon da',
  'the name is longer than the file system allows': 'Der Name ist länger, als das Dateisystem erlaubt',
  'the path goes through a link that leads back to itself':
    'Der Pfad geht durch eine Verknüpfung, die zu sich selbst zurückführt',
  'the folder does not exist or was removed in the meantime':
    'Den Ordner gibt es nicht, oder er wurde inzwischen entfernt',
  'another program holds the file open': 'Ein anderes Programm hält die Datei offen',
  'the disk reports an error': 'Der Datenträger meldet einen Fehler',
  'the system reports {code}': 'Das System meldet {code}',
  'Choose another place.': 'Wähle einen anderen Ort.',
  'Choose another name.': 'Wähle einen anderen Namen.',
  'Choose a shorter name.': 'Wähle einen kürzeren Namen.',
  'Free some space, or choose another disk.': 'Schaffe Platz, oder wähle einen anderen Datenträger.',
  'Delete something of yours on that disk, or choose another disk.':
    'Lösche dort etwas Eigenes, oder wähle einen anderen Datenträger.',
  'Choose a disk with another file system.': 'Wähle einen Datenträger mit einem anderen Dateisystem.',
  'Close it there and try again.': 'Schließe sie dort, und versuche es noch einmal.',
  'Check the disk or the network drive, or choose another disk.':
    'Prüfe den Datenträger oder das Netzlaufwerk, oder wähle einen anderen Datenträger.',
}

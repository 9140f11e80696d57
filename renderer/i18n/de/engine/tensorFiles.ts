import type { Sentences } from '../../sentenceTable.ts'

/** Of safetensors files: their headers, their tensors, and what lies there in their place. */
export const tensorFiles: Sentences = {
  "'{file}' is not opened: files of this kind (Python pickles) can run any code when they are read.":
    '„{file}“ wird nicht geöffnet: Dateien dieser Art (Pickle von Python) können beim Lesen beliebigen Code ausführen.',
  ['Get the .safetensors file of the same model, which most authors offer beside it, or make one with a converter ' +
  'on a machine that you can afford to lose; model sites and training tools have converters to safetensors.']:
    'Nimm die .safetensors-Datei desselben Modells, die die meisten Urheber daneben anbieten, oder erzeuge sie mit ' +
    'einem Konverter auf einem Rechner, der verloren gehen darf; Modellseiten und Trainingsprogramme haben ' +
    'Konverter nach safetensors.',
  "'{file}' is not a safetensors file: {reason}.": '„{file}“ ist keine safetensors-Datei: {reason}.',
  'it is a Git LFS pointer, a few lines of text that stand for the file':
    'Sie ist ein Verweis von Git LFS, einige Zeilen Text, die für die Datei stehen',
  "Run 'git lfs pull' in that folder, or download the file itself.":
    'Führe in diesem Ordner „git lfs pull“ aus, oder lade die Datei selbst herunter.',
  'it is a web page, most likely the answer of a site that wanted you to log in':
    'Sie ist eine Webseite, wohl die Antwort einer Seite, die eine Anmeldung verlangt',
  'Log in at the site and download the file again.':
    'Melde dich auf der Seite an, und lade die Datei noch einmal herunter.',
  'it holds nothing but zeros, as a reserved or interrupted download does':
    'Sie enthält nur Nullen, wie ein vorgemerkter oder abgebrochener Download',
  'it is a text file': 'Sie ist eine Textdatei',
  'its first bytes are not those of the format': 'Ihre ersten Bytes sind nicht die des Formats',
  'Download it again.': 'Lade sie noch einmal herunter.',
  'Choose the model file, or download it again.': 'Wähle die Modelldatei, oder lade sie noch einmal herunter.',
  'Choose another file, or download it again.': 'Wähle eine andere Datei, oder lade sie noch einmal herunter.',

  "'{file}' is empty.": '„{file}“ ist leer.',
  "'{file}' is not a valid safetensors file: {reason}.": '„{file}“ ist keine gültige safetensors-Datei: {reason}.',
  "'{file}' is not a valid safetensors file: it ends inside its header, {missing} early or more.":
    '„{file}“ ist keine gültige safetensors-Datei: Sie endet schon im Kopf, {missing} oder mehr zu früh.',
  'Download or export it again: the file is damaged, or the program that wrote it is faulty.':
    'Lade oder exportiere sie noch einmal: Die Datei ist beschädigt, oder das Programm, das sie schrieb, hat einen Fehler.',
  'The download or copy was cut short: download it again.':
    'Der Download oder die Kopie wurde abgebrochen: Lade sie noch einmal herunter.',
  'its header is not a JSON object': 'Ihr Kopf ist kein JSON-Objekt',
  'the entry {name} of its header is not an object': 'Der Eintrag {name} im Kopf ist kein Objekt',
  'the metadata {name} is not text': 'Die Metadaten {name} sind kein Text',
  'the tensor {name} {reason}': 'Der Tensor {name} {reason}',
  'a name occurs twice in its header': 'Ein Name kommt im Kopf zweimal vor',
  'has no element type': 'hat keinen Elementtyp',
  'has the element type {type}, which Polyptych does not know': 'hat den Elementtyp {type}, den Polyptych nicht kennt',
  'has a shape that is not a list of whole numbers': 'hat eine Form, die keine Liste ganzer Zahlen ist',
  'has no position in the file': 'hat keine Position in der Datei',
  'has a position that is not a range of bytes': 'hat eine Position, die kein Bereich von Bytes ist',
  'is larger than any file': 'ist größer als jede Datei',
  'takes {bytes} bytes, but {type} [{shape}] is {needed} bytes':
    'belegt {bytes} Bytes, aber {type} [{shape}] sind {needed} Bytes',
  'the tensor {name} overlaps the one before it': 'Der Tensor {name} überlappt den davor',
  'there is a hole before the tensor {name}': 'Vor dem Tensor {name} ist eine Lücke',
  'the file ends {missing} early': 'Die Datei endet {missing} zu früh',
  '{rest} follow its last tensor': 'Nach dem letzten Tensor folgen {rest}',
  'Use a version of the model in float16, bfloat16 or float32.':
    'Nimm eine Fassung des Modells in float16, bfloat16 oder float32.',

  "'{file}' does not hold a JSON object.": '„{file}“ enthält kein JSON-Objekt.',
  'The file is damaged or was cut short: download it again.':
    'Die Datei ist beschädigt oder unvollständig: Lade sie noch einmal herunter.',
  "'{file}' has no tensor '{name}'.": '„{file}“ hat keinen Tensor „{name}“.',
  'Check that this is the right file, and that it is complete.':
    'Prüfe, ob es die richtige Datei ist und ob sie vollständig ist.',
  "'{file}' became shorter while it was in use: {missing} of a tensor are gone.":
    '„{file}“ wurde kürzer, während sie in Gebrauch war: Von einem Tensor fehlen {missing}.',
  'Let the download or copy finish, or put the file back, and open it again.':
    'Warte, bis der Download oder die Kopie fertig ist, oder lege die Datei zurück, und öffne sie noch einmal.',
  "There is not enough memory for a tensor of {size} of '{file}'.":
    'Der Speicher reicht nicht für einen Tensor mit {size} aus „{file}“.',
  'Close other programs, or use a smaller model.': 'Schließe andere Programme, oder nimm ein kleineres Modell.',
}

import type { Sentences } from '../../sentenceTable.ts'

/** Of picture files, recipes and contact sheets. */
export const pictures: Sentences = {
  "'{file}' is not a picture that can be read.": '„{file}“ ist kein Bild, das sich lesen lässt.',
  "'{file}' is not a picture that can be read: {reason}.": '„{file}“ ist kein Bild, das sich lesen lässt: {reason}.',
  "'{file}' is too large for a picture.": '„{file}“ ist zu groß für ein Bild.',
  "'{file}' is a picture of the format {format}; PNG, JPEG and WebP are read.":
    '„{file}“ ist ein Bild im Format {format}; gelesen werden PNG, JPEG und WebP.',
  '{picture} is not a PNG picture.': '{picture} ist kein PNG.',
  '{picture} is damaged: {reason}.': '{picture} ist beschädigt: {reason}.',
  'The picture': 'Das Bild',
  'the picture': 'das Bild',
  'it has more than {count} parts': 'Es hat mehr als {count} Teile',
  'it ends early': 'Es endet zu früh',
  'it holds a text of {count} bytes': 'Es enthält einen Text von {count} Bytes',
  'its texts are too long': 'Seine Texte sind zu lang',
  'a text does not fit its checksum': 'Ein Text passt nicht zu seiner Prüfsumme',
  'a text ends early': 'Ein Text endet zu früh',
  'a text has no keyword': 'Ein Text hat kein Schlüsselwort',
  'a text is compressed by an unknown method': 'Ein Text ist mit einem unbekannten Verfahren komprimiert',
  'a compressed text is damaged or too long': 'Ein komprimierter Text ist beschädigt oder zu lang',
  'Use another copy.': 'Nimm eine andere Kopie.',
  'Use another copy of it.': 'Nimm eine andere Kopie davon.',
  'Use another copy of the picture.': 'Nimm eine andere Kopie des Bildes.',
  'Use another picture.': 'Nimm ein anderes Bild.',
  'Choose a PNG picture.': 'Wähle ein PNG.',
  'Choose a smaller picture.': 'Wähle ein kleineres Bild.',
  'Save it again as a PNG.': 'Speichere es noch einmal als PNG.',
  'Save it as a PNG.': 'Speichere es als PNG.',
  'The picture is damaged.': 'Das Bild ist beschädigt.',
  'The file is not a picture that can be shown.': 'Die Datei ist kein Bild, das sich zeigen lässt.',
  'Use a PNG, JPEG or WebP.': 'Nimm ein PNG, JPEG oder WebP.',
  "The font '{name}' is missing.": 'Die Schrift „{name}“ fehlt.',
  'Install Polyptych again.': 'Installiere Polyptych noch einmal.',
  'The contact sheet would be {width}x{height} pixels large.': 'Der Kontaktbogen würde {width} × {height} Pixel groß.',
  'Compare fewer pictures at once, or make them smaller.':
    'Vergleiche weniger Bilder auf einmal, oder mach sie kleiner.',

  "'{file}' does not say how it was made with Polyptych.": '„{file}“ sagt nicht, wie es mit Polyptych entstand.',
  'Choose a picture that Polyptych has saved, and that no other program has saved since.':
    'Wähle ein Bild, das Polyptych gespeichert hat und seither kein anderes Programm.',
  "'{file}' holds a recipe of version {version}; this program knows versions up to {newest}.":
    '„{file}“ enthält ein Rezept der Version {version}; dieses Programm kennt Versionen bis {newest}.',
  'Update Polyptych.': 'Aktualisiere Polyptych.',
  "The recipe in '{file}' is damaged.": 'Das Rezept in „{file}“ ist beschädigt.',
  "'{file}' does not say how it was made.": '„{file}“ sagt nicht, wie es entstand.',
  'Choose a picture as the program saved it: editing and many web sites remove what it says.':
    'Wähle ein Bild, wie das Programm es gespeichert hat: Bearbeiten und viele Webseiten entfernen, was es sagt.',
}

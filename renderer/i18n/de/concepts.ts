import type { Texts } from '../texts.ts'

export const concepts: Texts['concepts'] = {
  list: 'Konzepte, das oberste zuerst',
  empty: {
    title: 'Noch keine Konzepte',
    text: 'Zieh eine Karte der Bibliothek auf die Leinwand, zeichne ein Rechteck (R) oder füge hier ein Konzept hinzu.',
  },
  add: 'Konzept hinzufügen',
  addWords: 'Nur aus Wörtern',
  addStyle: 'Ein Stil für die ganze Leinwand',
  fromLibrary: 'Aus der Bibliothek',
  unnamed: 'Ohne Namen',
  name: 'Name des Konzepts',
  hide: '{{name}} ausblenden',
  show: '{{name}} einblenden',
  lock: '{{name}} sperren',
  unlock: '{{name}} entsperren',
  solo: '{{name}} allein zeigen',
  showAll: 'Wieder alle zeigen',
  kind: {
    canvas: 'Ganze Leinwand',
    box: 'Rechteck',
    polygon: 'Polygon',
    mask: 'Maske',
  },
  background: 'Hintergrund',
  backgroundHint: 'Der Prompt des ganzen Bildes',
  moved: '{{name}} liegt an Stelle {{place}} von {{count}}',
  drag: {
    handle: '{{name}} nach oben oder unten bewegen',
    help: 'Die Leertaste nimmt es auf, die Pfeiltasten bewegen es, die Leertaste legt es ab, Escape nimmt es zurück.',
    start: '{{name}} ist aufgenommen.',
    over: '{{name}} ist an Stelle {{place}} von {{count}}.',
    end: '{{name}} liegt jetzt an Stelle {{place}} von {{count}}.',
    cancel: '{{name}} ist wieder an seiner Stelle.',
  },
  keys: 'Pfeiltasten wählen aus, F2 benennt um, Entf entfernt, Alt mit Pfeiltasten verschiebt.',
}

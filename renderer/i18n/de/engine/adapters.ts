import type { Sentences } from '../../sentenceTable.ts'

/** Of adapter files, and of how they fit a model. */
export const adapters: Sentences = {
  "'{file}' holds no layer of a LoRA.": '„{file}“ enthält keine Schicht einer LoRA.',
  'Its first tensors are {names}.': 'Die ersten Tensoren darin sind {names}.',
  none: 'keine',
  'Choose a LoRA for a Stable Diffusion model.': 'Wähle eine LoRA für ein Stable-Diffusion-Modell.',
  "'{file}' is not a complete LoRA: {reason}.": '„{file}“ ist keine vollständige LoRA: {reason}.',
  "'{name}' is not a single number": '„{name}“ ist keine einzelne Zahl',
  "'{name}' is not a number or infinite": '„{name}“ ist keine Zahl oder unendlich',
  "it has '{has}' but not the factor '{lacks}' of the same layer":
    'Sie hat „{has}“, aber nicht den Faktor „{lacks}“ derselben Schicht',
  "'{name}' is {shape}, not a matrix": '„{name}“ ist {shape} und keine Matrix',
  "'{name}' is empty": '„{name}“ ist leer',
  "'{down}' has rank {downRank}, but '{up}' has rank {upRank}":
    '„{down}“ hat Rang {downRank}, aber „{up}“ hat Rang {upRank}',
  "'{name}' is {shape}, which does not fit rank {rank}": '„{name}“ ist {shape}, was nicht zu Rang {rank} passt',
  "'{name}' has a kernel of its own beside '{other}'": '„{name}“ hat einen eigenen Kern neben „{other}“',
  'Download it again, or use another version of it.':
    'Lade sie noch einmal herunter, oder nimm eine andere Fassung davon.',
  "'{file}' holds quantised weights: '{name}' is {type}.":
    '„{file}“ enthält quantisierte Gewichte: „{name}“ ist {type}.',
  'Use the version of this adapter in float16, bfloat16 or float32.':
    'Nimm die Fassung dieses Adapters in float16, bfloat16 oder float32.',
  "'{file}' holds values that are not numbers or infinite in '{name}'.":
    '„{file}“ enthält in „{name}“ Werte, die keine Zahlen oder unendlich sind.',
  'The training of this adapter failed, or the file is damaged: use another version of it.':
    'Das Training dieses Adapters ist misslungen, oder die Datei ist beschädigt: Nimm eine andere Fassung davon.',

  'has a bias of its own, which is not supported yet': 'hat einen eigenen Bias, was noch nicht unterstützt wird',
  'has factors of {sides} sides, as no layer here has': 'hat Faktoren mit {sides} Seiten, wie hier keine Schicht',
  'has a kernel in its second factor': 'hat einen Kern im zweiten Faktor',
  'has factors of different ranks ({rank} and {other})': 'hat Faktoren verschiedenen Ranges ({rank} und {other})',
  'this model has no such layer': 'dieses Modell hat keine solche Schicht',
  'this model has no {part}': 'dieses Modell hat keinen {part}',
  'text encoder': 'Textencoder',
  'second text encoder': 'zweiten Textencoder',
  'has {count} inputs; this model has {own}': 'hat {count} Eingänge; dieses Modell hat {own}',
  'has {count} outputs; this model has {own}': 'hat {count} Ausgänge; dieses Modell hat {own}',
  'has a {kernel} kernel; this model has {height}x{width}':
    'hat einen Kern von {kernel}; dieses Modell hat {height}x{width}',
  "None of the {count} layers of '{adapter}' fits this model.":
    'Keine der {count} Schichten von „{adapter}“ passt zu diesem Modell.',
  "For example, '{layer}': {reason}.": 'Zum Beispiel „{layer}“: {reason}.',
  'Use the model that the adapter was made for.': 'Nimm das Modell, für das der Adapter gemacht wurde.',
  "'{adapter}' was made for {family}; {other}.": '„{adapter}“ wurde für {family} gemacht; {other}.',
  'this model is of another kind': 'dieses Modell ist von anderer Art',
  'this model has a cross attention of {width}': 'dieses Modell hat eine Kreuzaufmerksamkeit von {width}',
  'this model has {width}': 'dieses Modell hat {width}',
  '{family} (cross attention {width})': '{family} (Kreuzaufmerksamkeit {width})',
  'a diffusion transformer such as Flux': 'einen Diffusion-Transformer wie Flux',
  'another model': 'ein anderes Modell',
  'an unknown model': 'ein unbekanntes Modell',
  'Use a version of this adapter for the model at hand, or the model that it was made for.':
    'Nimm eine Fassung dieses Adapters für das gewählte Modell, oder das Modell, für das er gemacht wurde.',
  'LoCon (Tucker form)': 'LoCon (Tucker-Form)',

  'The block weights {weights} are not all numbers or a preset.':
    'Die Blockgewichte {weights} sind nicht alle Zahlen und keine Vorgabe.',
  'There are {count} block weights{foreign}; this model takes {accepted}.':
    'Es gibt {count} Blockgewichte{foreign}; dieses Modell nimmt {accepted}.',
  ', as for {family}': ', wie für {family}',
  'Give {count} numbers: BASE, then {blocks}.': 'Gib {count} Zahlen an: BASE, dann {blocks}.',
  'Give {count} numbers: BASE, then {blocks}, or only those with attention: {attending}.':
    'Gib {count} Zahlen an: BASE, dann {blocks}, oder nur die mit Aufmerksamkeit: {attending}.',
  'Or name a preset: {presets}.': 'Oder nenne eine Vorgabe: {presets}.',
}

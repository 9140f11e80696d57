import type { Sentences } from '../../sentenceTable.ts'

/** Of model folders, their parts, and what networks hold. */
export const models: Sentences = {
  "'{folder}' has {parts}.": '„{folder}“ hat {parts}.',
  'two text encoders, but a UNet that reads one': 'zwei Textencoder, aber ein UNet, das einen liest',
  'a UNet of the Stable Diffusion XL family, but one text encoder, as the refiner has it':
    'ein UNet der Familie Stable Diffusion XL, aber nur einen Textencoder, wie der Refiner',
  'Use a complete model of the Stable Diffusion XL family.':
    'Nimm ein vollständiges Modell der Familie Stable Diffusion XL.',
  'Use the base model instead of the refiner, or download the text encoder that is missing.':
    'Nimm das Basismodell statt des Refiners, oder lade den fehlenden Textencoder herunter.',
  "The model '{folder}' does not exist.": 'Das Modell „{folder}“ existiert nicht.',
  'Check the path of the model.': 'Prüfe den Pfad des Modells.',
  "'{folder}' holds a model with a diffusion transformer, which Polyptych does not support.":
    '„{folder}“ enthält ein Modell mit einem Diffusion-Transformer, was Polyptych nicht unterstützt.',
  "'{folder}' holds a {pipeline} with a diffusion transformer, which Polyptych does not support.":
    '„{folder}“ enthält eine {pipeline} mit einem Diffusion-Transformer, was Polyptych nicht unterstützt.',
  'Use a model of the Stable Diffusion 1, 2 or XL family.':
    'Nimm ein Modell der Familie Stable Diffusion 1, 2 oder XL.',
  "'{folder}' is not a model folder: it has no folder 'unet'.":
    '„{folder}“ ist kein Modellordner: Der Ordner „unet“ fehlt darin.',
  "The model '{folder}' is incomplete: the folder '{missing}' does not exist.":
    'Das Modell „{folder}“ ist unvollständig: Den Ordner „{missing}“ gibt es nicht.',
  "Choose the folder that holds 'unet', 'text_encoder' and 'vae', or download what is missing.":
    'Wähle den Ordner, in dem „unet“, „text_encoder“ und „vae“ liegen, oder lade herunter, was fehlt.',
  "The model '{folder}' is incomplete: the file '{missing}' does not exist.":
    'Das Modell „{folder}“ ist unvollständig: Die Datei „{missing}“ gibt es nicht.',
  'Download what is missing from where the model came from.':
    'Lade, was fehlt, von dort herunter, woher das Modell kommt.',
  "'{folder}' is not a model folder: it holds none of the folders {names}.":
    '„{folder}“ ist kein Modellordner: Keiner der Ordner {names} liegt darin.',
  'Choose the folder that holds the folder unet.': 'Wähle den Ordner, in dem der Ordner unet liegt.',
  'The model folder {folder} has no VAE.': 'Der Modellordner {folder} hat kein VAE.',
  "Copy the folder 'vae' of the model that it was trained from into it.":
    'Kopiere den Ordner „vae“ des Modells hinein, aus dem es trainiert wurde.',
  'The model folder {folder} has no tokenizer.': 'Der Modellordner {folder} hat keinen Tokenizer.',
  'Copy the tokenizer folder (vocab.json, merges.txt) of the model that it was trained from into it.':
    'Kopiere den Ordner „tokenizer“ (vocab.json, merges.txt) des Modells hinein, aus dem es trainiert wurde.',

  "'{file}' has a value of '{key}' that cannot be used: {reason}.":
    '„{file}“ hat für „{key}“ einen Wert, der nicht zu gebrauchen ist: {reason}.',
  'Restore the file from the model’s source.': 'Hole die Datei noch einmal von dort, woher das Modell kommt.',
  "'{file}' sets '{key}' to {value}, which Polyptych does not support.":
    '„{file}“ setzt „{key}“ auf {value}, was Polyptych nicht unterstützt.',
  'Use a model of the Stable Diffusion 1, 2 or XL family with the usual structure.':
    'Nimm ein Modell der Familie Stable Diffusion 1, 2 oder XL mit dem üblichen Aufbau.',
  'the whole': 'das Ganze',
  'a width of {width} cannot be divided into {parts}': 'Eine Breite von {width} lässt sich nicht in {parts} teilen',
  'it lists {values} values for {blocks} blocks': 'Es sind {values} Werte für {blocks} Blöcke',
  'must be odd': 'muss ungerade sein',
  'text_time conditioning needs it': 'text_time braucht ihn',
  '{width} channels of block {block} cannot be divided into {parts}':
    '{width} Kanäle von Block {block} lassen sich nicht in {parts} teilen',
  '{width} channels cannot be divided into {parts}': '{width} Kanäle lassen sich nicht in {parts} teilen',

  'The parts come from different models: take all folders from the same model.':
    'Die Teile stammen von verschiedenen Modellen: Nimm alle Ordner vom selben Modell.',
  "The UNet in '{folder}' takes {inputs} channels and gives {outputs}: it is made for inpainting, for editing or for depth.":
    'Das UNet in „{folder}“ nimmt {inputs} Kanäle und gibt {outputs}: Es ist für Inpainting, zum Bearbeiten oder ' +
    'für Tiefe gemacht.',
  'Use a text-to-image model of the same family.': 'Nimm ein Modell derselben Familie, das aus Text Bilder macht.',
  "The UNet in '{folder}' reads text of width {width}; the text encoders give {given}.":
    'Das UNet in „{folder}“ liest Text der Breite {width}; die Textencoder geben {given}.',
  "The UNet in '{folder}' works on {channels} channels; the VAE in '{vae}' has {given}.":
    'Das UNet in „{folder}“ rechnet mit {channels} Kanälen; das VAE in „{vae}“ hat {given}.',
  "The VAE in '{folder}' makes {channels} channels at {pixels} pixels for each latent; the engine draws 3 channels at {own}.":
    'Das VAE in „{folder}“ macht {channels} Kanäle mit {pixels} Pixeln je Latent; die Recheneinheit malt 3 Kanäle ' +
    'mit {own}.',
  'Use a model of the Stable Diffusion family.': 'Nimm ein Modell der Familie Stable Diffusion.',
  "The UNet in '{folder}' reads added conditioning of width {width}; the text encoder in '{encoder}' leads to {given}.":
    'Das UNet in „{folder}“ liest zusätzliche Angaben der Breite {width}; der Textencoder in „{encoder}“ führt zu ' +
    '{given}.',

  'Use the same model as a folder in the diffusers layout (unet, text_encoder, vae, tokenizer).':
    'Nimm dasselbe Modell als Ordner im Aufbau von diffusers (unet, text_encoder, vae, tokenizer).',
  'a single-file checkpoint of the Stable Diffusion XL family':
    'ein Checkpoint der Familie Stable Diffusion XL in einer einzelnen Datei',
  'a single-file checkpoint of Stable Diffusion 2': 'ein Checkpoint von Stable Diffusion 2 in einer einzelnen Datei',
  'a single-file checkpoint of Stable Diffusion 1': 'ein Checkpoint von Stable Diffusion 1 in einer einzelnen Datei',
  'a single-file checkpoint without a text encoder': 'ein Checkpoint ohne Textencoder in einer einzelnen Datei',
  'an adapter (LoRA), not a model': 'ein Adapter (LoRA) und kein Modell',
  'Add it to a project as a concept, and choose the model that it was made for.':
    'Füge ihn einem Projekt als Konzept hinzu, und wähle das Modell, für das er gemacht wurde.',
  "'{file}' is a single file and not a checkpoint that Polyptych knows.":
    '„{file}“ ist eine einzelne Datei und kein Checkpoint, den Polyptych kennt.',
  "'{file}' is {kind}; as a model, Polyptych opens folders.":
    '„{file}“ ist {kind}; als Modell öffnet Polyptych Ordner.',

  "'{folder}' holds {reason}.": 'In „{folder}“ liegen {reason}.',
  'weights in shards, but no index that says which tensor lies where':
    'Gewichte in Teilen, aber kein Index, der sagt, welcher Tensor wo liegt',
  'several safetensors files, and none has the usual name':
    'mehrere safetensors-Dateien, und keine hat den üblichen Namen',
  'no weights': 'keine Gewichte',
  'Download the file *.safetensors.index.json.': 'Lade die Datei *.safetensors.index.json herunter.',
  'Remove or rename those that are not the weights.': 'Entferne die, die nicht die Gewichte sind, oder benenne sie um.',
  'Download the .safetensors file of this folder.': 'Lade die .safetensors-Datei dieses Ordners herunter.',
  'Download the index and the shards again.': 'Lade den Index und die Teile noch einmal herunter.',
  'does not say which tensor lies in which file': 'sagt nicht, welcher Tensor in welcher Datei liegt',
  "places '{tensor}' in something that is not a safetensors file beside it":
    'legt „{tensor}“ in etwas, das keine safetensors-Datei daneben ist',
  "names the tensor '{tensor}', which none of its files has": 'nennt den Tensor „{tensor}“, den keine der Dateien hat',
  "'{file}' holds the tensor '{tensor}' a second time.": '„{file}“ enthält den Tensor „{tensor}“ ein zweites Mal.',
  'Keep one set of weights in the folder, or download it again.':
    'Behalte nur einen Satz Gewichte im Ordner, oder lade ihn noch einmal herunter.',
  "'{tensor}' in {file} is {shape}; the configuration needs {needed}.":
    '„{tensor}“ in {file} ist {shape}; die Konfiguration braucht {needed}.',
  'Use the config.json that belongs to these weights.': 'Nimm die config.json, die zu diesen Gewichten gehört.',
  "The tensor '{tensor}' is missing in {file}.": 'Der Tensor „{tensor}“ fehlt in {file}.',
  'the checkpoint': 'dem Modell',
  'The file is incomplete, or its config.json belongs to another model.':
    'Die Datei ist unvollständig, oder ihre config.json gehört zu einem anderen Modell.',
  'Download both again.': 'Lade beide noch einmal herunter.',
  "The tensor '{tensor}' in {file} holds values that are not numbers.":
    'Der Tensor „{tensor}“ in {file} enthält Werte, die keine Zahlen sind.',
  'The file was damaged or badly converted.': 'Die Datei wurde beschädigt oder schlecht umgewandelt.',
  'Get another copy of the model.': 'Hole eine andere Kopie des Modells.',

  "The tokenizer is incomplete: '{file}' does not exist.": 'Der Tokenizer ist unvollständig: „{file}“ existiert nicht.',
  'Download vocab.json and merges.txt of the tokenizer; both are needed, also where there is a tokenizer.json.':
    'Lade vocab.json und merges.txt des Tokenizers herunter; beide werden gebraucht, auch wo es eine tokenizer.json ' +
    'gibt.',
  '{file} of {place} cannot be used: {reason}.': '{file} von {place} ist nicht zu gebrauchen: {reason}.',
  'the tokenizer': 'dem Tokenizer',
  'it is not JSON': 'Sie ist kein JSON',
  'it is not an object from token to id': 'Sie ist kein Objekt von Token zu Nummer',
  "the id of '{token}' is {id}": 'Die Nummer von „{token}“ ist {id}',
  "it has no token '{token}'": 'Sie hat kein Token „{token}“',
  "line {line} is not a pair of symbols: '{text}'": 'Zeile {line} ist kein Paar von Zeichen: „{text}“',
  "line {line} makes '{token}', which vocab.json lacks": 'Zeile {line} ergibt „{token}“, das in vocab.json fehlt',
  'it holds no pairs': 'Sie enthält keine Paare',
  'Copy vocab.json and merges.txt again from the model that they belong to.':
    'Kopiere vocab.json und merges.txt noch einmal aus dem Modell, zu dem sie gehören.',

  "The model's scheduler config names {what}.": 'Die Scheduler-Konfiguration des Modells nennt {what}.',
  '{count} training timesteps; 2 to {most} are possible': '{count} Trainingszeitpunkte; möglich sind 2 bis {most}',
  '{betas} trained betas for {count} training timesteps': '{betas} trainierte Betas für {count} Trainingszeitpunkte',
  'a beta of {beta}; a beta lies between {least} and 1': 'ein Beta von {beta}; ein Beta liegt zwischen {least} und 1',
  "Compare the model's scheduler config with the original download; Stable Diffusion models have 1000 timesteps.":
    'Vergleiche die Scheduler-Konfiguration des Modells mit dem ursprünglichen Download; Stable-Diffusion-Modelle ' +
    'haben 1000 Zeitpunkte.',
}

import type { Sentences } from '../../sentenceTable.ts'

/** Of methods and their settings, regions, prompts and samplers. */
export const composing: Sentences = {
  "The concept '{concept}' has no words, so that nothing tells where in the picture it is.":
    'Das Konzept „{concept}“ hat keine Wörter, sodass nichts sagt, wo im Bild es ist.',
  "Say what it is, trigger words included, or list its id in the setting 'styles', for one that acts everywhere.":
    'Sage mitsamt den Auslösewörtern, was es ist, oder nenne seine Kennung in der Einstellung „styles“, wenn es ' +
    'überall wirkt.',
  "The words '{words}' of the concept '{concept}' could not be found in the prompt.":
    'Die Wörter „{words}“ des Konzepts „{concept}“ wurden im Prompt nicht gefunden.',
  'Write them in the prompt as they stand in the concept, or leave them out there.':
    'Schreibe sie im Prompt so, wie sie im Konzept stehen, oder lass sie dort weg.',
  "The setting '{setting}' of the method 'clora' is none of the released program's.":
    'Die Einstellung „{setting}“ der Methode „clora“ hat das veröffentlichte Programm nicht.',
  "Leave it out, or set 'fidelity' to 'fixed'.": 'Lass sie weg, oder setze „fidelity“ auf „fixed“.',
  "The words '{words}' that shall be guided are not in what the concept '{concept}' says.":
    'Die Wörter „{words}“, die geführt werden sollen, stehen nicht in den Wörtern des Konzepts „{concept}“.',
  "Choose some of '{words}', or leave 'guidedWords' out.": 'Wähle welche aus „{words}“, oder lass „guidedWords“ weg.',
  "The frequency of the adapter '{adapter}' could not be measured: its score is {score}.":
    'Die Frequenz des Adapters „{adapter}“ ließ sich nicht messen: Der Wert ist {score}.',
  'Choose by hand whether it is of high or of low frequency, or measure it again.':
    'Wähle von Hand, ob er von hoher oder niedriger Frequenz ist, oder miss noch einmal.',
  'A map of {size} has no frequencies from radius {radius} on; its largest is {largest}.':
    'Eine Karte von {size} hat keine Frequenzen ab Radius {radius}; ihr größter ist {largest}.',
  'Lower the radius from which frequencies count as high.': 'Verringere den Radius, ab dem Frequenzen als hoch gelten.',
  'LoRA-Composer as released cannot compute its region loss for a region that covers the whole canvas.':
    'LoRA-Composer in veröffentlichter Form kann den Regionenverlust nicht für eine Region berechnen, die die ganze ' +
    'Leinwand bedeckt.',
  'Make the region smaller, or use the fixed mode.': 'Mach die Region kleiner, oder nimm die reparierte Fassung.',
  "The region of the concept '{concept}' has no whole cell, as LoRA-Composer's released program counts them.":
    'Die Region des Konzepts „{concept}“ hat keine ganze Zelle, wie das veröffentlichte Programm von LoRA-Composer ' +
    'zählt.',
  'Make it larger, or use the fixed mode.': 'Mach sie größer, oder nimm die reparierte Fassung.',
  "The setting '{setting}' of the method '{method}' is not possible: {reason}.":
    'Die Einstellung „{setting}“ der Methode „{method}“ ist nicht möglich: {reason}.',
  'Change it, or leave it out for the default.': 'Ändere sie, oder lass sie weg, dann gilt die Vorgabe.',
  "The method 'clora' has settings for '{id}', which is no visible concept's id.":
    'Die Methode „clora“ hat Einstellungen für „{id}“, das die Kennung keines sichtbaren Konzepts ist.',
  "The method 'composite' has {weights} weights for {concepts} concepts with adapters.":
    'Die Methode „composite“ hat {weights} Gewichte für {concepts} Konzepte mit Adaptern.',
  'Give one weight for each, or leave them out to weigh all alike.':
    'Gib für jedes ein Gewicht an, oder lass sie weg, damit alle gleich zählen.',
  "The method '{method}' cannot be rendered by this version.":
    'Die Methode „{method}“ kann diese Version nicht rendern.',
  "Set the method's name to one of {names}.": 'Setze den Namen der Methode auf einen von {names}.',
  "The method of '{file}' is '{method}'; only '{other}' has these settings.":
    'Die Methode von „{file}“ ist „{method}“; nur „{other}“ hat diese Einstellungen.',
  "Set the method's name to '{method}' first.": 'Setze zuerst den Namen der Methode auf „{method}“.',
  'No refresh schedule of {steps} steps is densest around step {centre} of {all} at power {power}.':
    'Kein Plan von {steps} Schritten ist bei Ungleichmäßigkeit {power} am dichtesten um Schritt {centre} von {all}.',
  'Choose a centre nearer to the middle of the run, a power between 1 and 2, or a larger interval.':
    'Wähle eine Mitte näher an der Mitte des Ablaufs, eine Ungleichmäßigkeit zwischen 1 und 2 oder einen größeren ' +
    'Abstand.',
  'This model has no {type}-attention where its attention could be guided.':
    'Dieses Modell hat dort, wo sich Aufmerksamkeit führen ließe, keine {type}-Attention.',
  'This model does not attend to the text outside of its middle block.':
    'Dieses Modell blickt nur in seinem mittleren Block auf den Text.',
  'Choose a method that works without attention maps.':
    'Wähle eine Methode, die ohne Karten der Aufmerksamkeit auskommt.',
  'This model has no cut at pair {pair} of down block {block}.':
    'Dieses Modell hat keine Stelle bei Paar {pair} von Block {block} des Hinwegs.',
  'Choose a down block from 0 to {most} and a pair below its number of layers.':
    'Wähle einen Block des Hinwegs von 0 bis {most} und ein Paar unter der Zahl seiner Schichten.',

  "The region of '{concept}' is hidden by those above it; nothing of it is guided.":
    'Die Region von „{concept}“ ist von denen darüber verdeckt; nichts darin wird geführt.',
  "The region of '{concept}' is hidden by those above it; nothing of it will be seen.":
    'Die Region von „{concept}“ ist von denen darüber verdeckt; nichts davon wird zu sehen sein.',
  "The concept '{concept}' has a region but no words.": 'Das Konzept „{concept}“ hat eine Region, aber keine Wörter.',
  'Say what belongs there, trigger words included, or let the concept act on the whole canvas.':
    'Sage mitsamt den Auslösewörtern, was dorthin gehört, oder lass das Konzept auf der ganzen Leinwand wirken.',
  "The mask '{file}' of the concept '{concept}' is black or transparent everywhere.":
    'Die Maske „{file}“ des Konzepts „{concept}“ ist überall schwarz oder durchsichtig.',
  'Paint where the concept belongs, or choose another mask.':
    'Male, wo das Konzept hingehört, oder wähle eine andere Maske.',
  "The region of the concept '{concept}' covers nothing of the canvas.":
    'Die Region des Konzepts „{concept}“ bedeckt nichts von der Leinwand.',
  'Draw a region with an area on the canvas.': 'Zeichne eine Region mit einer Fläche auf der Leinwand.',
  "The region of the concept '{concept}' lies outside the canvas of {width} x {height} pixels.":
    'Die Region des Konzepts „{concept}“ liegt außerhalb der Leinwand von {width} × {height} Pixeln.',
  'Move it onto the canvas, or hide the concept.': 'Verschiebe sie auf die Leinwand, oder blende das Konzept aus.',
  "The region of '{concept}' is as large as {cells} cells of the {grid} grid on which the model places things; below {fewest} it may not appear.":
    'Die Region von „{concept}“ ist so groß wie {cells} Zellen des Rasters von {grid}, auf dem das Modell Dinge ' +
    'anordnet; unter {fewest} erscheint es womöglich nicht.',
  'less than 0.1': 'weniger als 0,1',
  'Make the region or the canvas larger.': 'Mach die Region oder die Leinwand größer.',

  "The tag '{tag}' in the prompt {reason}.": 'Das Tag „{tag}“ im Prompt {reason}.',
  "is not closed with '>'": 'ist nicht mit „>“ geschlossen',
  'names no LoRA': 'nennt keine LoRA',
  "has the strength '{strength}', which is not a number": 'hat die Stärke „{strength}“, die keine Zahl ist',
  "Write it as '<lora:NAME:0.8>', or remove it and add the LoRA as a concept.":
    'Schreibe es als „<lora:NAME:0.8>“, oder entferne es, und füge die LoRA als Konzept hinzu.',
  "The prompt holds the tag '{tag}', but LoRAs are not part of the text.":
    'Der Prompt enthält das Tag „{tag}“, aber LoRAs gehören nicht in den Text.',
  "Remove the tag and add the LoRA '{name}' to the project as a concept, with its weight and place.":
    'Entferne das Tag, und füge die LoRA „{name}“ dem Projekt als Konzept hinzu, mit Gewicht und Platz.',
  "The weight of '{text}' in the prompt is too large.": 'Das Gewicht von „{text}“ im Prompt ist zu groß.',
  'Use weights between 0 and 2, and fewer brackets around each other.':
    'Nimm Gewichte zwischen 0 und 2, und weniger ineinander geschachtelte Klammern.',
  "'AND' is read as plain text: to compose prompts, give each of them a concept or a region.":
    '„AND“ wird als gewöhnlicher Text gelesen: Um Prompts zu verbinden, gib jedem ein Konzept oder eine Region.',
  "'{text}' is read as plain text: hypernetworks are not supported.":
    '„{text}“ wird als gewöhnlicher Text gelesen: Hypernetworks werden nicht unterstützt.',
  "'{text}' is read as plain text: words that alternate from step to step are not supported.":
    '„{text}“ wird als gewöhnlicher Text gelesen: Wörter, die von Schritt zu Schritt wechseln, werden nicht unterstützt.',
  "'{text}' is read as plain text: words that change during a render are not supported.":
    '„{text}“ wird als gewöhnlicher Text gelesen: Wörter, die sich beim Rendern ändern, werden nicht unterstützt.',
  "The clip skip {clipSkip} is too much for '{model}', whose text encoder has {layers} layers.":
    'Die Textschicht {clipSkip} ist zu viel für „{model}“, dessen Textencoder {layers} Schichten hat.',
  'Set clipSkip to {number}.': 'Setze die Textschicht auf {number}.',
  'a number from 1 to {most}': 'eine Zahl von 1 bis {most}',

  "There is no sampler '{name}'.": 'Es gibt keinen Sampler „{name}“.',
  'Choose another; the closest names are {names}.': 'Wähle einen anderen; am ähnlichsten heißen {names}.',
  "The sampler '{sampler}' was asked for {steps} steps; 1 to {most} are possible.":
    'Vom Sampler „{sampler}“ wurden {steps} Schritte verlangt; möglich sind 1 bis {most}.',
  'Set the number of steps to a whole number from 1 to {most}; 20 to 30 are usual.':
    'Setze die Zahl der Schritte auf eine ganze Zahl von 1 bis {most}; üblich sind 20 bis 30.',
  "The sampler 'LCM' was asked for {steps} steps; its models know at most {most}.":
    'Vom Sampler „LCM“ wurden {steps} Schritte verlangt; seine Modelle kennen höchstens {most}.',
  'Use 4 to 8 steps, or choose another sampler.': 'Nimm 4 bis 8 Schritte, oder wähle einen anderen Sampler.',
}

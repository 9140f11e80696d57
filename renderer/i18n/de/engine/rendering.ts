import type { Sentences } from '../../sentenceTable.ts'

/** Of the device, the engine process, and what goes wrong while it renders. */
export const rendering: Sentences = {
  'The engine ended before it answered.': 'Die Recheneinheit fiel aus, bevor sie antwortete.',
  'Try it again.': 'Versuche es noch einmal.',
  'The engine ended by itself{meanwhile} ({exit}).':
    'Die Recheneinheit ist{meanwhile} von selbst ausgefallen ({exit}).',
  'The engine was started anew{meanwhile}.': 'Die Recheneinheit wurde{meanwhile} neu gestartet.',
  'The engine went on with a render that was cancelled{meanwhile}, and was started anew.':
    'Die Recheneinheit rechnete nach dem Abbruch{meanwhile} weiter und wurde neu gestartet.',
  "while '{job}' was rendered": 'beim Rendern von „{job}“',
  'It looks as if the memory did not suffice: close other programs, or render a smaller picture.':
    'Der Speicher hat wohl nicht gereicht: Schließe andere Programme, oder rendere ein kleineres Bild.',
  'It starts again by itself.': 'Sie startet von selbst wieder.',
  'Pictures that were finished are in the gallery; render again for the others.':
    'Fertige Bilder liegen in der Galerie; rendere für die anderen noch einmal.',
  'Ask again for what was lost.': 'Verlange noch einmal, was verloren ging.',
  'The engine ended {times} times in a row, the last time with {exit}.':
    'Die Recheneinheit ist {times}-mal nacheinander ausgefallen, zuletzt mit {exit}.',
  'The engine ended {times} times in a row, the last time with {exit}: {words}':
    'Die Recheneinheit ist {times}-mal nacheinander ausgefallen, zuletzt mit {exit}: {words}',
  'The engine was started {times} times and gave no answer.':
    'Die Recheneinheit wurde {times}-mal gestartet und hat nicht geantwortet.',
  'The driver of a graphics card may hang: choose the processor as the device in the settings, then restart the engine.':
    'Vielleicht hängt der Treiber einer Grafikkarte: Wähle in den Einstellungen den Prozessor als Gerät, und starte ' +
    'die Recheneinheit dann neu.',
  'no start': 'kein Start',
  'no start ({code})': 'kein Start ({code})',
  'no answer': 'keine Antwort',
  'no answer to its start': 'keine Antwort auf den Start',
  'exit code {code}': 'Exit-Code {code}',
  'signal {signal}': 'Signal {signal}',
  unknown: 'unbekannt',
  'Restart the engine, or choose another device in the settings.':
    'Starte die Recheneinheit neu, oder wähle in den Einstellungen ein anderes Gerät.',
  'The engine was closed.': 'Die Recheneinheit wurde beendet.',
  'Start the program again.': 'Starte das Programm noch einmal.',
  'Restart the engine; if it comes back, report it.': 'Starte die Recheneinheit neu; wenn es wiederkommt, melde es.',
  'Restart the engine and try again; if it comes back, report it.':
    'Starte die Recheneinheit neu, und versuche es noch einmal; wenn es wiederkommt, melde es.',
  'The work was cancelled.': 'Die Arbeit wurde abgebrochen.',
  "The engine cannot do '{method}'.": 'Die Recheneinheit kann „{method}“ nicht.',
  'Use a host of the same version.': 'Nimm ein Programm derselben Version.',
  "What '{method}' was asked is not valid.": 'Was von „{method}“ verlangt wurde, ist nicht gültig.',
  'Correct what is named.': 'Berichtige, was genannt ist.',

  "This build of onnxruntime has no '{provider}' provider; it has {available}.":
    'Dieses onnxruntime hat kein Gerät „{provider}“; es hat {available}.',
  'Use --provider {provider} or --provider auto.': 'Nimm --provider {provider} oder --provider auto.',
  'There was not enough memory for {part}.': 'Der Speicher reichte nicht für {part}.',
  'vae decoder': 'VAE-Decoder',
  'vae encoder': 'VAE-Encoder',
  '{network} gradient': '{network}-Gradient',
  'Choose a smaller size, fewer pictures at a time, or close other programs.':
    'Wähle eine kleinere Größe oder weniger Bilder auf einmal, oder schließe andere Programme.',
  '{part} could not run: {reason}': '{part} konnte nicht laufen: {reason}',
  'Try --provider cpu; if it fails there too, please report it with this message.':
    'Versuche es mit --provider cpu; wenn es dort auch misslingt, melde es bitte mit dieser Meldung.',
  '{threads} threads were asked for; 0 to {most} are possible.':
    'Verlangt wurden {threads} Threads; möglich sind 0 bis {most}.',
  'Leave the number out, or set it to the number of processor cores.':
    'Lass die Zahl weg, oder setze sie auf die Zahl der Prozessorkerne.',
  'No device answered ({reasons}).': 'Kein Gerät antwortete ({reasons}).',
  'Check the driver, or use --provider cpu.': 'Prüfe den Treiber, oder nimm --provider cpu.',
  'computes other numbers than the CPU (by {difference})': 'rechnet andere Zahlen als der Prozessor (um {difference})',

  'The picture came out with values that are no numbers.': 'Im Bild sind Werte herausgekommen, die keine Zahlen sind.',
  'Lower the guidance or the weights of the adapters; if it stays so, the model may be damaged.':
    'Verringere die Guidance oder die Gewichte der Adapter; wenn es so bleibt, ist vielleicht das Modell beschädigt.',
  "{what} is not made of numbers, although the model's weights are.":
    '{what} besteht nicht aus Zahlen, obwohl die Gewichte des Modells welche sind.',
  "The prediction of '{model}'": 'Die Vorhersage von „{model}“',
  'Lower the weights of the adapters or the guidance: numbers this large overflow.':
    'Verringere die Gewichte der Adapter oder die Guidance: So große Zahlen laufen über.',
  "What the network predicts for '{concept}' is not made of numbers.":
    'Was das Netz für „{concept}“ vorhersagt, besteht nicht aus Zahlen.',
  'Lower the weights of the adapters: numbers this large overflow.':
    'Verringere die Gewichte der Adapter: So große Zahlen laufen über.',
  "The method '{method}' stands twice.": 'Die Methode „{method}“ steht zweimal da.',
  'Name each method once.': 'Nenne jede Methode einmal.',
  'No method could be rendered.': 'Keine Methode ließ sich rendern.',
  'Add adapters to the concepts that are to be measured, and show those that are hidden.':
    'Füge den Konzepten, die gemessen werden sollen, Adapter hinzu, und blende verborgene ein.',
  'No visible concept of the project has an adapter.': 'Kein sichtbares Konzept des Projekts hat einen Adapter.',
  'Ask for more steps; 20 tell more than 5.': 'Verlange mehr Schritte; 20 sagen mehr als 5.',
  'Frequencies change from step to step: one step shows nothing.':
    'Frequenzen ändern sich von Schritt zu Schritt: Ein einzelner zeigt nichts.',
  'There are no maps: no concept of the project can be read.':
    'Es gibt keine Karten: Kein Konzept des Projekts lässt sich lesen.',
  'Presence and bleed could not be read: {reason}': 'Präsenz und Übergriff ließen sich nicht lesen: {reason}',
}

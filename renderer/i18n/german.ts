import { app } from './de/app.ts'
import { canvas } from './de/canvas.ts'
import { concepts } from './de/concepts.ts'
import { documents } from './de/documents.ts'
import { errors } from './de/errors.ts'
import { gallery } from './de/gallery.ts'
import { inspector } from './de/inspector.ts'
import { library } from './de/library.ts'
import { render } from './de/render.ts'
import { settings } from './de/settings.ts'
import { undo } from './de/undo.ts'
import { welcome } from './de/welcome.ts'
import type { Texts } from './texts.ts'

export const german: Texts = {
  app,
  canvas,
  concepts,
  documents,
  errors,
  gallery,
  inspector,
  library,
  render,
  settings,
  undo,
  welcome,
}

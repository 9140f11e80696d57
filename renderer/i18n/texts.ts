import { app } from './en/app.ts'
import { canvas } from './en/canvas.ts'
import { concepts } from './en/concepts.ts'
import { documents } from './en/documents.ts'
import { errors } from './en/errors.ts'
import { gallery } from './en/gallery.ts'
import { inspector } from './en/inspector.ts'
import { library } from './en/library.ts'
import { render } from './en/render.ts'
import { settings } from './en/settings.ts'
import { undo } from './en/undo.ts'
import { welcome } from './en/welcome.ts'

/** Every text of the window in English, by area. Plurals have the endings `_one` and `_other`. */
export const english = {
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

/** What every language must have: a text that is missing in one does not compile. */
export type Texts = Widened<typeof english>

type Widened<Value> = Value extends string ? string : { readonly [Key in keyof Value]: Widened<Value[Key]> }

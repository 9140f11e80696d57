import type { Texts } from '../texts.ts'

export const app: Texts['app'] = {
  close: 'Schließen',
}

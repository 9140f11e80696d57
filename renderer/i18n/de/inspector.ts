import type { Texts } from '../texts.ts'

export const inspector: Texts['inspector'] = {}

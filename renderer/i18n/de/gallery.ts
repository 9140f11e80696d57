import type { Texts } from '../texts.ts'

export const gallery: Texts['gallery'] = {}

import type { Texts } from '../texts.ts'

export const library: Texts['library'] = {}

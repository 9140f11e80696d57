import type { Texts } from '../texts.ts'

export const concepts: Texts['concepts'] = {}

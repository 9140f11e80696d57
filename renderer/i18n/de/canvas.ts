import type { Texts } from '../texts.ts'

export const canvas: Texts['canvas'] = {}

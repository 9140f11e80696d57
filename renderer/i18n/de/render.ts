import type { Texts } from '../texts.ts'

export const render: Texts['render'] = {}

export const render = {}

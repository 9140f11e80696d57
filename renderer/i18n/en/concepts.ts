export const concepts = {}

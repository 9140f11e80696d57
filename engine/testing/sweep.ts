/**
 * Whether tables are gone through whole, as `npm run sweep` does. `npm test` takes the cases that stand for the others.
 */
export const isSweep = process.env['POLYPTYCH_SWEEP'] === '1'

/** Cases of a table: those that `npm test` takes, and those that say the same of more models, settings and methods. */
export function swept<Case>(always: readonly Case[], more: readonly Case[]): readonly Case[] {
  return isSweep ? [...always, ...more] : always
}

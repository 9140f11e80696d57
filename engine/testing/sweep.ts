/**
 * Whether tables are gone through whole, as `npm run sweep` does. `npm test` takes the cases that stand for the others.
 */
export const isSweep = process.env['POLYPTYCH_SWEEP'] === '1'

/**
 * Cases of a table: those that `npm test` takes, and those that say the same of more models, settings and methods.
 * @throws where `npm test` would take none.
 */
export function swept<Case>(always: readonly Case[], more: readonly Case[]): readonly Case[] {
  if (always.length === 0) throw new Error('A table needs a case for every run of the tests.')
  return isSweep ? [...always, ...more] : always
}

import { chromiumPath } from './chromium.ts'

/** Nothing is skipped in silence. */
export function setup(): void {
  if (chromiumPath === undefined) console.log('Skipped: the tests that need a browser. Install chromium to run them.')
}

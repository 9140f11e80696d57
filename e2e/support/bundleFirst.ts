import { bundleCommand } from '../../engine/testing/polyptychCommand.ts'
import { chromiumPath } from './chromium.ts'

/** Journeys go through the program as it is installed. */
export function setup(): void {
  if (chromiumPath !== undefined) bundleCommand()
}

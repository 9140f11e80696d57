import type { Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { serveWindow, writeSmallProject, type ProjectChanges, type ServedWindow } from './servedWindow.ts'

/** A browser with one open window, as most journeys need it. */
export interface Journey {
  readonly served: ServedWindow
  readonly page: Page
  /** @throws where the page has printed errors. */
  end(): Promise<void>
}

/** Starts in a window whose folder holds these projects, by name (see {@link writeSmallProject}). */
export async function startJourney(projects: Readonly<Record<string, ProjectChanges>>): Promise<Journey> {
  const browser = await launchChromium()
  const served = await serveWindow()
  for (const [name, changes] of Object.entries(projects)) await writeSmallProject(served, name, changes)
  const { page, close } = await served.open(browser)
  page.setDefaultTimeout(20_000)
  return {
    served,
    page,
    async end() {
      try {
        await close()
      } finally {
        await served.stop()
        await browser.close()
      }
    },
  }
}

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const rules = { type: 'tag' as const, values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }

/** What axe finds wrong with the page by WCAG 2.2 AA: the rule, and the elements. Nothing, as it should be. */
export async function axeFinds(page: Page): Promise<string[][]> {
  await page.waitForTimeout(300) // colours change slowly
  const axe = new AxeBuilder({ page }).options({ runOnly: rules, resultTypes: ['violations'], preload: false })
  const { violations } = await axe.analyze()
  return violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 200))])
}

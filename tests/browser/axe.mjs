// Checks pages with axe. All rules but the experimental ones run, including best practices and target size.

import assert from 'node:assert/strict'

import { axeScript } from './tools.mjs'

/** The surroundings in which each page is checked. */
const SURROUNDINGS = ['light', 'dark'].flatMap((colorScheme) => [320, 1280].map((width) => ({ colorScheme, width })))

/** The violations that axe finds on the page, light and dark, narrow and wide; empty if there are none. */
export async function axeFindings(page) {
  const findings = []
  await page.evaluate(axeScript)
  for (const { colorScheme, width } of SURROUNDINGS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const { passes, violations } = await page.evaluate(() =>
      // Only one experimental rule needs style sheets to be loaded again, and that rule is off.
      globalThis.axe.run({ preload: false, resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }),
    )
    assert(passes.length > 10, `axe looked at ${page.url()}`)
    for (const { id, help, nodes } of violations) {
      const places = nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`)
      findings.push(`${colorScheme}, ${width} px: ${id}: ${help}\n${places.join('\n')}`)
    }
  }
  return findings
}

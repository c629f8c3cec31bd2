// What axe finds, with every rule that is not an experiment, those of good practice and of target size included.

import assert from 'node:assert/strict'

import { axeScript } from './tools.mjs'

/** In which surroundings each page is looked at. */
const SURROUNDINGS = ['light', 'dark'].flatMap((colorScheme) => [320, 1280].map((width) => ({ colorScheme, width })))

/** What axe finds on the page, light and dark, narrow and wide; nothing where all is well. */
export async function axeFindings(page) {
  const findings = []
  await page.evaluate(axeScript)
  for (const { colorScheme, width } of SURROUNDINGS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    const { passes, violations } = await page.evaluate(() =>
      // Style sheets are loaded again for one experimental rule only, which is not asked.
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

// Plays one scenario: node run.mjs BASE_URL SCENARIO [ARGUMENT]
//
// The scenario is the function that `scenarios/SCENARIO.mjs` exports. Its result is printed as the last line.
// A failure is reported with the open pages and a screenshot of each.

import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { open } from './site.mjs'

const [base, name, argument] = process.argv.slice(2)
const { default: play } = await import(`./scenarios/${name}.mjs`)
const site = await open(base)
try {
  const result = await play(site, argument)
  await site.leave()
  if (result !== undefined) console.log(result)
} catch (error) {
  console.error(error.stack)
  await show(site.pages())
  await site.close()
  process.exitCode = 1
}

async function show(pages) {
  const folder = pages.length > 0 ? await mkdtemp(join(tmpdir(), `${name}-`)) : ''
  for (const [index, page] of pages.entries()) {
    const path = join(folder, `${index}.png`)
    const taken = await page.screenshot({ path, fullPage: true, timeout: 5_000 }).then(() => path, String)
    console.error(`open: ${page.url()} (${taken})`)
  }
}

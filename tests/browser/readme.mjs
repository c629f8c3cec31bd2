// Takes the pictures of the README: node readme.mjs BASE_URL FOLDER
//
// Each shows the top of a page, or one part of it, in light colours and small enough for the repository.

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { example } from './descriptions.mjs'
import { open } from './site.mjs'
import { loadPng } from './tools.mjs'

const WIDTH = 1280
const HEIGHT = 800
const SCALE = 0.65
const COLOURS = 32

/** The pictures: the way to a page, and the part of it that is shown; without one, its top. */
const PICTURES = {
  start: { arrive: (page) => site.go(page, '/') },
  report: { arrive: (page) => site.go(page, report) },
  flow: { arrive: (page) => site.go(page, report), part: 'figure' },
  question: { arrive: toQuestions },
  rule: { arrive: (page) => site.go(page, '/rules/invariant') },
}

const [base, folder] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const png = loadPng()
const site = await open(base)
const tickets = example('lesson-tickets')
const report = `/r/${(await site.publish(tickets)).id}`
for (const [name, { arrive, part }] of Object.entries(PICTURES)) {
  const viewport = { width: WIDTH, height: HEIGHT }
  const page = await site.visitor({ viewport, deviceScaleFactor: SCALE, colorScheme: 'light' })
  await arrive(page)
  const shown = part ? page.locator(part).first() : page
  const taken = png.decode(await shown.screenshot())
  const small = png.encode(png.toRGBA8(taken), taken.width, taken.height, COLOURS)
  await writeFile(join(folder, `${name}.png`), Buffer.from(small))
  await page.context().close()
}
await site.leave()

async function toQuestions(page) {
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(tickets)
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  await site.go(page, `${new URL(page.url()).pathname}/book/charge`)
}

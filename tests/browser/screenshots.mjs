// Takes a picture of every kind of page for people to look at: node screenshots.mjs BASE_URL FOLDER
//
// Each page is taken in light, in dark, on a phone and as printed: `NAME.FORM.png`. The folder's old content
// is removed.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { GROUPS } from './pages.mjs'
import { open } from './site.mjs'
import { loadPng } from './tools.mjs'

const FORMS = {
  light: { media: 'screen', colorScheme: 'light', width: 1280 },
  dark: { media: 'screen', colorScheme: 'dark', width: 1280 },
  phone: { media: 'screen', colorScheme: 'light', width: 390 },
  // A4 without its margins at 96 dots per inch.
  print: { media: 'print', colorScheme: 'light', width: 718 },
}

/** Maximum height of the picture of a long page, in pixels. */
const MOST_HEIGHT = 2400

/** Scale of the pictures: small enough to store and still easy to read. */
const SCALE = 0.75

/** Number of colours: enough for text and hairlines, at a third of the file size. */
const COLOURS = 32

const [base, folder] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
for (const file of await readdir(folder)) if (file.endsWith('.png')) await rm(join(folder, file))

const png = loadPng()
const site = await open(base)
for (const group of Object.values(GROUPS)) {
  for (const [name, arrive] of Object.entries(group)) {
    const page = await site.visitor({ deviceScaleFactor: SCALE })
    await arrive(site, page)
    for (const [form, surroundings] of Object.entries(FORMS)) {
      await writeFile(join(folder, `${name}.${form}.png`), await picture(page, surroundings))
    }
    await page.context().close()
  }
}
await site.leave()

async function picture(page, { media, colorScheme, width }) {
  await page.emulateMedia({ media, colorScheme })
  await page.setViewportSize({ width, height: 800 })
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: 0, width, height: Math.min(height, MOST_HEIGHT) }
  const taken = png.decode(await page.screenshot({ fullPage: true, clip }))
  return Buffer.from(png.encode(png.toRGBA8(taken), taken.width, taken.height, COLOURS))
}

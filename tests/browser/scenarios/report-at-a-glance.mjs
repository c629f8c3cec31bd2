// A report says on little more than a screen what to do. Its lines open in place by keyboard, its files hang on one menu,
// and its draft and it lead to each other.

import assert from 'node:assert/strict'

import { hotel, many, shop } from '../descriptions.mjs'
import { begin, heading } from '../journey.mjs'

/** The greatest height of a closed report of eight steps, in CSS pixels, on a window 1280 wide. */
const HIGHEST = 2500

export default async function play(site) {
  const { id } = await site.publish(hotel)
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.visitor({ viewport: { width: 1280, height: 800 }, javaScriptEnabled })
    await site.go(page, `/r/${id}`)
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    assert(height <= HIGHEST, `it is ${height} px high`)
    assert.equal(await page.locator('.decisions > li > details').count(), 8, 'there is a line for each step')
    await strongStepsAgree(page)
    await saidOnce(page)
    await opensInPlace(page)
    await downloads(page, id)
  }
  await leadToEachOther(site)
  await large(site)
  await ofSeveralFlows(site)
}

/** The first page of a large report has the picture and the first decisions, which lead to their reasons. */
async function large(site) {
  const { id } = await site.publish(many(120))
  const page = await site.visitor({ viewport: { width: 1280, height: 900 } })
  await site.go(page, `/r/${id}`)
  const picture = page.getByRole('region', { name: /^Picture of the flow/ })
  await page.locator('.canvas[data-awake]').waitFor()
  const line = page.locator('.decisions .line').first()
  for (const shown of [picture, line]) {
    const { y, height } = await shown.boundingBox()
    assert(y + height <= 900, 'headline, picture and decisions begin on the first screen')
  }
  const action = page.getByRole('heading', { name: 'Pick the parcel from shelf 2', exact: true })
  await site.answered(page, () => action.getByRole('link').click())
  await page.locator('[id="day/pick-the-parcel-from-shelf-2"]').waitFor()
}

/** Eight steps in three flows take no more room than in one. The first flow's picture is open; the others open in place. */
async function ofSeveralFlows(site) {
  const { id } = await site.publish(shop)
  const page = await site.visitor({ viewport: { width: 1280, height: 900 } })
  await site.go(page, `/r/${id}`)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  assert(height <= HIGHEST, `with three flows it is ${height} px high`)
  const pictures = page.getByRole('region', { name: /^Picture of the flow/ })
  assert.equal(await pictures.count(), 1)
  await page.locator('.of-flow > summary').filter({ hasText: 'Picture' }).nth(1).click()
  await pictures.nth(1).waitFor()
}

/** The figure of strong steps is the number of double frames, in the list and in the picture. */
async function strongStepsAgree(page) {
  const figure = await page.getByText(/steps? (is|are) strong/).innerText()
  const framed = await page.locator('.decisions .no.strong').count()
  assert.match(figure, new RegExp(`^${framed} of 8 steps`))
}

/** No sentence of the closed page stands there twice. */
async function saidOnce(page) {
  const text = await page.getByRole('article').innerText()
  const sentences = text.split(/(?<=[.?!])\s/).map((told) => told.trim()).filter((told) => told.length > 40)
  const twice = sentences.filter((told, index) => sentences.indexOf(told) !== index)
  assert.deepEqual(twice, [])
}

async function opensInPlace(page) {
  const heading = page.getByRole('heading', { name: 'Hold the room', exact: true })
  const line = page.locator('.decision > summary').filter({ has: heading })
  const reason = page.locator('[id="book/hold"]').getByText(/Only one can have it/).first()
  assert(!(await reason.isVisible()), 'it is closed at first')
  await line.focus()
  const before = await line.boundingBox()
  await page.keyboard.press('Enter')
  await reason.waitFor()
  assert.deepEqual(await line.boundingBox(), before, 'the line stays where it is')
  await page.keyboard.press('Enter')
  assert(!(await reason.isVisible()), 'it closes again')
}

async function downloads(page, id) {
  const button = page.getByRole('button', { name: 'Download' })
  const menu = page.getByRole('group', { name: 'Download' })
  assert(!(await menu.isVisible()), 'the menu is closed at first')
  await button.focus()
  await page.keyboard.press('Enter')
  await menu.waitFor()
  await page.keyboard.press('Tab')
  const links = await menu.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  for (const ending of ['md', 'svg', 'png', 'mmd', 'yaml', 'json', 'asyncapi.yaml', 'openapi.yaml', 'madr.zip']) {
    assert(links.includes(`/r/${id}/v/1.${ending}`), `${ending} is in the menu`)
  }
  for (const link of links) {
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), link)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Escape')
  assert(!(await menu.isVisible()), 'Escape closes the menu')
}

async function leadToEachOther(site) {
  const page = await site.visitor({ javaScriptEnabled: false })
  await begin(site, page, { name: 'Tickets', steps: ['Fan -> Booking: Choose a seat', 'Booking -> Mail: Send it'] })
  await site.answered(page, () => page.getByRole('link', { name: 'Tickets' }).first().click())
  const draft = new URL(page.url()).pathname
  await site.answered(page, () => page.getByRole('button', { name: 'Publish the report' }).click())
  const report = new URL(page.url()).pathname
  await site.answered(page, () => page.getByRole('link', { name: 'Go on in the draft' }).click())
  assert.equal(new URL(page.url()).pathname, draft)
  await site.answered(page, () => page.getByRole('link', { name: 'revision 1 of a report' }).click())
  assert.equal(new URL(page.url()).pathname, `${report}/v/1`)
  assert.equal(await heading(page), 'Tickets')
}

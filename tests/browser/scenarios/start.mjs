// The first minute: the field in the first window with the cursor in it, and every way to begin is one action.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'
import { heading } from '../journey.mjs'

/** The height of the first window that everybody sees, in pixels. */
const FIRST = 700

const BENCH = 'Did we read you right?'

export default async function play(site) {
  const page = await site.visitor()
  for (const width of [320, 390, 1280, 1440, 1600]) {
    await page.setViewportSize({ width, height: 900 })
    await site.go(page, '/')
    const field = page.getByLabel('What happens', { exact: true })
    const { y, height } = await field.boundingBox()
    assert(y + height <= FIRST, `the field ends at ${y + height} px of a window ${width} px wide`)
    // The browser sets the cursor with the first picture that it paints, which may be after the page is loaded.
    await page.locator('textarea:focus').waitFor()
    assert(await field.evaluate((field) => field === document.activeElement), 'the cursor is in the field')
  }

  // The picture beside the field is what the grey example gives, and an empty field reads the example.
  const field = page.getByLabel('What happens', { exact: true })
  const sample = await field.getAttribute('placeholder')
  const picture = page.getByRole('figure', { name: /^The example in the field/ })
  const shown = await picture.innerText()
  await site.answered(page, () => page.keyboard.press('Control+Enter'))
  assert.equal(await heading(page), BENCH)
  const read = await page.getByRole('list').filter({ hasText: 'The fan asks Booking' }).first().innerText()
  for (const line of sample.split('\n').filter(Boolean)) {
    for (const sentence of line.split('. ')) assert(read.includes(sentence.slice(0, 20)), `${sentence} was read: ${read}`)
  }
  const main = await page.getByRole('main').innerText()
  // The picture says an action in short.
  for (const [step, short] of [['Reserve a seat', 'Reserve seat'], ['Charge the card', 'Charge card']]) {
    assert(shown.includes(short) && (await page.locator(`input[value="${step}"]`).count()) + main.includes(step) > 0, step)
  }

  // Nothing is refused for want of a name: words, a list with arrows, one without, and a description.
  const texts = ['A guest books a room. The site charges the card.', 'Fan -> Booking: Book a ticket\nBooking -> Seats: Reserve the seat',
    '- Reserve the seat\n- Charge the card\n- Send the confirmation']
  for (const text of texts) {
    await site.go(page, '/')
    await page.getByLabel('What happens', { exact: true }).fill(text)
    await site.answered(page, () => page.keyboard.press('Control+Enter'))
    assert.equal(await heading(page), BENCH, text)
  }
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(example('lesson-login'))
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  assert.match(page.url(), /\/d\/\w+$/)

  // A file comes into the field, where it can be changed. What is no text stays outside, and nothing is lost.
  await site.go(page, '/')
  const file = page.getByLabel('From a file')
  await file.setInputFiles({ name: 'shop.txt', mimeType: 'text/plain', buffer: Buffer.from('We charge the card.') })
  await page.getByRole('status').filter({ hasText: 'The text of \u201cshop.txt\u201d is in the field.' }).waitFor()
  assert.equal(await page.getByLabel('What happens', { exact: true }).inputValue(), 'We charge the card.')
  await file.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0xff, 0x00]) })
  await page.getByRole('status').filter({ hasText: 'is not a text' }).waitFor()
  assert.equal(await page.getByLabel('What happens', { exact: true }).inputValue(), 'We charge the card.')

  // An example is one click.
  await site.answered(page, () => page.getByRole('button', { name: /^Bank transfer/ }).click())
  assert.match(page.url(), /\/d\/\w+$/)

  // The keys of every page, and the focus that comes back.
  await site.go(page, '/rules')
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Search the rules and words').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })

  // The navigation says where one is; a narrow window has it in a menu.
  const current = page.getByRole('navigation', { name: 'Site' }).locator('[aria-current=page]')
  assert.equal(await current.innerText(), 'Rules')
  assert.match(await page.title(), /^Rules/)
  await page.setViewportSize({ width: 390, height: 800 })
  assert(await current.isHidden())
  await page.getByRole('button', { name: 'Menu' }).click()
  assert(await current.isVisible())
  await site.answered(page, () => page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Words' }).click())
}

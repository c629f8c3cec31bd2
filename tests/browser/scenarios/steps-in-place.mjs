// Steps are renamed, moved by keys, buttons and by hand, split, joined and added where they stand.

import assert from 'node:assert/strict'

import { begin, status } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor()
  await begin(site, page, {
    name: 'Kiosk',
    steps: ['Guest -> Till: Choose a drink', 'Till -> Ledger: Record the sale', 'Till -> Mail: Send the receipt'],
  })
  const trail = page.getByRole('navigation', { name: 'Where you are' }).getByRole('link')
  await site.answered(page, () => trail.last().click())
  await page.evaluate(() => (globalThis.isTheSamePage = true))
  const fields = page.getByRole('textbox', { name: /what is done$/ })
  const shows = async (expected) => {
    await page.waitForFunction(
      (wanted) => JSON.stringify([...document.querySelectorAll('[data-row] textarea')].map((field) => field.value)) === wanted,
      JSON.stringify(expected),
    )
    await status(page, /^Saved/)
    assert(await page.evaluate(() => document.activeElement !== document.body), 'the focus is kept')
  }

  await fields.nth(1).fill('Book the sale')
  await fields.nth(1).blur()
  await status(page, /^Saved/)
  await fields.nth(1).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await shows(['Book the sale', 'Choose a drink', 'Send the receipt'])
  assert.equal(await page.evaluate(() => document.activeElement.value), 'Book the sale', 'the focus goes with the step')
  await page.keyboard.press('Alt+ArrowDown')
  await shows(['Choose a drink', 'Book the sale', 'Send the receipt'])

  await page.locator('.grip').nth(2).dragTo(page.locator('[data-row]').first(), { targetPosition: { x: 40, y: 4 } })
  await shows(['Send the receipt', 'Choose a drink', 'Book the sale'])

  await page.getByRole('button', { name: 'Join with the step before: “Book the sale”' }).click()
  await shows(['Send the receipt', 'Choose a drink and book the sale'])
  const last = page.locator('[data-row]').last()
  await last.getByText('Split', { exact: false }).first().click()
  await last.getByRole('button', { name: 'Split it' }).click()
  await shows(['Send the receipt', 'Choose a drink', 'Book the sale'])

  const add = page.getByRole('region', { name: 'Add a step' })
  await add.getByLabel('What happens').fill('Serve the drink')
  await add.getByRole('button', { name: 'Add the step' }).click()
  await shows(['Send the receipt', 'Choose a drink', 'Book the sale', 'Serve the drink'])
  const added = page.locator('[data-new]')
  await added.waitFor()
  const { top, bottom } = await added.evaluate((row) => row.getBoundingClientRect().toJSON())
  assert(top >= 0 && bottom <= page.viewportSize().height, 'the new step is in view')
  assert.equal(await add.getByLabel('What happens').inputValue(), '', 'the next one can be written')
  assert.equal(await page.evaluate(() => globalThis.isTheSamePage), true, 'the page was loaded again')
}

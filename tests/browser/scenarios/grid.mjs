// All answers of a flow in one table: a cell is saved at once, rows are pasted, faults are told with row and column.

import assert from 'node:assert/strict'

import { begin, status } from '../journey.mjs'

export default async function play(site) {
  site.forgive(/answered 422/)
  const page = await site.visitor()
  await begin(site, page, { name: 'Kiosk', steps: ['Till -> Ledger: Record the sale', 'Till -> Mail: Send the receipt'] })
  await site.answered(page, () => page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').last().click())
  await site.answered(page, () => page.getByRole('link', { name: 'All answers in a table' }).click())
  const cell = (step) => page.getByRole('combobox', { name: `Who waits for the outcome, step ${step}` })
  await cell(1).focus()
  await cell(1).selectOption({ label: 'Nobody waits' })
  await status(page, /^Saved/)
  assert(await cell(1).evaluate((field) => field === document.activeElement), 'the focus stays in the cell')

  await page.getByText('Paste rows from a spreadsheet').click()
  const rows = page.getByLabel('Rows from a spreadsheet')
  const faulty = 'Step\tWho waits for the outcome\n1\tNobody wait\nRecord it\tNobody waits'
  await rows.fill(faulty)
  await page.getByRole('button', { name: 'Take the rows' }).click()
  await page.getByText('Row 2, column 2:').waitFor()
  await page.getByText('Row 3, column 1:').waitFor()
  assert.equal(await rows.inputValue(), faulty, 'nothing is lost')
  await rows.fill('Step\tWho waits for the outcome\n1\t?\nSend the receipt\tNobody waits')
  await page.getByRole('button', { name: 'Take the rows' }).click()
  await page.getByText('The rows are taken.', { exact: true }).waitFor()
  assert.equal(await cell(1).inputValue(), '')
  assert.equal(await cell(2).inputValue(), 'none')
  await page.reload()
  assert.equal(await cell(2).inputValue(), 'none')
}

// A key leads to the search from every page. The best hit comes first, with the words of the query marked.

import assert from 'node:assert/strict'

import { heading } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor()
  await site.go(page, '/rules/audit')
  await page.getByRole('heading', { level: 1 }).click()
  const field = page.getByRole('searchbox')
  await page.keyboard.press('/')
  await field.fill('commit points')
  await site.answered(page, () => page.keyboard.press('Enter'))
  assert.equal(await heading(page), 'Search')
  assert.equal(await page.getByRole('searchbox').inputValue(), 'commit points')
  const first = page.locator('.hits > li').first()
  assert.match(await first.innerText(), /^Commit point/)
  assert.deepEqual(await first.getByRole('link').locator('mark').allInnerTexts(), ['Commit', 'point'])
  await site.answered(page, () => first.getByRole('link').click())
  assert.equal(new URL(page.url()).hash, '#commit_point')

  // In a narrow window the same key opens the menu.
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('heading', { level: 1 }).click()
  await page.keyboard.press('/')
  assert(await page.getByRole('searchbox').evaluate((field) => field === document.activeElement))
  await page.keyboard.type('comit')
  await site.answered(page, () => page.keyboard.press('Enter'))
  await site.answered(page, () => page.getByRole('link', { name: 'commit', exact: true }).click())
  assert((await page.locator('.hits > li').count()) > 0)
}

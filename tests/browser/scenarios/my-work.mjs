// A browser lists the drafts and reports that it made, keeps the list to itself, and forgets what it is told to forget.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'
import { begin, heading, kept } from '../journey.mjs'

const STEPS = ['Reserve the seat', 'Charge the card']

export default async function play(site) {
  const page = await site.visitor()
  await begin(site, page, { name: 'Concert', steps: STEPS })
  await kept(page, 1)
  await begin(site, page, { name: 'Theatre', steps: STEPS })
  await kept(page, 2)
  const { id, edit_token: token } = await site.publish(example('lesson-hotel'))

  // Who only reads a report did not make it. With the edit link it is the browser's own, and the token stays outside.
  await site.go(page, `/r/${id}`)
  await site.go(page, '/my-work')
  const rows = page.locator('.work > li')
  await rows.first().waitFor()
  assert.equal(await rows.count(), 2)
  await site.go(page, `/r/${id}/edit/${token}`)
  await kept(page, 3)
  await site.go(page, '/my-work')
  await rows.first().waitFor()
  const list = await rows.allInnerTexts()
  assert.match(list[0], /^Report\s+.*Hotel/s)
  assert.match(list[1], /^Draft\s+Theatre/)
  assert.match(list[2], /^Draft\s+Concert/)
  assert.match(list[2], /\d{1,2} \w+ \d{4}, \d{2}:\d{2}/, 'with its date and time')
  assert(!(await page.evaluate(() => JSON.stringify(localStorage))).includes(token), 'the right to change is not kept here')

  // The start page has the last ones.
  await site.go(page, '/')
  await page.locator('.recent').getByRole('link', { name: 'Theatre' }).waitFor()
  assert.equal(await page.locator('.recent').getByRole('link').count(), 3)

  // One is forgotten and taken back, by keyboard alone; then all.
  await site.go(page, '/my-work')
  await page.getByRole('button', { name: 'Forget \u201cTheatre\u201d' }).press('Enter')
  await page.getByRole('status').filter({ hasText: '\u201cTheatre\u201d is forgotten.' }).waitFor()
  assert.equal(await rows.count(), 2)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Forget \u201cTheatre\u201d' }).waitFor()
  await page.getByRole('button', { name: 'Forget all' }).click()
  await page.getByText('Nothing yet.').waitFor()
  await page.getByRole('button', { name: 'Take it back' }).click()
  await rows.first().waitFor()

  // What is deleted leaves the list.
  await site.answered(page, () => page.getByRole('link', { name: 'Concert' }).click())
  await page.getByText('Delete the draft').first().click()
  await site.answered(page, () => page.getByRole('button', { name: /^Delete/ }).click())
  assert.equal(await heading(page), 'My work')
  await rows.first().waitFor()
  assert.equal(await rows.count(), 2)

  // Another browser knows nothing of it.
  const other = await site.visitor()
  await site.go(other, '/my-work')
  await other.getByText('Nothing yet.').waitFor()
}

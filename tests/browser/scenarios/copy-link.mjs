// The button that copies a report's address: an island, so it wakes under the page's policy, and is not seen where
// nothing may run.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'

export default async function play(site) {
  const { id, url } = await site.publish(example('lesson-login'))
  const page = await site.visitor({ permissions: ['clipboard-read', 'clipboard-write'] })
  await site.go(page, `/r/${id}`)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  // Read on a page of no policy: the service's own pages may not read the clipboard.
  assert.equal(await clipboard(page), url)

  const still = await site.visitor({ javaScriptEnabled: false })
  await site.go(still, `/r/${id}`)
  assert.equal(await still.getByRole('button', { name: 'Copy link' }).count(), 0)
}

/** What is on the clipboard, found by pasting it. */
async function clipboard(page) {
  await page.goto('/')
  const field = page.getByLabel('What happens', { exact: true })
  await field.focus()
  await page.keyboard.press('ControlOrMeta+v')
  return field.inputValue()
}

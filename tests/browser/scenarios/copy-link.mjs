// The button that copies a report's address. It is an island, so it must work under the page's policy, and it
// must be hidden without script.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'

export default async function play(site) {
  const { id, url } = await site.publish(example('lesson-login'))
  const page = await site.visitor({ permissions: ['clipboard-read', 'clipboard-write'] })
  await site.go(page, `/r/${id}`)
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  // The clipboard is read on a page without a policy, because the service's own pages may not read it.
  assert.equal(await clipboard(page), url)

  const still = await site.visitor({ javaScriptEnabled: false })
  await site.go(still, `/r/${id}`)
  assert.equal(await still.getByRole('button', { name: 'Copy link' }).count(), 0)
}

/** The text on the clipboard, found by pasting it. */
async function clipboard(page) {
  await page.goto('/')
  const field = page.getByLabel('What happens', { exact: true })
  await field.focus()
  await page.keyboard.press('ControlOrMeta+v')
  return field.inputValue()
}

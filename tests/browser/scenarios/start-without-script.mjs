// The start page without script: the example, a file, a picture that is no text, and the page that lists nothing.

import assert from 'node:assert/strict'

import { heading } from '../journey.mjs'

const BENCH = 'Did we read you right?'

export default async function play(site) {
  const page = await site.visitor({ javaScriptEnabled: false })
  const readIt = () => page.getByRole('button', { name: 'Read it' }).click()
  await site.go(page, '/')
  await site.answered(page, readIt)
  assert.equal(await heading(page), BENCH, 'an empty field reads the example')

  await site.go(page, '/')
  await site.answered(page, () => page.getByRole('button', { name: 'Open it and look around' }).click())
  assert.equal(await heading(page), BENCH)

  await site.go(page, '/')
  const text = Buffer.from('We reserve the seat. We charge the card.')
  await page.getByLabel('From a file').setInputFiles({ name: 'shop.txt', mimeType: 'text/plain', buffer: text })
  await site.answered(page, readIt)
  assert.equal(await heading(page), BENCH, 'a file is read as its text')

  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill('We charge the card.')
  const picture = Buffer.from([0x89, 0x50, 0xff, 0x00])
  await page.getByLabel('From a file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: picture })
  await site.answered(page, readIt, 422)
  await page.getByText('This file is not a text.').waitFor()
  assert.equal(await page.getByLabel('What happens', { exact: true }).inputValue(), 'We charge the card.')

  await site.go(page, '/my-work')
  await page.getByText('Only a script can read what a browser keeps').waitFor()

  await site.go(page, '/')
  await page.getByRole('searchbox').fill('commit point')
  await site.answered(page, () => page.keyboard.press('Enter'))
  await page.getByRole('link', { name: 'Commit point' }).first().waitFor()
}

// Writes a draft (argument `write`), or finds it again (argument: its path). The service restarts in between.

import assert from 'node:assert/strict'

import { pointer } from '../hands.mjs'
import { begin, find, heading } from '../journey.mjs'

const QUESTION = 'Who waits for the outcome?'
const ANSWER = 'Nobody waits'

export default async function play(site, task) {
  const page = await site.visitor({ javaScriptEnabled: false })
  if (task === 'write') return write(site, page)
  await site.go(page, task)
  assert.equal(await heading(page), 'Send the receipt')
  assert(await (await find(page, pointer, QUESTION, ANSWER)).isChecked(), 'the answer is still there')
}

async function write(site, page) {
  await begin(site, page, { name: 'Kiosk', steps: ['Till -> Mail: Send the receipt'] })
  const { pathname } = new URL(page.url())
  await (await find(page, pointer, QUESTION, ANSWER)).check()
  await site.answered(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  return pathname
}

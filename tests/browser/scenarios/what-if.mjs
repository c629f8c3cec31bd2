// What if: from a report to the effects of another answer. Nothing is stored; the address contains everything.

import assert from 'node:assert/strict'

import { shop } from '../descriptions.mjs'

const STEP = 'order-a-bicycle/reserve-the-frame'

export default async function play(site) {
  const { id } = await site.publish(shop)
  const page = await site.visitor({ javaScriptEnabled: false })
  await site.go(page, `/r/${id}#${STEP}`)
  const step = page.locator(`[id="${STEP}"]`)
  await site.answered(page, () => step.getByRole('link', { name: '\u201cNobody waits\u201d' }).click())
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'What if: Reserve the frame')
  const difference = page.getByRole('region', { name: 'The difference' })
  assert.match(await difference.innerText(), /The verdict changes\..*event-driven/s)

  const reader = await site.visitor({ javaScriptEnabled: false })
  await site.go(reader, page.url())
  const read = reader.getByRole('region', { name: 'The difference' })
  assert.equal(await read.innerText(), await difference.innerText(), 'the address tells it all')

  await page.getByLabel('How long the work takes').selectOption('long')
  await site.answered(page, () => page.getByRole('button', { name: 'Show the difference' }).click())
  const asked = Object.fromEntries(new URL(page.url()).searchParams)
  assert.deepEqual(asked, { reply: 'none', duration: 'long' }, 'only what is answered otherwise is asked')

  await site.answered(page, () => page.getByRole('link', { name: 'Back to the report' }).click())
  assert.equal(new URL(page.url()).pathname, `/r/${id}/v/1`)
  const { revision, description } = await (await fetch(`${site.base}/api/v1/reports/${id}`)).json()
  assert.equal(revision, 1, 'no revision was made')
  const answers = description.flows[0].steps.find((told) => told.id === 'reserve-the-frame').answers
  assert.equal(answers.reply, 'answer', 'the report says what it said')
  assert.deepEqual(await page.context().cookies(), [], 'nothing is kept')
}

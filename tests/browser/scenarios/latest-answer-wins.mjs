// Of two quick answers the second one counts, however slowly the service handles the first.

import assert from 'node:assert/strict'

import { pointer } from '../hands.mjs'
import { adviceIs, begin, find, isChange } from '../journey.mjs'

const QUESTION = 'Who waits for the outcome?'

export default async function play(site) {
  const page = await site.visitor()
  await begin(site, page, { name: 'Kiosk', steps: ['Till -> Ledger: Record the sale'] })
  const first = await find(page, pointer, QUESTION, 'The caller needs the result')
  const second = await find(page, pointer, QUESTION, 'Nobody waits')

  let release
  const held = new Promise((resolve) => (release = resolve))
  let changes = 0
  await page.route('**', async (route) => {
    const isFirst = isChange(route.request()) && (changes += 1) === 1
    if (isFirst) await held
    await route.continue()
  })
  await Promise.all([page.waitForRequest(isChange), first.check()])
  await second.check()
  release()
  await adviceIs(page, 'event-driven')
  assert(await second.isChecked(), 'the second answer is not undone by what came back for the first')

  await page.reload()
  await adviceIs(page, 'event-driven')
  assert(await (await find(page, pointer, QUESTION, 'Nobody waits')).isChecked(), 'the second answer is kept')
}

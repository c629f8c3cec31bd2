// If an answer cannot be saved, the page says so, keeps the choice, and saves it when the person tries again.

import assert from 'node:assert/strict'

import { pointer } from '../hands.mjs'
import { adviceIs, begin, find, isChange, status } from '../journey.mjs'

const QUESTION = 'Who waits for the outcome?'

/** Failures on the way: the server cannot be reached, or it is too busy. */
const FAILURES = [
  ['The caller needs the result', 'synchronous', (route) => route.abort()],
  ['Nobody waits', 'event-driven',
      (route) => route.fulfill({ status: 503, contentType: 'text/html', body: '<title>Too busy</title>' })],
]

export default async function play(site) {
  site.forgive(/net::ERR_FAILED|answered 503/)
  const page = await site.visitor()
  await begin(site, page, { name: 'Kiosk', steps: ['Till -> Mail: Send the receipt'] })
  for (const [label, verdict, fail] of FAILURES) {
    const radio = await find(page, pointer, QUESTION, label)
    await page.route('**', (route) => (isChange(route.request()) ? fail(route) : route.continue()))
    await radio.check()
    await status(page, /^Not saved/)
    assert(await radio.isChecked(), 'what was chosen is lost')

    await page.unroute('**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await adviceIs(page, verdict)
    await status(page, /^Saved/)
    await page.reload()
    assert(await (await find(page, pointer, QUESTION, label)).isChecked(), 'the answer is kept')
  }
}

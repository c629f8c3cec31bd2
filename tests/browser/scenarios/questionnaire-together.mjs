// Two tabs and two people work on one draft: no answer is lost, and where both answer the same question, both values
// are shown and one is chosen. With a script and without.

import assert from 'node:assert/strict'

import { pointer } from '../hands.mjs'
import { adviceIs, begin, find, status } from '../journey.mjs'

const WAITS = 'Who waits for the outcome?'

export default async function play(site) {
  site.forgive(/answered 409/)
  const page = await site.visitor()
  await begin(site, page, { name: 'Kiosk', steps: ['Till -> Ledger: Record the sale'] })
  const { pathname } = new URL(page.url())
  const answered = async () => {
    const answer = await page.request.get(`${pathname.split('/').slice(0, 3).join('/')}.json`)
    return (await answer.json()).flows[0].steps[0].answers
  }

  // Two tabs of one person: each answers another question.
  const tab = await page.context().newPage()
  await site.go(tab, pathname)
  await (await find(tab, pointer, WAITS, 'Nobody waits')).check()
  await status(tab, /^Saved/)
  const other = page.locator('.question[open] fieldset').nth(1)
  const question = await other.locator('input[name=asked]').getAttribute('value')
  await other.getByRole('radio').first().check()
  await status(page, /^Saved/)
  await adviceIs(page, 'event-driven')
  const both = await answered()
  assert.equal(both.reply, 'none', 'the first tab\'s answer is kept')
  assert(both[question], 'and the second tab\'s')

  // Two people: both change the same answer, one of them without script.
  for (const javaScriptEnabled of [true, false]) {
    const guest = await site.visitor({ javaScriptEnabled })
    await site.go(guest, pathname)
    const mine = await find(guest, pointer, WAITS, 'A receipt is enough')
    await site.go(page, pathname)
    await (await find(page, pointer, WAITS, 'The caller needs the result')).check()
    await status(page, /^Saved/)
    await mine.check()
    if (!javaScriptEnabled) {
      await site.answered(guest, () => guest.getByRole('button', { name: 'Save', exact: true }).click(), 409)
    }
    const conflict = guest.getByRole('alert').filter({ hasText: 'somebody else changed this meanwhile' })
    await conflict.waitFor()
    const theirs = conflict.getByRole('button', { name: 'Theirs: The caller needs the result' })
    const own = conflict.getByRole('button', { name: 'Mine: A receipt is enough' })
    assert.equal((await answered()).reply, 'answer', 'nothing is overwritten')
    if (javaScriptEnabled) {
      assert(await theirs.evaluate((button) => button === document.activeElement), 'the choice has the focus')
      await own.click()
      await status(guest, /^Saved/)
      assert.equal((await answered()).reply, 'acknowledgement')
    } else {
      await site.answered(guest, () => theirs.click())
      assert.equal((await answered()).reply, 'answer')
    }
    await conflict.waitFor({ state: 'detached' })
    // The next person starts from another answer.
    await site.go(page, pathname)
    await (await find(page, pointer, WAITS, 'Nobody waits')).check()
    await status(page, /^Saved/)
    await guest.close()
  }
}

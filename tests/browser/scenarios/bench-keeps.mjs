// Between the bench and the questions nothing is lost, going back loads no form again, and what is typed in one line
// stays while another is saved.

import assert from 'node:assert/strict'

import { heading, isChange, read, status } from '../journey.mjs'

const TEXT = 'Hotel:\n- reserve the room\n- mail the confirmation\n\nGnarf goes through Gunnar.'

export default async function play(site) {
  const page = await site.visitor()
  await read(site, page, TEXT)
  const action = (number) => page.getByRole('textbox', { name: `Step ${number}, what is done` })

  // The first line is saved while somebody types in the second. Whether the browser counts that as a change when the
  // first answer comes, or only when the field is left, it is sent.
  const second = page.waitForRequest((request) => isChange(request) && request.postData().includes('Mail+the+bill'))
  await action(1).fill('Hold the room')
  await Promise.all([page.waitForRequest(isChange), action(2).focus()])
  await action(2).fill('Mail the bill')
  await status(page, /^Saved/)
  assert.equal(await action(2).inputValue(), 'Mail the bill', 'what is typed stays')
  await action(2).blur()
  await second
  await status(page, /^Saved/)

  await site.answered(page, () => page.getByRole('link', { name: 'Looks right: go on' }).click())
  assert.notEqual(await heading(page), 'Did we read you right?')
  await site.answered(page, () => page.getByRole('link', { name: 'Your words' }).click())
  assert.equal(await action(1).inputValue(), 'Hold the room')
  assert.equal(await action(2).inputValue(), 'Mail the bill')
  assert.equal(await page.locator('.sentences > li').count(), 4, 'every sentence is there')
  // A page that came from a form would ask before it is loaded again.
  const answer = await page.reload()
  assert.equal(answer.request().method(), 'GET')
  assert.equal(await action(1).inputValue(), 'Hold the room')
}

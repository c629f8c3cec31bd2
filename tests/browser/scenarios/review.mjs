// People say what they think of a report: comments, a dissent, a remark that the editor hides, and two people who answer
// differently. Reviewers use browsers of their own, one of them without script.

import assert from 'node:assert/strict'

import { shop } from '../descriptions.mjs'

const STEP = '/flows/order-a-bicycle/steps/charge-the-card'

export default async function play(site) {
  const { id, edit_token: token } = await site.publish(shop)
  const editor = await site.visitor()
  await site.go(editor, `/r/${id}/edit/${token}`)
  const granted = await editor.context().request.put(`/api/v1/reports/${id}/rights/review`, {
    headers: { authorization: `Bearer ${token}` },
    data: {},
  })
  const { token: review } = await granted.json()

  for (const javaScriptEnabled of [true, false]) {
    const reader = await site.visitor({ javaScriptEnabled })
    await site.go(reader, `/r/${id}/remarks`)
    assert.equal(await reader.getByRole('button', { name: 'Say it' }).count(), 0, 'readers only read')
    await site.go(reader, `/r/${id}/review/${review}`)
    await site.go(reader, `/r/${id}/remarks`)
    await say(site, reader, 'Bo', 'A comment', `Script: ${javaScriptEnabled}.`)
  }

  // A dissent about a step, from its reasons in the report.
  const ann = await site.visitor()
  await site.go(ann, `/r/${id}/review/${review}`)
  await ann.locator('summary').filter({ hasText: 'Charge the card' }).first().click()
  const about = ann.getByRole('link', { name: 'Say something about this step: Charge the card' })
  await site.answered(ann, () => about.first().click())
  assert.equal(await ann.getByLabel('About', { exact: true }).inputValue(), STEP)
  await say(site, ann, 'Ann', 'I disagree', '<b>Nobody</b> should wait for the bank.')
  assert.equal(await ann.getByLabel('Your name').inputValue(), 'Ann', 'the browser remembers the name')
  const said = ann.getByRole('region', { name: 'Charge the card' })
  await said.getByText('<b>Nobody</b> should wait for the bank.').waitFor()

  // The editor sees it at the step and hides it; then Ann sees it no more.
  await site.go(editor, `/r/${id}`)
  await editor.getByRole('link', { name: /^1 dissent/ }).first().waitFor()
  await site.go(editor, `/r/${id}/remarks`)
  await site.answered(editor, () => editor.getByRole('button', { name: 'Hide: remark 3 by Ann' }).click())
  await editor.getByText('only editors see it').waitFor()
  await site.go(ann, `/r/${id}/remarks`)
  assert.equal(await ann.getByText('should wait for the bank').count(), 0)

  // Two people answer differently, and the verdict depends on it.
  for (const [name, answer] of [['Ann', 'none'], ['Bo', 'answer']]) {
    await site.go(ann, `/r/${id}/ballot?empty=yes`)
    await ann.getByLabel('Your name').fill(name)
    await unfold(ann, ann.locator('.of-step').filter({ hasText: 'Charge the card' }))
    await ann.locator(`select[name="answer reply ${STEP}"]`).selectOption(answer)
    await site.answered(ann, () => ann.getByRole('button', { name: 'Send my answers' }).click())
  }
  await ann.getByText('Your answers are kept.').waitFor()
  const step = ann.getByRole('region', { name: 'Charge the card' })
  await step.getByText('The verdict depends on it').waitFor()
  await step.getByRole('row', { name: /Ann.*event-driven/ }).waitFor()
  const boxes = (page) => page.getByRole('checkbox', { name: /^Take it into a new draft/ })
  assert.equal(await boxes(ann).count(), 0, 'a reviewer changes nothing')

  await site.go(editor, `/r/${id}/ballots`)
  await editor.getByRole('checkbox', { name: /^Take it into a new draft: none/ }).check()
  const taking = editor.getByRole('button', { name: 'Take the ticked answers into a new draft' })
  await site.answered(editor, () => taking.click())
  assert.match(new URL(editor.url()).pathname, /^\/d\/\w+$/)
  assert.match(await editor.getByLabel('Note').inputValue(), /^Taken from the ballots\. Charge the card/)

  // Who answers again finds their answers.
  await site.go(ann, `/r/${id}/ballot`)
  await ann.getByText('These are your earlier answers').waitFor()
  assert.equal(await ann.locator(`select[name="answer reply ${STEP}"]`).inputValue(), 'answer')
}

/** Opens a step of a ballot with all its questions. */
async function unfold(page, step) {
  await step.evaluate((fold) => {
    for (const each of [fold, ...fold.querySelectorAll('details')]) each.open = true
  })
}

/** Leaves a remark in the form that is open. */
async function say(site, page, name, kind, text) {
  await page.getByLabel('Your name').fill(name)
  await page.getByText(kind, { exact: false }).first().click()
  await page.getByLabel('Your words').fill(text)
  await site.answered(page, () => page.getByRole('button', { name: 'Say it' }).click())
  await page.getByText(text).waitFor()
}

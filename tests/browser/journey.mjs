// The main path of a first-time user: from a list of steps to a report that somebody else reads. It works
// with any of the hands, with a script and without one.

import assert from 'node:assert/strict'

const NAME = 'Concert tickets'
const STEPS = [
  'Fan -> Booking: Choose a seat',
  'Booking -> Seats: Reserve the seat',
  'Booking -> Payment: Charge the card',
  'Booking -> Ledger: Record the sale',
]
const BENCH = 'Did we read you right?'
const WAITS = 'Who waits for the outcome?'

/**
 * Walks the main path and returns the report's address.
 *
 * `hands` are those of `hands.mjs`; `live` says whether answers show without the page being loaded again; `arrive` is
 * called on every page on the way, to look at it.
 */
export async function walk(site, page, { hands, live, arrive }) {
  const follow = async (locator) => {
    await site.answered(page, () => hands.press(page, locator))
    await arrive(page)
  }

  await site.go(page, '/')
  await arrive(page)
  await hands.write(page, page.getByLabel('What happens', { exact: true }), STEPS.join('\n'))
  await hands.press(page, page.getByText('More: a name'))
  await hands.write(page, page.getByLabel('Name', { exact: true }), NAME)
  await follow(page.getByRole('button', { name: 'Read it' }))

  assert.equal(await heading(page), BENCH)
  await follow(page.getByRole('link', { name: 'Looks right: go on' }))
  assert.equal(await heading(page), 'Choose a seat')
  await answer(site, page, { hands, live }, WAITS, 'The caller needs the result')
  assert.match((await advice(page)).said, /synchronous/)

  await follow(await way(page, hands, 'Record the sale'))
  assert.equal(await heading(page), 'Record the sale')
  const before = await advice(page)
  assert.match(before.said, /synchronous.*\bstrong/s)
  await answer(site, page, { hands, live }, WAITS, 'Nobody waits')
  const after = await advice(page)
  assert.match(after.said, /event-driven.*\beventual/s)
  assert.notEqual(after.drawn, before.drawn, 'the picture shows the answer')

  await follow(page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: NAME }).first())
  await hands.write(page, page.getByLabel('Note'), 'For the review')
  await follow(page.getByRole('button', { name: 'Publish the report' }))

  assert.equal(await heading(page), NAME)
  await page.getByText('For the review').first().waitFor()
  await page.getByRole('link', { name: 'Go on in the draft' }).waitFor()
  return new URL(page.url()).pathname
}

/** Opens the report at `path` as somebody who only has its address, and checks that they cannot change it. */
export async function share(site, path, options) {
  const reader = await site.visitor(options)
  await site.go(reader, path)
  assert.equal(await heading(reader), NAME)
  const text = await reader.getByRole('main').innerText()
  for (const step of ['Choose a seat', 'Reserve the seat', 'Charge the card', 'Record the sale']) {
    assert(text.includes(step), `the report tells of "${step}"`)
  }
  assert.equal(await reader.getByRole('button', { name: 'New revision' }).count(), 0)
  assert.equal(await reader.getByRole('link', { name: 'Go on in the draft' }).count(), 0)
  return reader
}

/** Starts a system with one flow and opens the questions of its first step. */
export async function begin(site, page, { name, steps }) {
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(steps.join('\n'))
  await page.getByText('More: a name').click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  await site.answered(page, () => page.getByRole('link', { name: 'Looks right: go on' }).click())
}

/** Starts a draft from free text and opens its bench. */
export async function read(site, page, text) {
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(text)
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  assert.equal(await heading(page), BENCH)
}

/** Waits until the page says that a change is saved, or that it is not. */
export async function status(page, words) {
  await page.getByRole('status').filter({ hasText: words }).waitFor()
}

/** Waits until a step's page shows this verdict. */
export async function adviceIs(page, verdict) {
  await page.getByRole('complementary', { name: 'The advice now' }).getByText(verdict).first().waitFor()
}

/** Whether a request changes something. */
export function isChange(request) {
  return request.method() === 'POST'
}

/** The text of the page's main heading. */
export async function heading(page) {
  return page.getByRole('heading', { level: 1 }).innerText()
}

/** The current advice and picture of a step's page. */
async function advice(page) {
  const said = await page.getByRole('complementary', { name: 'The advice now' }).innerText()
  const drawn = await page.getByRole('region', { name: /^Picture of the flow/ }).innerHTML()
  return { said, drawn }
}

/** The answer to a question on a step's page. A folded question is opened first. */
export async function find(page, hands, question, label) {
  const group = page.getByRole('group', { name: question })
  const ask = page.locator('.ask').getByText(question, { exact: true })
  if (!(await ask.isVisible())) await hands.press(page, page.getByText(/^\d+ more questions?/))
  if (!(await group.isVisible())) await hands.press(page, page.locator('summary').filter({ has: ask }))
  // Anchored, because the choice for an inferred answer ends with the same label: `As the words say: …`.
  return group.getByRole('radio', { name: new RegExp(`^${label}`) })
}

/** Answers a question and waits until it is saved: at once on a live page, otherwise with its button. */
async function answer(site, page, { hands, live }, question, label) {
  const before = await advice(page)
  const radio = await find(page, hands, question, label)
  await hands.choose(page, radio)
  if (live) {
    // A reload of the page would lose this mark.
    await page.evaluate(() => (globalThis.isTheSamePage = true))
    await status(page, /^Saved/)
    assert.equal(await page.evaluate(() => globalThis.isTheSamePage), true, 'the page was loaded again')
  } else {
    await site.answered(page, () => hands.press(page, page.getByRole('button', { name: 'Save', exact: true })))
  }
  assert.notEqual((await advice(page)).said, before.said, 'the advice tells of the answer')
  assert(await (await find(page, hands, question, label)).isChecked(), 'the answer is kept')
}

/** The link to a step in the list of its flow. A folded list is opened first. */
async function way(page, hands, step) {
  const steps = page.getByRole('navigation', { name: 'Steps' })
  const link = steps.getByRole('link', { name: step })
  if (!(await link.isVisible())) await hands.press(page, steps.getByText(/^Step \d+ of/))
  return link
}

/** Waits until the browser has noted this number of drafts and reports as its own. */
export async function kept(page, number) {
  await page.waitForFunction((number) => JSON.parse(localStorage.getItem('my-work') ?? '[]').length === number, number)
}

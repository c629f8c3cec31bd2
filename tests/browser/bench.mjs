// Mends what was read from a text, each action once. It works with a script and without one.

import assert from 'node:assert/strict'

import { read, status } from './journey.mjs'

const TEXT = `Hotel:
- reserve the room
- mail the confirmation

It must never be sold twice, gnarf.

Gnarf goes through Gunnar.`

/** Mends everything that can be mended. `live` says whether changes show without the page being loaded again. */
export async function mend(site, page, live) {
  await read(site, page, TEXT)
  const steps = page.getByRole('textbox', { name: /what is done$/ })
  const actions = () => steps.evaluateAll((fields) => fields.map((field) => field.value))
  const line = (words) => page.locator('.sentences > li').filter({ has: page.locator('.said', { hasText: words }) })
  const row = (index) => page.locator('.read-steps > li').nth(index)
  const done = async (act) => {
    if (!live) return site.answered(page, act)
    await page.evaluate(() => (globalThis.isTheSamePage = true))
    const answer = page.waitForResponse((response) => response.status() === 200)
    await act()
    await answer
    await status(page, /^Saved/)
    assert.equal(await page.evaluate(() => globalThis.isTheSamePage), true, 'the page was loaded again')
  }
  const shows = async (expected, why) => {
    await page.waitForFunction(
      ([selector, wanted]) => JSON.stringify([...document.querySelectorAll(selector)].map((field) => field.value)) === wanted,
      ['.read-steps textarea[name=action]', JSON.stringify(expected)],
    )
    assert.deepEqual(await actions(), expected, why)
  }
  // However the two last sentences are read, they are set aside first.
  for (const words of ['never be sold twice', 'Gunnar']) {
    await line(words).locator('summary').click()
    const aside = line(words).getByRole('button', { name: /set it aside/ })
    if ((await aside.count()) > 0) await done(() => aside.click())
  }
  await shows(['Reserve the room', 'Mail the confirmation'])

  if (!live) await line('Gunnar').locator('summary').click()
  await done(() => line('Gunnar').getByRole('button', { name: 'Make it a step' }).click())
  await shows(['Reserve the room', 'Mail the confirmation', 'Gnarf goes through Gunnar'])
  assert.match(await line('Gunnar').innerText(), /3/)

  await done(() => row(2).getByRole('button', { name: /^Drop/ }).click())
  await shows(['Reserve the room', 'Mail the confirmation'])
  await done(() => page.getByRole('button', { name: 'Undo the last change' }).click())
  await shows(['Reserve the room', 'Mail the confirmation', 'Gnarf goes through Gunnar'])

  await done(() => row(2).getByRole('button', { name: /^Move up/ }).click())
  await shows(['Reserve the room', 'Gnarf goes through Gunnar', 'Mail the confirmation'])
  await done(() => row(1).getByRole('button', { name: /^Join/ }).click())
  await shows(['Reserve the room and gnarf goes through Gunnar', 'Mail the confirmation'])

  await row(0).locator('.split > summary').click()
  await row(0).getByLabel('Then').fill('Tell Gunnar')
  await done(() => row(0).getByRole('button', { name: 'Split it' }).click())
  await shows(['Reserve the room', 'Tell Gunnar', 'Mail the confirmation'])

  await retell(page, row(1), done, live, 'Tell the minibar', 'Desk', 'Minibar')
  await shows(['Reserve the room', 'Tell the minibar', 'Mail the confirmation'])
  assert.equal(await row(1).getByRole('combobox', { name: /who asks/ }).inputValue(), 'Desk')
  assert.equal(await row(1).getByRole('combobox', { name: /who does it/ }).inputValue(), 'Minibar')

  const rule = line('never be sold twice')
  await rule.locator('summary').click()
  await rule.getByLabel('Said of step').selectOption({ label: '2 Tell the minibar' })
  await done(() => rule.getByRole('button', { name: 'Attach' }).click())
  const back = row(1).getByRole('button', { name: /^Take back/ })
  await back.first().waitFor()
  const before = await back.count()
  assert.match(await row(1).innerText(), /never be sold twice/)
  await done(() => row(1).locator('.tag', { hasText: 'never be sold twice' }).getByRole('button').click())
  await row(1).locator('.tag', { hasText: 'never be sold twice' }).waitFor({ state: 'detached' })
  assert.equal(await back.count(), before - 1)

  if (!(await rule.getByRole('button', { name: /set it aside/ }).isVisible())) await rule.locator('summary').click()
  await done(() => rule.getByRole('button', { name: /set it aside/ }).click())
  await rule.getByText('talk').waitFor()

  await done(() => page.getByRole('button', { name: /^Take (all|the)/ }).click())
  await page.getByRole('button', { name: /^Take (all|the)/ }).waitFor({ state: 'detached' })
  assert((await page.locator('.tag.stated').count()) > 0, 'what was read is stated')

  await page.getByText('Add a step').click()
  await page.getByLabel('What happens').fill('Clean the room')
  await done(() => page.getByRole('button', { name: 'Add the step' }).click())
  await shows(['Reserve the room', 'Tell the minibar', 'Mail the confirmation', 'Clean the room'])
}

async function retell(page, row, done, live, action, from, to) {
  const fields = [
    [row.getByRole('textbox', { name: /what is done$/ }), action],
    [row.getByRole('combobox', { name: /who asks/ }), from],
    [row.getByRole('combobox', { name: /who does it/ }), to],
  ]
  if (!live) {
    for (const [field, value] of fields) await field.fill(value)
    await done(() => row.getByRole('button', { name: 'Save' }).click())
    return
  }
  for (const [field, value] of fields) {
    await done(async () => {
      await field.fill(value)
      await field.blur()
    })
  }
}

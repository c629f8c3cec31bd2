// What is answered stays where it is on the screen; keys undo fifty changes and make them again; the focus is never
// lost; `?` lists the keys.

import assert from 'node:assert/strict'

import { begin, isChange, status } from '../journey.mjs'

const CHANGES = 50

export default async function play(site) {
  const page = await site.visitor()
  await begin(site, page, {
    name: 'Kiosk',
    steps: ['Till -> Ledger: Record the sale', 'Till -> Mail: Send the receipt', 'Till -> Stock: Count the drinks'],
  })
  const isFocused = () => page.evaluate(() => document.activeElement !== document.body)
  // A page begins with the focus on its heading.
  await page.waitForFunction(() => document.activeElement?.localName === 'h1')

  const radios = page.locator('.question[open]').first().getByRole('radio')
  const radio = radios.first()
  await radio.scrollIntoViewIfNeeded()
  const tops = () => page.evaluate(() =>
    [...document.querySelectorAll('.question[open] .ask')].map((ask) => [ask.id, ask.getBoundingClientRect().top]))
  const before = await tops()
  assert.equal(before.length, 3, 'three questions are open at a time')
  const box = await radio.boundingBox()
  await radio.check()
  await status(page, /^Saved/)
  assert.deepEqual(await radio.boundingBox(), box, 'the answer stays under the cursor')
  const after = await tops()
  assert.deepEqual(after.slice(0, 3), before, 'and so do its neighbours')
  assert(await radio.evaluate((input) => input === document.activeElement), 'the focus stays')

  // Fifty changes, and all of them back and forth by keys.
  const { pathname } = new URL(page.url())
  const description = async () => {
    const answer = await page.request.get(`${pathname.split('/').slice(0, 3).join('/')}.json`)
    return answer.text()
  }
  const pressed = async (keys) => {
    const answer = page.waitForResponse((response) => response.request().method() === 'GET' && response.url().includes('did='))
    await page.keyboard.press(keys)
    await answer
    await status(page, /^Saved/)
  }
  const states = [await description()]
  for (let change = 0; change < CHANGES; change += 1) {
    const answer = page.waitForResponse((response) => isChange(response.request()))
    await radios.nth((change + 1) % 2).check()
    await answer
    await status(page, /^Saved/)
    states.push(await description())
  }
  for (let change = CHANGES - 1; change >= 0; change -= 1) {
    await pressed('Control+z')
    assert.equal(await description(), states[change], `change ${change + 1} is undone`)
  }
  for (let change = 1; change <= CHANGES; change += 1) {
    await pressed('Control+Shift+z')
    assert.equal(await description(), states[change], `change ${change} is made again`)
  }
  assert(await isFocused(), 'the focus is not lost')

  await page.keyboard.press('?')
  const list = page.getByRole('dialog', { name: 'Keys' })
  await list.getByText('Take back the last change').waitFor()
  await page.keyboard.press('Escape')
  await list.waitFor({ state: 'hidden' })

  // In a text field the keys belong to the field.
  await site.answered(page, () => page.getByRole('navigation', { name: 'Where you are' }).getByRole('link').last().click())
  const action = page.getByRole('textbox', { name: 'Step 1, what is done' })
  await action.fill('Choose a meal?')
  await page.keyboard.press('Control+z')
  assert.equal(await list.isVisible(), false)
  assert.equal(await description(), states[CHANGES])
}

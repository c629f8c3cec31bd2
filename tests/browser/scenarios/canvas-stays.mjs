// The picture beside the questions: the step that one works on is in view, and after an answer the size and the place
// stay as they were.

import assert from 'node:assert/strict'

import { many } from '../descriptions.mjs'
import { pointer } from '../hands.mjs'
import { find, status } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor({ viewport: { width: 1280, height: 900 } })
  await site.go(page, '/')
  await page.getByText('Or bring a description').click()
  await page.getByLabel('Description as YAML or JSON').fill(many(30))
  await site.answered(page, () => page.getByRole('button', { name: 'Go on to the questions' }).click())
  await site.go(page, `${new URL(page.url()).pathname}/day/pick-the-parcel-from-shelf-17`)
  await page.locator('.canvas[data-awake]').waitFor()
  assert(await isInView(page), 'the step that one works on is in view')

  const box = page.getByRole('region', { name: /^Picture of the flow/ })
  await box.focus()
  await page.keyboard.press('1')
  await page.keyboard.press('+')
  assert(await isInView(page), 'it is still in view')
  const before = await see(box)
  await box.evaluate((box) => (box.querySelector('svg').dataset.old = 'yes'))
  await (await find(page, pointer, 'Who waits for the outcome?', 'The caller needs the result')).check()
  await status(page, /^Saved/)
  await page.locator('.canvas[data-awake]').waitFor()
  assert.equal(await page.locator('[data-old]').count(), 0, 'the answer changes the picture')
  const after = await see(box)
  assert.equal(after.scale, before.scale, 'the size stays')
  assert.equal(after.left, before.left, 'the place stays')
  assert.equal(after.height, before.height, 'the box keeps its height')
  assert(await isInView(page), 'the step is in view as before')

  await box.focus()
  await page.keyboard.press('-')
  assert((await see(box)).scale < after.scale, 'the new picture is a canvas, too')
}

function see(box) {
  return box.evaluate((box) => {
    const { width } = box.querySelector('.whole > svg').getBoundingClientRect()
    const natural = box.querySelector('.whole > svg').viewBox.baseVal.width
    return {
      scale: Math.round((width / natural) * 100),
      left: box.scrollLeft,
      height: Math.round(box.getBoundingClientRect().height),
    }
  })
}

function isInView(page) {
  return page.evaluate(() => {
    const current = document.querySelector('.canvas a[aria-current]').getBoundingClientRect()
    const area = document.querySelector('.canvas .scroller').getBoundingClientRect()
    return current.left >= area.left && current.right <= area.right
  })
}

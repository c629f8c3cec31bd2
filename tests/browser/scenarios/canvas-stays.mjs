// The picture beside the questions: the step that one works on is in view, and after an answer the size and the place
// stay as they were.

import assert from 'node:assert/strict'

import { many } from '../descriptions.mjs'
import { pointer } from '../hands.mjs'
import { find } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor({ viewport: { width: 1280, height: 900 } })
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(many(30))
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  await overview(page)
  await site.go(page, `${new URL(page.url()).pathname}/day/pick-the-parcel-from-shelf-29`)
  await page.locator('.canvas[data-awake]').waitFor()
  assert(await isInView(page), 'the step that one works on is in view')
  const form = page.locator('.canvas .drawn:visible')
  assert.equal(await form.getAttribute('class'), 'drawn tall', 'beside the questions the shorter form is shown')

  const box = page.getByRole('region', { name: /^Picture of the flow/ })
  await box.focus()
  await page.keyboard.press('1')
  await page.keyboard.press('+')
  assert(await isInView(page), 'it is still in view')
  const before = await see(box)
  const answered = async (reply) => {
    await box.evaluate((box) => (box.querySelector('svg').dataset.old = 'yes'))
    await (await find(page, pointer, 'Who waits for the outcome?', reply)).check()
    await page.locator('[data-old]').waitFor({ state: 'detached' })
    await page.locator('.canvas[data-awake]').waitFor()
    return see(box)
  }
  const after = await answered('The caller needs the result')
  assert.equal(after.scale, before.scale, 'the size stays')
  assert.equal(after.height, before.height, 'the box keeps its height')
  assert(await isInView(page), 'the step is in view as before')

  await box.evaluate((box) => new Promise((done) => {
    box.addEventListener('scroll', done, { once: true })
    box.scrollTo(0, 20)
  }))
  assert(!(await isInView(page)), 'one looks at something else')
  const elsewhere = await answered('Nobody waits')
  assert.deepEqual(elsewhere.place, [0, 20], 'nobody is called back')
  assert.equal(elsewhere.scale, before.scale, 'the size stays')

  await box.focus()
  await page.keyboard.press('-')
  assert((await see(box)).scale < elsewhere.scale, 'the new picture is a canvas, too')
}

/** The overview of a draft has the picture beside the list of steps; a step of it leads to its questions. */
async function overview(page) {
  const picture = page.getByRole('region', { name: /^Picture of the flow/ })
  const first = page.locator('.short-steps a').first()
  const [drawn, listed] = [await picture.boundingBox(), await first.boundingBox()]
  assert(drawn.x > listed.x + listed.width && drawn.y < 900 && listed.y < 900, 'they stand beside each other, in view')
  const way = await picture.getByRole('link', { name: /^3 Pick the parcel/ }).getAttribute('href')
  assert.match(way, /\/day\/pick-the-parcel-from-shelf-3$/)
}

function see(box) {
  return box.evaluate((box) => {
    const drawing = [...box.querySelectorAll('.whole > svg')].find((drawing) => drawing.checkVisibility())
    const { width } = drawing.getBoundingClientRect()
    const natural = drawing.viewBox.baseVal.width
    return {
      scale: Math.round((width / natural) * 100),
      place: [box.scrollLeft, box.scrollTop],
      height: Math.round(box.getBoundingClientRect().height),
    }
  })
}

function isInView(page) {
  return page.evaluate(() => {
    const steps = [...document.querySelectorAll('.canvas a[aria-current]')]
    const current = steps.find((step) => step.checkVisibility()).getBoundingClientRect()
    const area = document.querySelector('.canvas .scroller').getBoundingClientRect()
    const isAcross = current.left >= area.left && current.right <= area.right
    return isAcross && current.top >= area.top && current.bottom <= area.bottom
  })
}

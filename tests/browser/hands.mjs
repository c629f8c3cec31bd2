// Two ways to use a page, with a pointer or with the keyboard alone. Both have the same three methods.

import assert from 'node:assert/strict'

/** More focus stops than any page has. */
const MOST_STOPS = 300

/** Uses a mouse or a finger. */
export const pointer = {
  press: (_page, locator) => locator.click(),
  choose: (_page, radio) => radio.check(),
  write: (_page, field, text) => field.fill(text),
}

/** Uses Tab, Enter, Space, arrows and letters. The focus must be visible at every stop. */
export const keyboard = {
  async press(page, locator) {
    await reach(page, locator)
    await page.keyboard.press('Enter')
  },

  async choose(page, radio) {
    const group = await radio.evaluate((input) => input.name)
    await reach(page, page.locator(`input[type="radio"][name="${group}"]`))
    // One evaluation in the page reads everything, because parts of the page are replaced while an answer is
    // being saved.
    const asked = (await radio.getAttribute('id')) ?? assert.fail('the answer has an id')
    const is = (state) => page.evaluate(([id, state]) => document.getElementById(id).matches(state), [asked, state])
    if (await is(':focus')) await page.keyboard.press('Space')
    for (let stop = 0; !(await is(':checked')); stop += 1) {
      assert(stop < MOST_STOPS, 'the arrows reach the answer')
      await page.keyboard.press('ArrowDown')
    }
    assert(await is(':focus'), 'the focus stays on the answer')
    await focusIsSeen(page)
  },

  async write(page, field, text) {
    await reach(page, field)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(text)
  },
}

/** Presses Tab until the focus is on an element that `locator` finds. */
async function reach(page, locator) {
  await locator.first().waitFor()
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    const isThere = (elements) => elements.includes(document.activeElement)
    if (await locator.evaluateAll(isThere)) return
    await page.keyboard.press('Tab')
    await focusIsSeen(page)
  }
  assert.fail(`Tab does not reach ${locator}`)
}

/** Fails if the focused element does not show its focus or is hidden behind another element. */
async function focusIsSeen(page) {
  const fault = await page.evaluate(() => {
    const element = document.activeElement
    // After the page's last stop, the focus moves to the browser's own controls.
    if (!element || element === document.body) return null
    const isOutlined = (candidate) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(candidate)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor)
    }
    const shown = element.outerHTML.slice(0, 200)
    // A field may show its focus at its label, or at the panel that it fills.
    const marked = [element, ...(element.labels ?? []), element.closest('.writing') ?? element]
    if (!marked.some(isOutlined)) return `the focus is not seen on ${shown}`
    const box = element.getBoundingClientRect()
    const places = [0.1, 0.5, 0.9].map((part) => [box.left + box.width / 2, box.top + box.height * part])
    const isInFront = ([x, y]) => {
      const front = document.elementFromPoint(x, y)
      return front && marked.some((part) => part.contains(front) || front.contains(part))
    }
    return places.some(isInFront) ? null : `the focus is hidden on ${shown}`
  })
  assert.equal(fault, null, fault)
}

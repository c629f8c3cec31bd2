// How a person works a page: with a pointer, or with the keyboard alone. Both have the same three verbs.

import assert from 'node:assert/strict'

/** More stops than a page has from one end to the other. */
const MOST_STOPS = 300

/** A mouse or a finger. */
export const pointer = {
  press: (_page, locator) => locator.click(),
  choose: (_page, radio) => radio.check(),
  write: (_page, field, text) => field.fill(text),
}

/** Tab, Enter, Space, arrows and letters. Wherever the focus stops on its way, it must be seen. */
export const keyboard = {
  async press(page, locator) {
    await reach(page, locator)
    await page.keyboard.press('Enter')
  },

  async choose(page, radio) {
    const group = await radio.evaluate((input) => input.name)
    await reach(page, page.locator(`input[type="radio"][name="${group}"]`))
    // Asked of the page in one go: parts of it are put in the place of others while the answer is being saved.
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

/** Presses Tab until the focus is on what `locator` finds, or on one of them. */
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

/** Fails if something has the focus and does not show it, or is hidden behind something else. */
async function focusIsSeen(page) {
  const fault = await page.evaluate(() => {
    const element = document.activeElement
    // Beyond the page's last stop, the focus is in the browser's own bar.
    if (!element || element === document.body) return null
    const isOutlined = (candidate) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(candidate)
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor)
    }
    const shown = element.outerHTML.slice(0, 200)
    const marked = [element, ...(element.labels ?? [])]
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

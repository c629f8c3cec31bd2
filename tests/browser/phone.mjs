// Checks pages on the narrowest screen that is still in use, 320 px.

import assert from 'node:assert/strict'

/** The minimum size of buttons and fields for a finger, in CSS pixels. */
const TARGET = 44

/** Fails if the page scrolls sideways, or if a button or a field is too small to touch. */
export async function fitsPhone(page) {
  const { wide, small } = await page.evaluate((target) => {
    const root = document.documentElement
    const name = (element) => `${element.outerHTML.slice(0, 120)} (${shape(element.getBoundingClientRect())})`
    const shape = ({ width, height }) => `${Math.round(width)} × ${Math.round(height)}`
    const sticksOut = (element) =>
      element.getBoundingClientRect().right > root.clientWidth + 0.5 && !element.closest('[tabindex="0"], pre')
    const wide = root.scrollWidth > root.clientWidth ? [...document.querySelectorAll('body *')].filter(sticksOut) : []
    const touched = [...document.querySelectorAll('button, input:not([type="hidden"]), select, textarea, summary')]
    const isSmall = (element) => {
      // A person touches the label of a radio button or a checkbox, which is its whole line.
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
      return width > 0 && height > 0 && (width < target || height < target)
    }
    return {
      wide: root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide`, ...wide.map(name)] : [],
      small: touched.filter((element) => element.checkVisibility() && isSmall(element)).map(name),
    }
  }, TARGET)
  assert(wide.length === 0, `${page.url()} scrolls sideways:\n${wide.join('\n')}`)
  assert(small.length === 0, `${page.url()} is hard to touch:\n${small.join('\n')}`)
}

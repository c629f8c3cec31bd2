// Selecting a step in a report's picture shows its reasons, with script and without.

import assert from 'node:assert/strict'

import { shop } from '../descriptions.mjs'

export default async function play(site) {
  const { id } = await site.publish(shop)
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.visitor({ javaScriptEnabled })
    await site.go(page, `/r/${id}`)
    const picture = page.getByRole('region', { name: /^Picture of the flow .Order a bicycle/ })
    const reason = page.locator('[id="order-a-bicycle/reserve-the-frame"]').getByText(/Only one can have it/).first()
    assert(!(await isInView(reason)), 'the reasons are elsewhere on the page')
    await picture.getByRole('link', { name: /Reserve the frame/ }).click()
    assert.equal(decodeURIComponent(new URL(page.url()).hash), '#order-a-bicycle/reserve-the-frame')
    await reason.waitFor()
    assert(await isInView(reason), 'the reasons are shown')
  }
}

async function isInView(locator) {
  if (!(await locator.isVisible())) return false
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= globalThis.innerHeight
  })
}

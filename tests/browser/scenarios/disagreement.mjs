// If published sources disagree, a step says so, unfolds both positions, and links to the rule and to the
// rules that it concerns.

import assert from 'node:assert/strict'

import { shop } from '../descriptions.mjs'

const QUESTION = /^Sources disagree: Should a service call another one/

export default async function play(site) {
  const { id } = await site.publish(shop)
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.visitor({ javaScriptEnabled })
    await site.go(page, `/r/${id}`)
    const step = page.locator('[id="order-a-bicycle/look-up-the-price"]')
    const follows = step.getByText(/offers the copy where the owner/)
    assert(!(await follows.isVisible()), 'it is folded at first')
    await page.getByRole('heading', { name: 'Look up the price' }).click()
    assert(!(await follows.isVisible()), 'it is a fold of its own')
    await step.getByText(QUESTION).click()
    await follows.waitFor()
    const sides = await step.locator('.sides').getByRole('listitem').allInnerTexts()
    assert(sides.length >= 2, 'there are two sides or more')
    assert(sides.some((side) => side.includes('Event-Driven Architecture Concepts')) &&
        sides.some((side) => side.includes('.NET')),
        sides.join('\n'))

    await step.getByRole('link', { name: 'Queries and local copies' }).click()
    await page.getByRole('heading', { level: 1, name: 'Queries and local copies' }).waitFor()
    await page.getByRole('heading', { name: 'What is in dispute' }).waitFor()
    await page.getByRole('article').getByRole('link', { name: 'Read from the owner' }).first().click()
    await page.getByText(QUESTION).waitFor()
  }
}

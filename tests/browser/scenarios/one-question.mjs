// The questions one at a time: answered, passed over and gone back to, with a script and without, on a narrow screen.

import assert from 'node:assert/strict'

import { begin, status } from '../journey.mjs'

export default async function play(site) {
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.visitor({ javaScriptEnabled, viewport: { width: 320, height: 640 } })
    await begin(site, page, { name: 'Kiosk', steps: ['Till -> Ledger: Record the sale', 'Till -> Mail: Send the receipt'] })
    await site.answered(page, () => page.getByRole('navigation', { name: 'Where you are' }).getByRole('link', { name: 'Kiosk' }).click())
    await site.answered(page, () => page.getByRole('link', { name: 'One question at a time' }).click())
    const question = () => page.locator('.question').getAttribute('id')
    const first = await question()
    assert.equal(await page.locator('fieldset').count(), 1)
    await site.answered(page, () => page.getByRole('link', { name: 'Skip', exact: true }).click())
    assert.notEqual(await question(), first)
    await site.answered(page, () => page.getByRole('link', { name: 'Back', exact: true }).click())
    assert.equal(await question(), first)
    await page.getByRole('radio').first().check()
    if (javaScriptEnabled) await status(page, /^Saved/)
    assert.equal(await question(), first, 'it stays until one goes on')
    await site.answered(page, () => page.getByRole('button', { name: 'Next', exact: true }).click())
    assert.notEqual(await question(), first)
    await site.answered(page, () => page.getByRole('link', { name: 'Back', exact: true }).click())
    assert(await page.getByRole('radio').first().isChecked(), 'the answer is kept')
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    assert(width <= 320, `nothing is wider than the screen: ${width}`)
    await page.close()
  }
}

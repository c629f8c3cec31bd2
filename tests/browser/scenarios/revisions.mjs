// A reader finds the revisions of a report, compares two of them and sees in the picture what changed: without a
// script, by the keyboard and on a narrow screen.

import assert from 'node:assert/strict'

import { shop, shopLater } from '../descriptions.mjs'
import { keyboard } from '../hands.mjs'
import { fitsPhone } from '../phone.mjs'

export default async function play(site) {
  const published = await site.publish(shop)
  const { id } = published
  await site.revise(published, shopLater, 'The confirmation waits for nobody')
  await site.revise(published, shop, 'Back again')

  for (const options of [{ javaScriptEnabled: false }, {}, { viewport: { width: 320, height: 640 } }]) {
    const page = await site.visitor(options)
    await site.go(page, `/r/${id}`)
    await site.answered(page, () => page.getByRole('link', { name: 'all revisions' }).click())
    const table = page.getByRole('table', { name: 'Revisions, newest first' })
    assert.equal(await table.getByRole('row').count(), 4)
    if (options.viewport) await fitsPhone(page)

    await keyboard.write(page, page.getByLabel('Old revision'), '1')
    await keyboard.write(page, page.getByLabel('New revision'), '2')
    await site.answered(page, () => keyboard.press(page, page.getByRole('button', { name: 'What changed' })))
    assert.equal(new URL(page.url()).search, '?from=1&to=2')
    await page.getByText('1 step is new', { exact: false }).first().waitFor()
    const verdicts = page.getByRole('table', { name: 'Verdicts' })
    await verdicts.getByRole('row', { name: /\+ new.*Wrap the frame/ }).waitFor()
    await verdicts.getByRole('row', { name: /− gone.*Build the bicycle/ }).waitFor()

    const picture = page.getByRole('region', { name: /^Picture of the flow/ })
    const drawn = picture.locator('svg.picture:visible')
    assert.equal(await drawn.count(), 1, 'one form of the picture is shown')
    for (const sign of ['+ new', '~ verdict', '~ changed', '− Build the bicycle']) {
      await drawn.getByText(sign, { exact: true }).first().waitFor()
    }
    const legend = await page.getByRole('figure').locator('figcaption').innerText()
    assert(legend.includes('+ new') && legend.includes('struck out'), legend)
    if (options.viewport) await fitsPhone(page)

    await site.answered(page, () => page.getByRole('link', { name: 'The other way round' }).click())
    await page.getByRole('table', { name: 'Verdicts' }).getByRole('row', { name: /\+ new.*Build the bicycle/ }).waitFor()
    await page.close()
  }

  const feed = await fetch(`${site.base}/r/${id}.atom`)
  assert.equal(feed.headers.get('content-type'), 'application/atom+xml; charset=utf-8')
  const page = await site.visitor()
  await site.go(page, `/r/${id}/revisions`)
  const link = page.locator('head link[rel="alternate"][type="application/atom+xml"]')
  assert.equal(await link.getAttribute('href'), `/r/${id}.atom`)
}

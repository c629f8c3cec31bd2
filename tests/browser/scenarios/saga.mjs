// A report shows the handling of failures: the kind of saga, the compensations, a better order, what others
// see meanwhile, and the undoing in the sequence view; with script and without.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'

export default async function play(site) {
  const { id } = await site.publish(example('lesson-order'))
  for (const javaScriptEnabled of [true, false]) {
    const page = await site.visitor({ javaScriptEnabled })
    await site.go(page, `/r/${id}`)
    const plan = page.getByRole('region', { name: 'If something fails' })
    await plan.getByRole('link', { name: 'parallel saga' }).waitFor()
    assert.match(await plan.innerText(), /^Orders conducts the steps by /m)

    const fate = (role) => plan.locator('.fates > li').filter({ hasText: role })
    assert.match(await fate('compensable').innerText(), /taken back.*Reserve stock, undone by ReleaseStock/s)
    assert.match(await fate('pivot').innerText(), /no way back.*Charge the card/s)

    const move = plan.getByRole('listitem').filter({ hasText: 'If money is taken last' })
    assert.match(await move.innerText(), /4 Charge the card belongs behind 3 Reserve stock/)

    const seen = plan.getByText('readers at inventory').first()
    assert(!(await seen.isVisible()), 'what others see is folded')
    await plan.getByText('Why, and what others see meanwhile').click()
    await seen.waitFor()
    assert.match(await seen.innerText(), /see a change of the stock that may still be undone by ReleaseStock\. Semantic lock/)

    await page.getByText('The same as a sequence').click()
    await page.locator('svg text').filter({ hasText: 'if a step fails' }).waitFor()
    await page.locator('svg text').filter({ hasText: 'ReleaseStock undoes 3' }).waitFor()

    await move.getByRole('link', { name: /Charge the card/ }).click()
    const step = page.locator('[id="order/charge"]')
    await step.getByText(/^How .* is delivered$/).waitFor()
    await step.getByText('payment.ChargeCard.dead-letter').waitFor()
  }
}

// A report shows how the system is built today: the waits by habit, and the ordered changes.

import assert from 'node:assert/strict'

import { example, shop } from '../descriptions.mjs'

export default async function play(site) {
  const { id } = await site.publish(shop)
  const page = await site.visitor({ javaScriptEnabled: false })
  await site.go(page, `/r/${id}`)
  await page.getByRole('navigation', { name: 'On this page' })
      .getByRole('link', { name: 'How it is built today' }).click()
  const today = page.getByRole('region', { name: 'How it is built today' })
  await today.getByText(/2 are waited for today: 1 because something needs it and 1 by habit/).waitFor()

  const moves = await today.getByRole('listitem').allInnerTexts()
  const place = (words) => {
    const found = moves.findIndex((text) => text.includes(words))
    assert(found >= 0, `no move says "${words}":\n${moves.join('\n')}`)
    return found
  }
  const drop = 'Take email_template and mail_subject out of'
  const order = [drop, 'by CardCharged instead of SendConfirmation', 'Go on without waiting', 'by a call']
  const places = order.map(place)
  assert.deepEqual(places, [...places].sort((a, b) => a - b), 'the smallest risk comes first')

  await today.getByText('Why at this place').first().click()
  await today.getByText(/that only one reader needs, or/).waitFor()
  await today.getByRole('listitem').first().getByRole('link', { name: 'Send the confirmation' }).click()
  assert.equal(decodeURIComponent(new URL(page.url()).hash), '#order-a-bicycle/send-the-confirmation')

  const { id: planned } = await site.publish(example('lesson-login'))
  await site.go(page, `/r/${planned}`)
  assert.equal(await page.getByText('How it is built today').count(), 0, 'nobody said how it is built')
}

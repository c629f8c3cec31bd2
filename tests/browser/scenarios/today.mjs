// A report shows how the system is built today: the waits by habit, and the ordered changes.

import assert from 'node:assert/strict'

import { example, shop } from '../descriptions.mjs'

export default async function play(site) {
  const { id } = await site.publish(shop)
  const page = await site.visitor({ javaScriptEnabled: false })
  await site.go(page, `/r/${id}`)
  await page.getByRole('heading', { name: 'How it is built today' }).click()
  const today = page.getByRole('region', { name: 'How it is built today' })
  await today.getByText(/somebody waits for 2 of the \d+ steps described: 1 because something requires it and 1 by habit/).waitFor()

  const moves = await today.getByRole('listitem').allInnerTexts()
  const place = (words) => {
    const found = moves.findIndex((text) => text.includes(words))
    assert(found >= 0, `no move says "${words}":\n${moves.join('\n')}`)
    return found
  }
  const drop = 'Remove email_template and mail_subject from'
  const order = [drop, 'instead of SendConfirmation', 'Go on without waiting', 'Call ']
  const places = order.map(place)
  assert.deepEqual(places, [...places].sort((a, b) => a - b), 'the smallest risk comes first')

  await today.getByText('Why at this point').first().click()
  await today.getByText(/that only one consumer needs, or/).waitFor()
  await today.getByRole('listitem').first().getByRole('link', { name: 'Send the confirmation' }).click()
  assert.equal(decodeURIComponent(new URL(page.url()).hash), '#order-a-bicycle/send-the-confirmation')

  const { id: planned } = await site.publish(example('lesson-login'))
  await site.go(page, `/r/${planned}`)
  assert.equal(await page.getByText('How it is built today').count(), 0, 'nobody said how it is built')
}

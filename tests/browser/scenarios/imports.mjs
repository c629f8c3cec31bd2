// What people have is read by the same field as words: a diagram, an API, an archive. The bench shows the document with
// what each of its lines became, and the picture shows its calls and events.

import assert from 'node:assert/strict'

import { heading } from '../journey.mjs'

const BENCH = 'Did we read you right?'

const MERMAID = `sequenceDiagram
    actor C as Customer
    C->>Orders: Place the order
    Orders-)Kafka: OrderPlaced
    Kafka-)Billing: OrderPlaced
`

const ASYNCAPI = `asyncapi: 3.0.0
info: {title: Order service, version: 1.0.0}
channels:
  orderPlaced:
    messages:
      OrderPlaced: {payload: {properties: {orderId: {type: string}}}}
operations:
  sendOrderPlaced: {action: send, channel: {$ref: '#/channels/orderPlaced'}}
`

export default async function play(site) {
  const page = await site.visitor()
  const field = page.getByLabel('What happens', { exact: true })
  for (const [text, parts] of [
    [MERMAID, ['C->>Orders: Place the order', 'Kafka-)Billing: OrderPlaced']],
    [ASYNCAPI, ['sendOrderPlaced', 'title: Order service']],
  ]) {
    await site.go(page, '/')
    await field.fill(text)
    await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
    assert.equal(await heading(page), BENCH)
    const main = await page.getByRole('main').innerText()
    for (const part of parts) assert(main.includes(part), `${part}: ${main}`)
    assert((await page.locator('svg').filter({ hasText: /order/i }).count()) > 0, 'the picture is there')
  }

  // A file that is dropped on the field is as good as its text in it.
  await site.go(page, '/')
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], 'orders.mmd', { type: 'text/plain' }))
    return transfer
  }, MERMAID)
  await field.dispatchEvent('drop', { dataTransfer: transfer })
  await page.getByRole('status').filter({ hasText: 'orders.mmd' }).waitFor()
  assert.equal(await field.inputValue(), MERMAID)

  // A fault is told with its line, and nothing that was pasted is lost.
  const open = `${MERMAID}    alt paid\n`
  await field.fill(open)
  site.forgive(/answered 422/)
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByText('Line 6, column 5').first().waitFor()
  assert.equal(await field.inputValue(), open)
}

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

/** A system whose EventCatalog the server writes as an archive. */
const SYSTEM = `name: Order service
flows:
  - name: Checkout
    steps:
      - {id: place, action: Place the order, from: Shop, to: [Orders]}
      - {id: bill, action: Bill the order, from: Orders, to: [Billing], answers: {reply: none}}
`

/** Drops a file on the field. */
async function drop(page, field, { name, bytes }) {
  const base64 = bytes.toString('base64')
  const transfer = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name))
      return transfer
    },
    { name, base64 },
  )
  await field.dispatchEvent('drop', { dataTransfer: transfer })
  await page.getByRole('status').filter({ hasText: name }).waitFor()
}

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
  await drop(page, field, { name: 'orders.mmd', bytes: Buffer.from(MERMAID) })
  assert.equal(await field.inputValue(), MERMAID)

  // A dropped archive is unpacked by the server when it is read.
  const headers = { 'content-type': 'application/yaml' }
  const packed = await fetch(`${site.base}/api/v1/exports?as=eventcatalog`, { method: 'POST', headers, body: SYSTEM })
  assert.equal(packed.status, 200)
  await site.go(page, '/')
  await drop(page, field, { name: 'catalog.ZIP', bytes: Buffer.from(await packed.arrayBuffer()) })
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  assert.equal(await heading(page), BENCH)
  const catalogue = await page.getByRole('main').innerText()
  for (const part of ['Orders', 'Billing', 'OrderPlaced']) assert(catalogue.includes(part), `${part}: ${catalogue}`)

  // A fault is told with its line, and nothing that was pasted is lost.
  await site.go(page, '/')
  const open = `${MERMAID}    alt paid\n`
  await field.fill(open)
  site.forgive(/answered 422/)
  await page.getByRole('button', { name: 'Read it' }).click()
  await page.getByText('Line 6, column 5').first().waitFor()
  assert.equal(await field.inputValue(), open)
}

// A printed report is a document: it has no navigation and no buttons, and every reason is unfolded.

import assert from 'node:assert/strict'

import { shop } from '../descriptions.mjs'

export default async function play(site) {
  const { id, edit_token: token } = await site.publish(shop)
  const page = await site.visitor()
  await site.go(page, `/r/${id}/edit/${token}`)
  await page.emulateMedia({ media: 'print' })
  for (const role of ['navigation', 'button', 'textbox']) {
    assert.equal(await page.getByRole(role).count(), 0, `a ${role} is printed`)
  }
  const printed = await page.getByRole('article').innerText()
  assert(!printed.includes(token), 'the edit link is printed')
  for (const words of [
      'Bicycle shop', 'Reserve the frame', 'Only one can have it', 'Go on without waiting', 'not even for a query'
  ]) {
    assert(printed.includes(words), `"${words}" is not printed`)
  }
}

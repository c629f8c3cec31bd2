// A printed report is a document: it has no navigation and no buttons, a foot on each page, and as many pages as somebody
// reads. Where all is asked for, every reason is unfolded.

import assert from 'node:assert/strict'

import { hotel, shop } from '../descriptions.mjs'

/** The greatest number of pages that eight steps take with every reason. */
const MOST_WITH_REASONS = 7

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
  const REASONS = ['Only one can have it', 'Go on without waiting', 'not even for a query']
  for (const words of ['Bicycle shop', 'Reserve the frame', 'Do first', `/r/${id}/v/1`]) {
    assert(printed.includes(words), `"${words}" is not printed`)
  }
  for (const words of REASONS) assert(!printed.includes(words), `"${words}" is printed, although it is folded`)
  await site.go(page, `/r/${id}?print=all`)
  const all = await page.getByRole('article').innerText()
  for (const words of REASONS) assert(all.includes(words), `"${words}" is not printed`)

  const { id: booking } = await site.publish(hotel)
  await site.go(page, `/r/${booking}`)
  const pages = await pagesOnPaper(page)
  assert(pages >= 2 && pages <= 5, `eight steps take ${pages} pages`)
  await site.go(page, `/r/${booking}?print=all`)
  const withReasons = await pagesOnPaper(page)
  assert(withReasons > pages, 'the reasons take pages of their own')
  assert(withReasons <= MOST_WITH_REASONS, `eight steps with all their reasons take ${withReasons} pages`)
  const contents = page.getByRole('navigation', { name: 'Contents' })
  for (const link of await contents.getByRole('link').all()) {
    const target = await link.getAttribute('href')
    assert(await page.evaluate((id) => document.getElementById(id) !== null, decodeURIComponent(target.slice(1))), target)
  }
  assert(await contents.getByRole('link').count() >= 10, 'each step is in the contents')
  for (const name of ['Do first', 'What is still open', 'If something fails', 'How this was made']) {
    assert.equal(await contents.getByRole('link', { name }).count(), 1, `${name} is not in the contents`)
  }
  const paper = await page.getByRole('article').innerText()
  for (const words of ['Try other answers', 'Why each of these', 'all revisions']) {
    assert(!paper.includes(words), `"${words}" leads nowhere on paper`)
  }
}

/** The number of A4 pages that the page prints on. */
async function pagesOnPaper(page) {
  const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true })
  return paper.toString('latin1').match(/\/Type\s*\/Page\b/g).length
}

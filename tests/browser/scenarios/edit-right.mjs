// Whoever opens the edit link may change the report, from then on and without the link; nobody else may.

import assert from 'node:assert/strict'

import { example } from '../site.mjs'

export default async function play(site) {
  const { id, edit_token: token } = await site.publish(example('lesson-login'))
  const editor = await site.visitor()
  const response = await site.go(editor, `/r/${id}/edit/${token}`)
  assert.equal(editor.url(), `${site.base}/r/${id}`, 'the link leads to the clean address')
  assert.equal(response.headers()['referrer-policy'], 'no-referrer')

  const [cookie, ...others] = await editor.context().cookies(`${site.base}/r/${id}`)
  assert.deepEqual(others, [])
  const { value, path, httpOnly, sameSite, secure } = cookie
  const expected = { value: token, path: `/r/${id}`, httpOnly: true, sameSite: 'Strict', secure: false }
  assert.deepEqual({ value, path, httpOnly, sameSite, secure }, expected)
  assert.deepEqual(await editor.context().cookies(site.base), [], 'the cookie goes to its report alone')
  assert.equal(await editor.evaluate(() => document.cookie), '', 'no script can read it')

  await editor.getByRole('button', { name: 'New revision' }).waitFor()

  const reader = await site.visitor()
  await site.go(reader, `/r/${id}`)
  for (const name of ['New revision', 'Delete']) {
    assert.equal(await reader.getByRole('button', { name }).count(), 0, `a reader is offered ${name}`)
  }
  for (const act of ['revise', 'revisions', 'delete']) {
    const answer = await post(site, reader, `/r/${id}/${act}`)
    assert.equal(answer.status(), 401, act)
  }
  await site.go(reader, `/r/${id}/edit/${'A'.repeat(token.length)}`, 401)
  await site.go(reader, `/r/${id}`)

  // What the right is for: from its own page, the report can be deleted.
  await editor.reload()
  await editor.getByText('Delete', { exact: false }).first().click()
  await site.answered(editor, () => editor.getByRole('button', { name: /Delete/ }).click(), 410)
  assert.deepEqual(await editor.context().cookies(`${site.base}/r/${id}`), [], 'the right is forgotten with the report')
  await site.go(reader, `/r/${id}`, 410)
}

/** Sends a form to `path` as a page of the service would. */
async function post(site, page, path) {
  return page.context().request.post(path, { form: {}, headers: { origin: site.base }, maxRedirects: 0 })
}

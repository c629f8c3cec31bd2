// A browser that opens the edit link may change the report from then on without the link. No other browser may.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'

export default async function play(site) {
  const { id, edit_token: token } = await site.publish(example('lesson-login'))
  const editor = await site.visitor()
  const response = await site.go(editor, `/r/${id}/edit/${token}`)
  assert.equal(editor.url(), `${site.base}/r/${id}?opened`, 'the link leads to an address without the token')
  await editor.getByText('You may change this report').waitFor()
  assert.equal(response.headers()['referrer-policy'], 'no-referrer')

  const [cookie, ...others] = await editor.context().cookies(`${site.base}/r/${id}`)
  assert.deepEqual(others, [])
  const { value, path, httpOnly, sameSite, secure } = cookie
  const expected = { value: token, path: `/r/${id}`, httpOnly: true, sameSite: 'Strict', secure: false }
  assert.deepEqual({ value, path, httpOnly, sameSite, secure }, expected)
  assert.deepEqual(await editor.context().cookies(site.base), [], 'the cookie goes to its report alone')
  assert.equal(await editor.evaluate(() => document.cookie), '', 'no script can read it')

  await editor.getByRole('button', { name: 'New revision' }).waitFor()
  const other = await site.publish(example('lesson-login'))
  await site.go(editor, `/r/${other.id}`)
  assert.equal(await editor.getByRole('button', { name: 'New revision' }).count(), 0, 'it is for one report only')

  const reader = await site.visitor()
  await site.go(reader, `/r/${id}`)
  assert.equal(await reader.getByRole('button', { name: /New revision|Delete/ }).count(), 0,
      'a reader is offered nothing')
  for (const act of ['revise', 'revisions', 'delete']) {
    // The request is sent from a page of the service, so that only the right is missing.
    const form = { draft: id, note: '' }
    const answer = await reader.context().request.post(`/r/${id}/${act}`, { form, headers: { origin: site.base } })
    assert.equal(answer.status(), 401, act)
  }
  await site.go(reader, `/r/${id}/edit/${'A'.repeat(token.length)}`, 401)
  await site.go(reader, `/r/${id}`)

  // With the right, the report can be changed from its own page and deleted where it is shared.
  await site.go(editor, `/r/${id}/sharing`)
  await editor.getByText('Delete the report', { exact: true }).click()
  await site.answered(editor, () => editor.getByRole('button', { name: 'Delete all revisions' }).click(), 410)
  await editor.getByText('You deleted this report').waitFor()
  assert.deepEqual(await editor.context().cookies(`${site.base}/r/${id}`), [], 'the right goes with the report')
  await site.go(reader, `/r/${id}`, 410)
}

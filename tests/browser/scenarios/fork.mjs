// Somebody who only reads a report makes a fork of it: a report of their own, which they may change, and which says
// where it comes from. Without a script and by the keyboard.

import assert from 'node:assert/strict'

import { example } from '../descriptions.mjs'
import { keyboard } from '../hands.mjs'

export default async function play(site) {
  const published = await site.publish(example('lesson-login'))
  for (const options of [{ javaScriptEnabled: false }, {}]) {
    const reader = await site.visitor(options)
    await site.go(reader, `/r/${published.id}`)
    const name = await reader.getByRole('heading', { level: 1 }).innerText()
    await site.answered(reader, () => keyboard.press(reader, reader.getByRole('button', { name: 'Fork it' })))
    const { pathname } = new URL(reader.url())
    assert.notEqual(pathname, `/r/${published.id}`)
    assert.equal(await reader.getByRole('heading', { level: 1 }).innerText(), name)
    await reader.getByText('Keep the edit link.').waitFor()
    await reader.getByRole('button', { name: 'New revision' }).first().waitFor()

    // Going back and sending the same form again makes no other one.
    await reader.goBack()
    await site.answered(reader, () => reader.getByRole('button', { name: 'Fork it' }).click())
    assert.equal(new URL(reader.url()).pathname, pathname)

    const stranger = await site.visitor()
    await site.go(stranger, pathname)
    await site.answered(stranger, () => stranger.getByRole('link', { name: 'Forked from another report' }).click())
    assert.match(new URL(stranger.url()).pathname, /^\/f\/[0-9A-Za-z]{22}$/)
    assert(!(await stranger.content()).includes(published.id), 'nothing else of the other report can be found')
    await stranger.close()
  }
}

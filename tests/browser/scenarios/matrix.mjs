// The matrix for a single interaction: answered without script and with it, shared by its address, and stored nowhere.

import assert from 'node:assert/strict'

const ANSWERS = {
  'How many others must learn of this or act on it?': 'Several',
  'How soon must the caller have its answer?': 'Seconds or longer will do',
  'If it fails, must the caller know now, or can it be retried later?': 'It can be retried later',
}

export default async function play(site) {
  const page = await site.visitor({ javaScriptEnabled: false })
  await site.go(page, '/matrix')
  for (const [question, label] of Object.entries(ANSWERS)) {
    await page.getByRole('group', { name: question }).getByRole('radio', { name: label }).check()
  }
  await site.answered(page, () => page.getByRole('button', { name: 'Show the verdict' }).click())
  const verdict = page.getByRole('region', { name: 'The verdict' })
  assert.match(await verdict.innerText(), /make it an event/i)
  assert.deepEqual(await page.context().cookies(), [], 'nothing is kept')

  const shared = await verdict.getByRole('link', { name: site.base }).getAttribute('href')
  const reader = await site.visitor({ javaScriptEnabled: false })
  await site.go(reader, shared)
  const read = reader.getByRole('region', { name: 'The verdict' })
  assert.equal(await read.innerText(), await verdict.innerText(), 'the address tells it all')
  for (const [question, label] of Object.entries(ANSWERS)) {
    const radio = reader.getByRole('group', { name: question }).getByRole('radio', { name: label })
    assert(await radio.isChecked(), `"${label}" is still answered`)
  }

  // With a script no button is needed, and the address follows the answers.
  const live = await site.visitor()
  await site.go(live, '/matrix')
  await live.evaluate(() => (globalThis.isTheSamePage = true))
  for (const [question, label] of Object.entries(ANSWERS)) {
    await live.getByRole('group', { name: question }).getByRole('radio', { name: label }).check()
  }
  await live.waitForURL(shared)
  assert.equal(await live.getByRole('region', { name: 'The verdict' }).innerText(), await verdict.innerText())
  assert.equal(await live.evaluate(() => globalThis.isTheSamePage), true, 'the page was loaded again')
  assert(await live.getByRole('button', { name: 'Show the verdict' }).isHidden(), 'no button is needed')
}

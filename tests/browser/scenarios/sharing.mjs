// A report is shared: an editor hands on a review link and a fixed link and withdraws it, a page of another site shows
// the report in a frame, and a reader finds nothing to press. All of it works without script, too.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'

import { example } from '../descriptions.mjs'
import { fitsPhone } from '../phone.mjs'

export default async function play(site) {
  for (const javaScriptEnabled of [true, false]) {
    await share(site, javaScriptEnabled)
  }
  await frame(site)
}

async function share(site, javaScriptEnabled) {
  const { id, edit_token: token } = await site.publish(example('lesson-order'))
  const editor = await site.visitor({ javaScriptEnabled, viewport: { width: 320, height: 700 } })
  await site.go(editor, `/r/${id}/edit/${token}`)
  await site.answered(editor, () => editor.getByRole('link', { name: 'Share', exact: true }).click())
  await fitsPhone(editor)
  const part = (name) => editor.getByRole('region', { name, exact: true })
  const address = (name) => part(name).locator('.token').first().innerText()

  // A reviewer gets a link of their own, which leads to the report and changes nothing.
  await press(site, part('To review').getByRole('button', { name: 'Make a review link' }))
  const review = await address('To review')
  assert.match(review, new RegExp(`/r/${id}/review/\\w{44}$`))
  const reviewer = await site.visitor({ javaScriptEnabled })
  await site.go(reviewer, new URL(review).pathname)
  assert.equal(new URL(reviewer.url()).pathname, `/r/${id}`)
  await site.go(reviewer, `/r/${id}/sharing`)
  assert.equal(await reviewer.locator('.sharing form').count(), 0, 'a reviewer is offered no change')
  assert.equal(await reviewer.getByRole('region', { name: 'To review' }).locator('.token').innerText(), review)

  // The right ends at once when it is withdrawn.
  await part('To review').getByText('Withdraw the right to review').click()
  await press(site, part('To review').getByRole('button', { name: 'Withdraw the review link' }))
  await site.go(reviewer, new URL(review).pathname, 401)

  // A renewed edit link takes the place of the old one, here and everywhere.
  await part('To edit').getByText('Renew the edit link or change its last day').click()
  await press(site, part('To edit').getByRole('button', { name: 'Renew the edit link' }))
  assert(!(await address('To edit')).includes(token), 'the edit link is a new one')
  await site.go(reviewer, `/r/${id}/edit/${token}`, 401)
  await site.answered(reviewer, () => reviewer.getByRole('link', { name: 'To the report', exact: true }).click())
  assert.equal(new URL(reviewer.url()).pathname, `/r/${id}`)

  // A fixed link shows the revision, and nothing on it leads to the report.
  await press(site, part('Fixed links').getByRole('button', { name: /^Make a fixed link/ }))
  const fixed = new URL(await address('Fixed links')).pathname
  const reader = await site.visitor({ javaScriptEnabled })
  await site.go(reader, fixed)
  assert(!(await reader.content()).includes(id), 'the fixed link tells of the report')
  await reader.getByRole('button', { name: 'Use as a starting point' }).waitFor()
  await part('Fixed links').getByText('Withdraw the link', { exact: true }).click()
  await press(site, part('Fixed links').getByRole('button', { name: 'Withdraw this link' }))
  await site.go(reader, fixed, 410)

  // Whether it is accepted stands under the advice.
  await part('Status').getByRole('combobox').selectOption('accepted')
  await press(site, part('Status').getByRole('button', { name: 'Set the status' }))
  await press(site, part('Public list').getByRole('button', { name: 'Put it on the public list' }))
  await site.go(reader, '/my-work')
  await site.answered(reader, () => reader.getByRole('link', { name: 'public reports' }).click())
  await reader.locator('.listed').getByText('Accepted').first().waitFor()
  await site.answered(reader, () => reader.locator(`.listed a[href="/r/${id}"]`).click())
  await reader.getByText('Accepted', { exact: true }).waitFor()
  await press(site, part('Public list').getByRole('button', { name: 'Take it off the list' }))
  await site.go(reader, '/reports')
  assert.equal(await reader.locator(`.listed a[href="/r/${id}"]`).count(), 0)
}

/** Presses a button that a form sends, and waits for the page that answers. */
function press(site, button) {
  return site.answered(button.page(), () => button.click())
}

/** A page of another site shows the view that is meant for it, and no other page of ours. */
async function frame(site) {
  const { id } = await site.publish(example('lesson-order'))
  // The other site: each of its pages frames the page of ours that its own address names.
  const other = createServer((request, answer) => {
    answer.setHeader('content-type', 'text/html')
    answer.end(`<body style="margin: 0"><iframe src="${site.base}${request.url}" title="x" height="700" style="width: 100%">`)
  })
  await new Promise((listening) => other.listen(0, '127.0.0.1', listening))
  const address = (path) => `http://127.0.0.1:${other.address().port}${path}`
  site.forgive(new RegExp(`a request to ${address('/')}`))
  try {
    for (const width of [320, 1200]) {
      const page = await site.visitor({ viewport: { width, height: 800 } })
      await page.goto(address(`/embed/${id}`))
      const view = page.frameLocator('iframe')
      await view.getByRole('heading', { level: 1 }).waitFor()
      const size = await view.locator('img').evaluate(async (image) => (await image.decode(), image.naturalWidth))
      assert(size > 0, 'the picture is there')
      const wide = await view.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
      assert(wide <= 0, `the view scrolls sideways at ${width} px`)
      assert.equal(await view.locator('script, form, button').count(), 0)
      const link = view.getByRole('link', { name: 'The whole report, with every reason' })
      assert.equal(await link.getAttribute('href'), `${site.base}/r/${id}`)
      assert.deepEqual(await page.context().cookies(), [], 'it leaves no cookie')
    }
    site.forgive(/frame-ancestors|refused to connect|Framing|ERR_BLOCKED_BY_RESPONSE/)
    const page = await site.visitor()
    await page.goto(address(`/r/${id}`))
    assert.equal(await page.frameLocator('iframe').locator('article').count(), 0, 'another page of ours is framed')
  } finally {
    other.close()
  }
}

// The learning pages: short, and what is tried on them is answered, without script by a button and with it at once.

import assert from 'node:assert/strict'

import { heading } from '../journey.mjs'

/** The height of a screen and a half, pixels. */
const MOST_HEIGHT = 1200

export default async function play(site) {
  await withoutScript(site)
  await withScript(site)
}

async function withoutScript(site) {
  const page = await site.visitor({ javaScriptEnabled: false })
  await site.go(page, '/')
  const nav = page.getByRole('navigation', { name: 'Site' })
  await site.answered(page, () => nav.getByRole('link', { name: 'Learn', exact: true }).click())
  await site.answered(page, () => page.getByRole('link', { name: /^Events and commands/ }).click())
  const told = page.getByRole('region', { name: 'What it is' })
  assert.match(await told.innerText(), /could be either/)
  await page.getByLabel('A phrase, or the name of a message').fill('Parcel is delivered')
  await site.answered(page, () => page.getByRole('button', { name: 'Tell what it is' }).click())
  assert.match(await told.innerText(), /^Parcel is delivered\s+event[^]*ParcelDelivered/)

  await site.go(page, '/learn/event-sourcing')
  const balance = page.getByRole('region', { name: 'The state at this moment' })
  assert.match(await balance.innerText(), /340/)
  await page.getByRole('slider', { name: 'Replay to' }).fill('6')
  await site.answered(page, () => page.getByRole('button', { name: 'Replay' }).click())
  assert.match(await balance.innerText(), /Balance on 12 March\s+300/)
}

async function withScript(site) {
  const page = await site.visitor({ viewport: { width: 1280, height: 800 } })
  await site.go(page, '/learn')
  for (let next = page.locator('.lessons a').first(); await next.count(); next = page.locator('a[rel=next]')) {
    await site.answered(page, () => next.click())
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    assert(height <= MOST_HEIGHT, `${await heading(page)} is ${height} pixels high`)
  }
  assert.equal(await heading(page), 'Schema evolution', 'each page leads to the next')

  await site.go(page, '/learn/events-and-commands')
  await awake(page, 'Tell what it is')
  const phrase = page.getByLabel('A phrase, or the name of a message')
  await phrase.fill('')
  await phrase.pressSequentially('GetUserDetails')
  await page.getByRole('region', { name: 'What it is' }).getByRole('heading', { name: 'GetUserDetails' }).waitFor()
  await page.waitForURL('**?phrase=GetUserDetails')
  assert.equal(await phrase.inputValue(), 'GetUserDetails', 'what is typed stays')
  assert(await page.getByText('asks for something and changes nothing').isVisible())

  await site.go(page, '/learn/event-sourcing')
  await awake(page, 'Replay')
  const slider = page.getByRole('slider', { name: 'Replay to' })
  await slider.focus()
  for (const balance of ['220', '300', '360']) {
    await page.keyboard.press('ArrowRight')
    await page.locator('.balance-then', { hasText: balance }).waitFor()
  }
  assert(await slider.evaluate((slider) => slider === document.activeElement), 'the slider keeps the focus')
  assert.match(page.url(), /at=7$/)

  await site.go(page, '/learn/hybrid-flows')
  await awake(page, 'Show it')
  await page.getByRole('radio', { name: /^The customer/ }).check()
  await page.locator('.advice', { hasText: 'charge the card while the customer waits' }).waitFor()
  await page.locator('.whole text:visible', { hasText: 'CardCharged' }).waitFor()
}

/** Waits until the script answers in the button's place. */
async function awake(page, button) {
  await page.evaluate(() => (globalThis.isTheSamePage = true))
  await page.getByRole('button', { name: button, exact: true }).waitFor({ state: 'hidden' })
}

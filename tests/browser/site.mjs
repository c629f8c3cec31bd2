// The service as browsers see it. Whoever visits goes through here, and every page visited is held to what all pages
// keep: no request but to the service, no complaint in the console, no answer that was not expected.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { chromium } from './tools.mjs'

// Nothing outside this machine can be found, not even by the browser itself.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** How long a condition is waited for, in milliseconds: longer than anything takes that works. */
const PATIENCE = 30_000

/** An address that no service has: the one that the browser reports for documents and pictures inside a page. */
const WITHIN = /^(data|blob|about):/

/** Opens the browser on the service at `base`. */
export async function open(base) {
  const browser = await chromium.launch({ executablePath: chromiumProgram(), args: FLAGS })
  return new Site(base, browser)
}

function chromiumProgram() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const program = folders.map((folder) => join(folder, 'chromium')).find((file) => existsSync(file))
  assert(program, 'chromium is not installed: cargo xtask test')
  return program
}

class Site {
  #browser
  #complaints = []
  #refused = new Map()
  #forgiven = []

  constructor(base, browser) {
    this.base = base
    this.#browser = browser
  }

  /** A person with a browser of their own: nothing is shared with other visitors. Options are Playwright's. */
  async visitor(options = {}) {
    const context = await this.#browser.newContext({ baseURL: this.base, reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(PATIENCE)
    this.#guard(context, options)
    return context.newPage()
  }

  /** Goes to `path`, whose answer must have this status. */
  async go(page, path, status = 200) {
    return this.answered(page, () => page.goto(path), status)
  }

  /** Does what brings a new page, whose answer must have this status; what redirects do not count. */
  async answered(page, act, status = 200) {
    const arrived = page.waitForResponse((response) => {
      const isRedirect = response.status() >= 300 && response.status() < 400
      return response.request().isNavigationRequest() && !isRedirect
    })
    const [response] = await Promise.all([arrived, act()])
    await page.waitForLoadState('load')
    this.#refused.delete(response.url())
    assert.equal(response.status(), status, `${response.url()} answered ${response.status()}`)
    return response
  }

  /** Publishes a description, YAML or JSON, by the API; returns what the answer holds: `id`, `edit_token`, `url`. */
  async publish(description) {
    const headers = { 'content-type': 'application/yaml' }
    const body = `description:\n${description.replace(/^/gm, '  ')}`
    const response = await fetch(`${this.base}/api/v1/reports`, { method: 'POST', headers, body })
    const answer = await response.json()
    assert.equal(response.status, 201, JSON.stringify(answer))
    return answer
  }

  /** Lets complaints pass in which this pattern is found: for scenarios in which something is made to fail. */
  forgive(pattern) {
    this.#forgiven.push(pattern)
  }

  /** What is open now, for a failure's report. */
  pages() {
    return this.#browser.contexts().flatMap((context) => context.pages())
  }

  /** Ends the visit; fails if anything was complained about. */
  async leave() {
    await this.#browser.close()
    for (const [url, status] of this.#refused) this.#complain(`${url} answered ${status}, which was not expected`)
    assert(this.#complaints.length === 0, `there were complaints:\n${this.#complaints.join('\n')}`)
  }

  async close() {
    await this.#browser.close()
  }

  #guard(context, { javaScriptEnabled = true }) {
    context.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith(`${this.base}/`) && !WITHIN.test(url)) this.#complain(`a request to ${url}`)
    })
    context.on('response', (response) => {
      if (response.status() < 400) return
      if (response.request().isNavigationRequest()) this.#refused.set(response.url(), response.status())
      else this.#complain(`${response.url()} answered ${response.status()}`)
    })
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText
      // What a page no longer waits for, because it goes away or has newer answers to send, is dropped by intent; and
      // where scripts are switched off, the browser says of each that a policy forbids it.
      const isIntended = reason === 'net::ERR_ABORTED' || (!javaScriptEnabled && reason === 'csp')
      if (!isIntended) this.#complain(`${request.url()} failed: ${reason}`)
    })
    context.on('console', (message) => {
      const text = message.text()
      // Said of every answer with an error status, and those are looked at above.
      if (text.startsWith('Failed to load resource: the server responded')) return
      // A slow machine wakes the islands later than Chromium likes; that is no fault of the page.
      if (text.includes('was preloaded using link preload but not used within a few seconds')) return
      if (['error', 'warning'].includes(message.type())) this.#complain(`console: ${text} at ${message.page()?.url()}`)
    })
    context.on('weberror', (error) => this.#complain(`uncaught: ${error.error()} at ${error.page()?.url()}`))
    context.on('dialog', (dialog) => {
      this.#complain(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }

  #complain(what) {
    if (!this.#forgiven.some((pattern) => pattern.test(what))) this.#complaints.push(what)
  }
}

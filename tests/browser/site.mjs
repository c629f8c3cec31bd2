// The service as browsers see it. All visits go through here. On every page they check what holds for all
// pages: no request to another host, no message in the console, no unexpected status.

import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

import { chromium } from './tools.mjs'

// The browser cannot resolve other hosts, not even for its own requests.
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

/** Time limit for a condition, in milliseconds, which no working scenario reaches. */
const PATIENCE = 30_000

/** An address that no service has. The browser reports it for documents and pictures inside a page. */
const WITHIN = /^(data|blob|about):/

/** Opens the browser for the service at `base`. */
export async function open(base) {
  return new Site(base, await launch())
}

/** Starts the browser. */
export const launch = () => chromium.launch({ executablePath: chromiumProgram(), args: FLAGS })

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
  /** The profiles in which scripts run. */
  #scripted = new WeakSet()

  constructor(base, browser) {
    this.base = base
    this.#browser = browser
  }

  /** A person with a separate browser profile. Options are Playwright's. */
  async visitor(options = {}) {
    const context = await this.#browser.newContext({ baseURL: this.base, reducedMotion: 'reduce', ...options })
    context.setDefaultTimeout(PATIENCE)
    this.#guard(context, options)
    if (options.javaScriptEnabled !== false) this.#scripted.add(context)
    return context.newPage()
  }

  /** Opens `path`. The answer must have this status. */
  async go(page, path, status = 200) {
    return this.answered(page, () => page.goto(path), status)
  }

  /** Runs an action that loads a page. The answer must have this status; redirects do not count. */
  async answered(page, act, status = 200) {
    const arrived = page.waitForResponse((response) => {
      const isRedirect = response.status() >= 300 && response.status() < 400
      return response.request().isNavigationRequest() && !isRedirect
    })
    const [response] = await Promise.all([arrived, page.waitForEvent('load'), act()])
    await this.#awake(page)
    this.#refused.delete(response.url())
    assert.equal(response.status(), status, `${response.url()} answered ${response.status()}`)
    return response
  }

  /** Publishes a YAML or JSON description through the API. Returns the answer: `id`, `edit_token`, `url`. */
  async publish(description) {
    const headers = { 'content-type': 'application/yaml' }
    const body = `description:\n${description.replace(/^/gm, '  ')}`
    const response = await fetch(`${this.base}/api/v1/reports`, { method: 'POST', headers, body })
    const answer = await response.json()
    assert.equal(response.status, 201, JSON.stringify(answer))
    return answer
  }

  /** Adds a revision to a published report. */
  async revise({ id, edit_token: token }, description, note) {
    const headers = { 'content-type': 'application/yaml', authorization: `Bearer ${token}`, 'if-match': '*' }
    const body = `note: ${JSON.stringify(note)}\ndescription:\n${description.replace(/^/gm, '  ')}`
    const response = await fetch(`${this.base}/api/v1/reports/${id}`, { method: 'PUT', headers, body })
    assert.equal(response.status, 200, await response.text())
  }

  /** Allows console messages that match this pattern, for scenarios that cause failures on purpose. */
  forgive(pattern) {
    this.#forgiven.push(pattern)
  }

  /** The open pages, for the report of a failure. */
  pages() {
    return this.#browser.contexts().flatMap((context) => context.pages())
  }

  /** Ends the visit. Fails if there were complaints. */
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
      // A page cancels requests on purpose when it is left or has newer answers to send. If script is off,
      // the browser also reports every script as forbidden by a policy.
      const isIntended = reason === 'net::ERR_ABORTED' || (!javaScriptEnabled && reason === 'csp')
      if (!isIntended) this.#complain(`${request.url()} failed: ${reason}`)
    })
    context.on('console', (message) => {
      const text = message.text()
      // The browser reports every answer with an error status. Those were checked above.
      if (text.startsWith('Failed to load resource: the server responded')) return
      if (['error', 'warning'].includes(message.type())) this.#complain(`console: ${text} at ${message.page()?.url()}`)
    })
    context.on('weberror', (error) => this.#complain(`uncaught: ${error.error()} at ${error.page()?.url()}`))
    context.on('dialog', (dialog) => {
      this.#complain(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
  }

  /** Waits until the islands of a page hear. Their script starts when the browser has nothing else to do. */
  async #awake(page) {
    if (!this.#scripted.has(page.context())) return
    const isPage = await page.evaluate(() => document.querySelector('leptos-island') !== null)
    if (isPage) await page.locator('html[data-awake]').waitFor({ state: 'attached' })
  }

  #complain(what) {
    if (!this.#forgiven.some((pattern) => pattern.test(what))) this.#complaints.push(what)
  }
}

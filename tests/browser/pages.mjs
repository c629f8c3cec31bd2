// Every kind of page and the way to it, for axe, for the phone checks and for screenshots.

import { example, hotel, many, shop, shopLater } from './descriptions.mjs'
import { kept, read, status } from './journey.mjs'

const LEANS_TO_EVENTS = 'consumer_count=multiple&response_time=seconds&failure_tolerance=retry_later'

/** A description that uses a team's own rules. */
const SECRET = `name: Clinic
ruleset: acme
flows: [{steps: [{action: Send the finding, answers: {data_class: secret, reply: none}}]}]
`

/** Pages that need no draft and no report. */
const PUBLIC = {
  start: (site, page) => site.go(page, '/'),
  'start-more': async (site, page) => {
    await site.go(page, '/')
    await page.getByText('More: a name').click()
  },
  'start-no-steps': async (site, page) => {
    await site.go(page, '/')
    await page.getByLabel('What happens', { exact: true }).fill('Lorem ipsum dolor sit amet.')
    await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click(), 422)
  },
  messages: (site, page) => site.go(page, '/messages'),
  'messages-told': async (site, page) => {
    await site.go(page, '/messages')
    await page.getByRole('textbox').fill('Customer submits order\nparcel.handed_over.v2\nGetInvoice')
    await site.answered(page, () => page.getByRole('button', { name: 'Tell them apart' }).click())
  },
  snippets: (site, page) => site.go(page, '/snippets'),
  'snippets-found': async (site, page) => {
    await site.go(page, '/snippets')
    await page.getByRole('textbox').fill('{"type": "SendWelcomeEmail", "user_id": "42", "template": "welcome-v2"}')
    await site.answered(page, () => page.getByRole('button', { name: 'Look at it' }).click())
  },
  reference: (site, page) => site.go(page, '/reference'),
  'reference-tried': async (site, page) => {
    await site.go(page, '/reference')
    const call = page.getByRole('article', { name: 'Tell events, commands and queries apart' })
    await call.getByText('Try it').click()
    await call.getByRole('button', { name: 'Send POST /api/v1/messages' }).click()
    await call.getByLabel('Body of the answer').waitFor()
  },
  schemas: (site, page) => site.go(page, '/schemas'),
  'schemas-compared': async (site, page) => {
    await site.go(page, '/schemas')
    await site.answered(page, () => page.getByRole('button', { name: 'Compare them' }).click())
  },
  'schemas-faults': async (site, page) => {
    await site.go(page, '/schemas')
    await page.getByLabel('The new version').fill('{"type": "text"}')
    await site.answered(page, () => page.getByRole('button', { name: 'Compare them' }).click(), 422)
  },
  assistant: (site, page) => site.go(page, '/assistant'),
  'assistant-faults': async (site, page) => {
    await site.go(page, '/assistant')
    await page.getByLabel('The assistant').fill('name: Shop\nflows:\n  - steps: [{action: Pay, answers: {replay: no}}]')
    await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click(), 422)
  },
  'assistant-left-out': async (site, page) => {
    await site.go(page, '/assistant')
    const step = (action, quote) => `{action: ${action}, quotes: {action: "${quote}"}}`
    const steps = `${step('charge the card', 'charge the card')}, ${step('bribe the clerk', 'bribe the clerk')}`
    await page.getByLabel('The assistant').fill(`name: Shop\nflows: [{steps: [${steps}]}]`)
    await page.getByLabel('Your text').fill('We charge the card and ship.')
    await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
  },
  'start-faults': async (site, page) => {
    await site.go(page, '/')
    const description = 'name: Shop\nflows:\n  - steps: [{action: Pay, from: 5, answers: {replay: no}}]'
    await page.getByLabel('What happens', { exact: true }).fill(description)
    await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click(), 422)
  },
  'my-work': async (site, page) => {
    await draft(site, page, shop)
    await kept(page, 1)
    await site.go(page, '/my-work')
    await page.getByRole('link', { name: 'Bicycle' }).first().waitFor()
  },
  search: (site, page) => site.go(page, '/search?q=who+waits'),
  'search-nothing': (site, page) => site.go(page, '/search?q=comit'),
  keys: async (site, page) => {
    await site.go(page, '/rules')
    await page.getByRole('button', { name: 'Keys' }).click()
  },
  matrix: (site, page) => site.go(page, '/matrix'),
  'matrix-answered': (site, page) => site.go(page, `/matrix?${LEANS_TO_EVENTS}`),
  'matrix-misread': (site, page) => site.go(page, '/matrix?consumer_count=many&colour=blue&audit=yes'),
  learn: (site, page) => site.go(page, '/learn'),
  'learn-restaurant': (site, page) => site.go(page, '/learn/restaurant'),
  'learn-events-and-commands': (site, page) => site.go(page, '/learn/events-and-commands'),
  'learn-bank-transfer': (site, page) => site.go(page, '/learn/bank-transfer?way=locks'),
  'learn-event-sourcing': (site, page) => site.go(page, '/learn/event-sourcing'),
  'learn-cqrs': (site, page) => site.go(page, '/learn/cqrs'),
  'learn-hybrid-flows': (site, page) => site.go(page, '/learn/hybrid-flows'),
  'learn-anti-patterns': (site, page) => site.go(page, '/learn/anti-patterns'),
  'learn-schema-evolution': (site, page) => site.go(page, '/learn/schema-evolution'),
  rules: (site, page) => site.go(page, '/rules'),
  'rule-row': (site, page) => site.go(page, '/rules/response_time'),
  'rule-gate': (site, page) => site.go(page, '/rules/invariant'),
  'rule-constraint': (site, page) => site.go(page, '/rules/staleness'),
  'rule-system': (site, page) => site.go(page, '/rules/history_needed'),
  'rule-style': (site, page) => site.go(page, '/rules/request_then_event'),
  'rule-mechanism': (site, page) => site.go(page, '/rules/reservation'),
  'rule-finding': (site, page) => site.go(page, '/rules/awaited_event'),
  'rule-move': (site, page) => site.go(page, '/rules/hand_on'),
  'rule-disagreement': (site, page) => site.go(page, '/rules/queries_and_replicas'),
  'rule-advice': (site, page) => site.go(page, '/rules/event_sourcing'),
  'rule-word': (site, page) => site.go(page, '/rules/commit_point'),
  'rules-pack': (site, page) => site.go(page, '/rules?ruleset=acme'),
  'rule-pack': (site, page) => site.go(page, '/rules/data_class?ruleset=acme'),
  words: (site, page) => site.go(page, '/words'),
  problems: (site, page) => site.go(page, '/problems'),
  problem: (site, page) => site.go(page, '/problems/faulty'),
  'not-found': (site, page) => site.go(page, '/nothing', 404),
}

/** A text with steps, a rule about one of them, a question and a sentence that is not understood. */
const WORDS = `Hi Lena,

A guest books a room on our site. The site asks Payments to charge the card while the guest waits. After that we
mail the confirmation. We must never sell the same room twice!

Minibar goes through Gunnar, as always. Gnarf gnarf.

Do we need Kafka for this?`

/** Drafts: the system, a flow and a step; empty, with faults, and unreadable. */
const DRAFTS = {
  'draft-system': (site, page) => draft(site, page, shop),
  'draft-flow': async (site, page) => {
    await draft(site, page, shop)
    await site.go(page, `${new URL(page.url()).pathname}/order-a-bicycle`)
  },
  'draft-flow-large': async (site, page) => {
    await draft(site, page, many(120))
    await site.go(page, `${new URL(page.url()).pathname}/day?page=2`)
  },
  'draft-step': async (site, page) => {
    await draft(site, page, shop)
    await site.go(page, `${new URL(page.url()).pathname}/order-a-bicycle/build-the-bicycle`)
  },
  'draft-grid': async (site, page) => {
    await draft(site, page, shop)
    await site.go(page, `${new URL(page.url()).pathname.replace('/d/', '/grid/')}/order-a-bicycle`)
    await page.getByText('Paste rows from a spreadsheet').click()
  },
  'draft-asking': async (site, page) => {
    await draft(site, page, 'name: Shop\nflows: [{name: Buy, steps: [{action: Reserve the seat}, {action: Charge the card}]}]')
    await site.go(page, new URL(page.url()).pathname.replace('/d/', '/ask/'))
  },
  'draft-step-open': async (site, page) => {
    await draft(site, page, 'name: Shop\nflows: [{name: Buy, steps: [{action: Reserve the seat}, {action: Charge the card}]}]')
    await site.answered(page, () => page.getByRole('link', { name: 'Next step with an open question' }).click())
  },
  'draft-mistake': async (site, page) => {
    await draft(site, page, shop)
    await site.go(page, `${new URL(page.url()).pathname}/order-a-bicycle`)
    const form = page.getByRole('region', { name: 'Add a step' })
    await form.getByLabel('What happens').fill('x'.repeat(5000))
    site.forgive(/answered 422/)
    await form.getByRole('button', { name: 'Add the step' }).click()
    await status(page, /^Not saved yet/)
  },
  bench: (site, page) => read(site, page, WORDS),
  'bench-open': async (site, page) => {
    await read(site, page, WORDS)
    await page.locator('.sentences summary').first().click()
    await page.getByText('Split', { exact: false }).first().click()
    await page.getByText('Add a step').click()
    await page.getByText('Edit the text').click()
  },
  'bench-mistake': async (site, page) => {
    await read(site, page, WORDS)
    site.forgive(/answered 422/)
    await page.getByRole('textbox', { name: 'Step 1, what is done' }).fill('x'.repeat(300))
    await page.getByRole('textbox', { name: 'Step 1, what is done' }).blur()
    await status(page, /^Not saved yet/)
  },
  'draft-unread': async (site, page) => {
    // Forms of other pages and older drafts bring such descriptions; the start page has them mended first.
    const form = { description: 'name: Shop\nflows: [{steps: [{action: 5}]}]' }
    const answer = await page.context().request.post('/drafts', { form, headers: { origin: site.base }, maxRedirects: 0 })
    await site.go(page, answer.headers().location)
  },
}

/** Reports of one flow, and of several with findings, for readers and for those who may change them. */
const REPORTS = {
  'report-read': (site, page) => report(site, page, example('lesson-login')),
  'report-findings': (site, page) => report(site, page, shop),
  'report-unfolded': async (site, page) => {
    const { id } = await site.publish(hotel)
    await site.go(page, `/r/${id}?print=all`)
  },
  'report-event': async (site, page) => {
    const { id } = await site.publish(shop)
    await site.go(page, `/r/${id}/v/1/events/1`)
  },
  'report-menu': async (site, page) => {
    await report(site, page, hotel)
    await page.getByRole('button', { name: 'Download' }).click()
  },
  'report-card': async (site, page) => {
    await report(site, page, shop)
    await page.locator('.canvas[data-awake]').first().waitFor()
    await page.getByRole('link', { name: /^3 Charge the card/ }).first().focus()
    await page.getByRole('group', { name: 'The step in short' }).waitFor()
  },
  'report-large': (site, page) => report(site, page, many(120)),
  'report-large-flow': async (site, page) => {
    const { id } = await site.publish(many(120))
    await site.go(page, `/r/${id}/v/1/flow/day?page=2`)
  },
  'report-published': async (site, page) => {
    await site.go(page, '/?example=lesson-order')
    await page.getByText('More: a name').click()
    await site.answered(page, () => page.getByRole('button', { name: 'Publish the report' }).click())
  },
  'report-words': async (site, page) => {
    await read(site, page, WORDS)
    await site.go(page, new URL(page.url()).pathname.replace('/reading/', '/d/'))
    await page.getByRole('checkbox', { name: /^Show my text/ }).check()
    await site.answered(page, () => page.getByRole('button', { name: 'Publish the report' }).click())
    await page.getByText('The text that it was read from').click()
  },
  'report-pack': (site, page) => report(site, page, SECRET),
  'report-again': async (site, page) => {
    const { id } = await site.publish(SECRET)
    await site.go(page, `/r/${id}/v/1/again`)
  },
  'report-revisions': async (site, page) => {
    const { id } = await revised(site)
    await site.go(page, `/r/${id}/revisions`)
  },
  'report-changes': async (site, page) => {
    const { id } = await revised(site)
    await site.go(page, `/r/${id}/changes?from=1&to=2`)
  },
  overtaken: async (site, page) => {
    const published = await site.publish(shop)
    await site.go(page, `/r/${published.id}/edit/${published.edit_token}`)
    await site.answered(page, () => page.getByRole('button', { name: 'New revision' }).click())
    const { pathname } = new URL(page.url())
    const part = { edit: 'answer_step', flow: 'order-a-bicycle', step: 'charge-the-card' }
    const form = { ...part, asked: 'reply', 'answer.reply': 'none' }
    await page.request.post(pathname, { form, headers: { origin: site.base } })
    await site.revise(published, shop.replace('reply: answer, undo', 'reply: acknowledgement, undo'), 'The bank confirms')
    await site.go(page, `/r/${published.id}/merge/${pathname.split('/')[2]}`)
  },
  'report-edited': async (site, page) => {
    const { id, edit_token: token } = await site.publish(example('lesson-hotel'))
    await site.go(page, `/r/${id}/edit/${token}`)
  },
  'report-remarks': async (site, page) => {
    const { id } = await reviewed(site, page)
    await site.go(page, `/r/${id}/remarks`)
  },
  'report-remarked': async (site, page) => {
    const { id } = await reviewed(site, page)
    await site.go(page, `/r/${id}`)
  },
  'remarks-form': async (site, page) => {
    const { id, edit_token: token } = await reviewed(site, page)
    await site.go(page, `/r/${id}/edit/${token}`)
    await site.go(page, `/r/${id}/remarks?at=/flows/order-a-bicycle/steps/charge-the-card`)
  },
  'remarks-mistake': async (site, page) => {
    const { id, edit_token: token } = await reviewed(site, page)
    await site.go(page, `/r/${id}/edit/${token}`)
    await site.go(page, `/r/${id}/remarks`)
    await page.getByLabel('Your name').fill('Ann')
    await page.getByText('I disagree').click()
    await site.answered(page, () => page.getByRole('button', { name: 'Say it' }).click(), 422)
  },
  ballot: async (site, page) => {
    const { id, edit_token: token } = await reviewed(site, page)
    await site.go(page, `/r/${id}/edit/${token}`)
    await site.go(page, `/r/${id}/ballot`)
  },
  ballots: async (site, page) => {
    const { id, edit_token: token } = await reviewed(site, page)
    await site.go(page, `/r/${id}/edit/${token}`)
    await site.go(page, `/r/${id}/ballots`)
  },
  'what-if': async (site, page) => {
    const { id } = await site.publish(shop)
    await site.go(page, `/r/${id}/v/1/if/order-a-bicycle/reserve-the-frame?reply=none&consumer_count=multiple`)
  },
  'report-sharing': async (site, page) => {
    await shared(site, page)
    await page.getByText('Delete the report', { exact: true }).click()
  },
  'report-sharing-read': async (site, page) => {
    const { id } = await site.publish(example('lesson-login'))
    await site.go(page, `/r/${id}/sharing`)
  },
  'report-fixed': async (site, page) => {
    const { fixed } = await shared(site, page)
    await site.go(page, `/f/${fixed}`)
  },
  'report-superseded': async (site, page) => {
    const { id, put } = await shared(site, page)
    await put('status', { status: 'superseded', superseded_by: 'https://wiki.example.org/decisions/17' })
    await site.go(page, `/r/${id}`)
  },
  'report-embedded': async (site, page) => {
    const { id } = await site.publish(hotel)
    await site.go(page, `/embed/${id}`)
  },
  'reports-listed': async (site, page) => {
    const { put } = await shared(site, page)
    await put('listing', { listed: true })
    await site.go(page, '/reports?q=bicycle')
  },
  'report-deleted': async (site, page) => {
    const { id, edit_token: token } = await site.publish(example('lesson-login'))
    const headers = { authorization: `Bearer ${token}` }
    await page.context().request.delete(`/api/v1/reports/${id}`, { headers })
    await site.go(page, `/r/${id}`, 410)
  },
}

/** Every page by group and name; each is a function that opens it. */
export const GROUPS = { PUBLIC, DRAFTS, REPORTS }

/** A report with a second revision. */
async function revised(site) {
  const published = await site.publish(shop)
  await site.revise(published, shopLater, 'The confirmation waits for nobody')
  return published
}

/** A report with a review link and a fixed link, on the page on which it is shared. */
async function shared(site, page) {
  const { id, edit_token: token } = await site.publish(shop)
  const headers = { authorization: `Bearer ${token}` }
  const put = (what, data) => page.context().request.put(`/api/v1/reports/${id}/${what}`, { headers, data })
  const made = await page.context().request.post(`/api/v1/reports/${id}/fixed-links`, { headers, data: {} })
  await put('rights/review', { expires_at: '2099-12-31' })
  await site.go(page, `/r/${id}/edit/${token}`)
  await site.go(page, `/r/${id}/sharing`)
  return { id, put, fixed: (await made.json()).id }
}

async function report(site, page, text) {
  const { id } = await site.publish(text)
  await site.go(page, `/r/${id}`)
}

/** A report on which people left remarks and ballots. */
async function reviewed(site, page) {
  const published = await site.publish(shop)
  const headers = { authorization: `Bearer ${published.edit_token}` }
  const call = async (path, data) => {
    const answer = await page.context().request.post(`/api/v1/reports/${published.id}/${path}`, { headers, data })
    if (answer.status() !== 201) throw new Error(`${path}: ${await answer.text()}`)
  }
  const at = '/flows/order-a-bicycle/steps/charge-the-card'
  const text = 'The bank takes up to a minute on Fridays.\n\nNobody should wait for it: let us take the order first.'
  await call('remarks', { kind: 'dissent', by: 'Ann Arbor', at, text })
  await call('remarks', { kind: 'question', by: 'Bo', asked: 'Cy from Payments', at, text: 'Who refunds?' })
  await call('remarks', { kind: 'agreement', by: 'Bo' })
  await call('ballots', { by: 'Ann Arbor', answers: { [at]: { reply: 'none', response_time: 'milliseconds' } } })
  await call('ballots', { by: 'Bo', answers: { [at]: { reply: 'answer', response_time: 'seconds' } } })
  return published
}

/** Starts a draft from a pasted description. */
async function draft(site, page, text) {
  await site.go(page, '/')
  await page.getByLabel('What happens', { exact: true }).fill(text)
  await site.answered(page, () => page.getByRole('button', { name: 'Read it' }).click())
}

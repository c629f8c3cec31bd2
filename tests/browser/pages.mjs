// Every kind of page, with the way to it: what axe looks at, what must fit a phone, and what screenshots are taken of.

import { example } from './site.mjs'

/** Pages that everybody can ask for. */
export const PUBLIC = {
  start: (site, page) => site.go(page, '/'),
  'start-faults': async (site, page) => {
    await site.go(page, '/')
    await page.getByLabel('Describe it as YAML or JSON').fill('name: Shop\nflows:\n  - steps: [{action: Pay, from: 5, answers: {replay: no}}]')
    await site.answered(page, () => page.getByRole('button', { name: 'Publish the report' }).click(), 422)
  },
  rules: (site, page) => site.go(page, '/rules'),
  'rule-row': (site, page) => site.go(page, '/rules/response_time'),
  'rule-gate': (site, page) => site.go(page, '/rules/invariant'),
  'rule-constraint': (site, page) => site.go(page, '/rules/staleness'),
  'rule-system': (site, page) => site.go(page, '/rules/history_needed'),
  'rule-style': (site, page) => site.go(page, '/rules/request_then_event'),
  'rule-mechanism': (site, page) => site.go(page, '/rules/reservation'),
  'rule-finding': (site, page) => site.go(page, '/rules/awaited_event'),
  'rule-advice': (site, page) => site.go(page, '/rules/event_sourcing'),
  'rule-word': (site, page) => site.go(page, '/rules/commit_point'),
  problems: (site, page) => site.go(page, '/problems'),
  problem: (site, page) => site.go(page, '/problems/faulty'),
  'not-found': (site, page) => site.go(page, '/nothing', 404),
}

/** Reports, from one step to many flows. */
export const REPORTS = {
  'report-hybrid': (site, page) => report(site, page, example('lesson-order')),
  'report-small': (site, page) => report(site, page, example('lesson-login')),
}

async function report(site, page, text) {
  const { url } = await site.publish(text)
  await site.go(page, url)
}

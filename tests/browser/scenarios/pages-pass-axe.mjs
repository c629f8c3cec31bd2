// axe finds nothing on any page of a group.

import assert from 'node:assert/strict'

import { axeFindings } from '../axe.mjs'
import * as pages from '../pages.mjs'

export default async function play(site, group) {
  const page = await site.visitor()
  const findings = []
  for (const [name, open] of Object.entries(pages[group])) {
    await open(site, page)
    const found = await axeFindings(page)
    findings.push(...found.map((finding) => `${name}, ${finding}`))
  }
  assert.deepEqual(findings, [], findings.join('\n\n'))
}

// axe finds nothing on any page of a group.

import assert from 'node:assert/strict'

import { axeFindings } from '../axe.mjs'
import { GROUPS } from '../pages.mjs'

export default async function play(site, group) {
  const page = await site.visitor()
  const findings = []
  for (const [name, open] of Object.entries(GROUPS[group])) {
    await open(site, page)
    const found = await axeFindings(page)
    findings.push(...found.map((finding) => `${name}, ${finding}`))
  }
  assert(findings.length === 0, `axe found:\n${findings.join('\n\n')}`)
}

// The main path with script, from the start page to a report that somebody else reads.

import { pointer } from '../hands.mjs'
import { share, walk } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor()
  const path = await walk(site, page, { hands: pointer, live: true, arrive: () => {} })
  await share(site, path)
}

// The main path without script: plain forms and links.

import { pointer } from '../hands.mjs'
import { share, walk } from '../journey.mjs'

const NO_SCRIPT = { javaScriptEnabled: false }

export default async function play(site) {
  const page = await site.visitor(NO_SCRIPT)
  const path = await walk(site, page, { hands: pointer, live: false, arrive: () => {} })
  await share(site, path, NO_SCRIPT)
}

// The main path with the keyboard alone. The focus is visible at every stop.

import { keyboard } from '../hands.mjs'
import { share, walk } from '../journey.mjs'

export default async function play(site) {
  const page = await site.visitor()
  const path = await walk(site, page, { hands: keyboard, live: true, arrive: () => {} })
  await share(site, path)
}

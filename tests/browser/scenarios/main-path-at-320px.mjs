// The main path on the narrowest screen: no page scrolls sideways, and all targets are large enough to touch.

import { pointer } from '../hands.mjs'
import { share, walk } from '../journey.mjs'
import { fitsPhone } from '../phone.mjs'

const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }

export default async function play(site) {
  const page = await site.visitor(PHONE)
  const path = await walk(site, page, { hands: pointer, live: true, arrive: fitsPhone })
  await fitsPhone(await share(site, path, PHONE))
}

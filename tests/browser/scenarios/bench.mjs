// What was read from a text is mended with a script: each action is saved at once, and the page stays.

import { mend } from '../bench.mjs'

export default async function play(site) {
  await mend(site, await site.visitor(), true)
}

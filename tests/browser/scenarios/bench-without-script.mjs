// What was read from a text is mended without a script, with plain forms.

import { mend } from '../bench.mjs'

export default async function play(site) {
  await mend(site, await site.visitor({ javaScriptEnabled: false }), false)
}

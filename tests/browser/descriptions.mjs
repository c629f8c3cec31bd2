// Descriptions to begin with, as YAML.

import { readFileSync } from 'node:fs'

/** An example that ships, by its id. */
export const example = (id) => read(`../../app/examples/${id}.yaml`)

/** A system with several flows and with things to find. */
export const shop = read('shop.yaml')

function read(path) {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

// Descriptions to begin with, as YAML.

import { readFileSync } from 'node:fs'

/** An example that ships, by its id. */
export const example = (id) => read(`../../app/examples/${id}.yaml`)

/** A system with several flows and with things to find. */
export const shop = read('shop.yaml')

function read(path) {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** A flow of so many steps: more than one page of a report. */
export const many = (steps) => JSON.stringify({
  name: 'Warehouse',
  participants: [{ id: 'clerk', name: 'Clerk', kind: 'person' }],
  flows: [{
    id: 'day',
    name: 'A day at the warehouse',
    actor: 'clerk',
    steps: Array.from({ length: steps }, (_, at) => ({
      action: `Pick the parcel from shelf ${at + 1}`,
      from: 'warehouse',
      to: [at % 2 ? 'robots' : 'shelves'],
      entity: 'parcel',
      answers: at % 3 ? { reply: 'none' } : { reply: 'answer' },
    })),
  }],
})

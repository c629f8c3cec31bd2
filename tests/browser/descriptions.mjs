// Descriptions for scenarios, as YAML.

import { readFileSync } from 'node:fs'

/** A shipped example, by its id. */
export const example = (id) => read(`../../app/examples/${id}.yaml`)

/** A system with several flows and with findings. */
export const shop = read('shop.yaml')

/** The same system later: a step is another one, one leads to another verdict, and one is about something else. */
export const shopLater = shop
  .replace('action: Build the bicycle', 'action: Wrap the frame')
  .replace('{reply: answer, undo: compensable}', '{reply: none, undo: compensable}')
  .replace('entity: confirmation', 'entity: message')

function read(path) {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** A system of one flow with eight steps. */
export const hotel = read('hotel.yaml')

/** A flow with `steps` steps, to make a report of more than one page. */
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

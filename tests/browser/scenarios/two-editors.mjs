// Two people revise one report at the same time. The second one to publish is told plainly, loses nothing, and puts
// both versions together: answer by answer, with a script and without.

import assert from 'node:assert/strict'

import { pointer } from '../hands.mjs'
import { find, status } from '../journey.mjs'

const KIOSK = 'name: Kiosk\nflows: [{id: sell, steps: [{id: record, action: Record the sale, from: till, to: [ledger]}]}]'
const WAITS = 'Who waits for the outcome?'

export default async function play(site) {
  for (const javaScriptEnabled of [true, false]) {
    const { id, edit_token: token } = await site.publish(KIOSK)
    const people = []
    for (const scripted of [true, javaScriptEnabled]) {
      const person = await site.visitor({ javaScriptEnabled: scripted })
      await site.go(person, `/r/${id}/edit/${token}`)
      await site.answered(person, () => person.getByRole('button', { name: 'New revision' }).click())
      people.push({ person, draft: new URL(person.url()).pathname })
    }
    const [first, second] = people

    // Both answer the same question, and each changes something else, too.
    await choose(site, first, 'Nobody waits', true)
    await rename(site, first, 'Kiosk at the corner')
    await choose(site, second, 'The caller needs the result', javaScriptEnabled)
    await publish(site, first, 'Nobody waits here')

    await site.go(second.person, second.draft)
    await second.person.getByLabel('Note').fill('The till waits')
    const button = second.person.getByRole('button', { name: 'Publish the report' })
    await site.answered(second.person, () => button.click(), 412)
    const { person } = second
    assert.equal(await person.getByRole('heading', { level: 1 }).innerText(), 'Somebody else was first')
    await person.getByText('Your note was: “The till waits”').waitFor()
    const decision = person.getByRole('group', { name: /Record the sale.*Who waits for the outcome/ })
    await decision.getByRole('radio', { name: 'Theirs: Nobody waits' }).waitFor()
    await decision.getByRole('radio', { name: 'Mine: The caller needs the result' }).check()
    await site.answered(person, () => person.getByRole('button', { name: 'Put both together in a new draft' }).click())
    await person.getByText('Both versions are put together here.', { exact: false }).waitFor()
    assert.equal(await person.getByLabel('Note').inputValue(), 'The till waits', 'the note goes on')
    assert.equal(await person.getByRole('heading', { level: 1 }).innerText(), 'Kiosk at the corner')

    const both = new URL(person.url()).pathname
    assert.notEqual(both, second.draft, 'the draft stays')
    const described = async (draft) => (await (await person.request.get(`${draft}.json`)).json())
    assert.equal((await described(both)).flows[0].steps[0].answers.reply, 'answer')
    assert.equal((await described(second.draft)).name, 'Kiosk')
    for (const [name, told, reply] of [
      ['Undo the last change', 'The last change is taken back.', 'none'],
      ['Redo what was undone', 'The change is made again.', 'answer'],
    ]) {
      const turn = () => person.getByRole('button', { name }).click()
      if (javaScriptEnabled) {
        await turn()
        await person.getByText(told, { exact: true }).waitFor()
      } else {
        await site.answered(person, turn)
      }
      assert.equal((await described(both)).flows[0].steps[0].answers.reply, reply, 'undo leads to their revision')
    }
    await publish(site, { person, draft: both }, 'Both together')
    await person.getByText('Revision 3', { exact: false }).first().waitFor()
  }
}

async function choose(site, { person, draft }, answer, isScripted) {
  await site.go(person, `${draft}/sell/record`)
  await (await find(person, pointer, WAITS, answer)).check()
  if (isScripted) await status(person, /^Saved/)
  else await site.answered(person, () => person.getByRole('button', { name: 'Save', exact: true }).click())
}

async function rename(site, { person, draft }, name) {
  await site.go(person, draft)
  await person.getByText('Change name and summary').click()
  await person.getByLabel('What the system is called').fill(name)
  await person.getByLabel('What the system is called').blur()
  await status(person, /^Saved/)
}

async function publish(site, { person, draft }, note) {
  await site.go(person, draft)
  await person.getByLabel('Note').fill(note)
  await site.answered(person, () => person.getByRole('button', { name: 'Publish the report' }).click())
}

// A picture is zoomed and moved: by keys, by buttons, by the wheel, by a mouse that drags and by two fingers. It fits
// its box and fills the screen, a step that gets the focus is brought into view and told in short, and the page never
// moves. Without script the picture is complete and scrolls.

import assert from 'node:assert/strict'

import { many } from '../descriptions.mjs'

/** So few that each step has a box of its own. */
const STEPS = 14

/** So many that a narrow window shows the same picture as a wide one. */
const TOO_MANY_FOR_A_COLUMN = 70

export default async function play(site) {
  const { id } = await site.publish(many(STEPS))
  const page = await site.visitor({ viewport: { width: 1280, height: 900 } })
  await site.go(page, `/r/${id}`)
  const canvas = new Canvas(page)
  await canvas.wake()
  await fits(canvas)
  await byKeys(canvas)
  await byButtons(canvas)
  await byWheel(canvas)
  await byDragging(canvas)
  await byFocus(canvas)
  await onTheWholeScreen(canvas)
  await printed(canvas)
  await folded(canvas)
  await fromTopToBottom(site, id)
  await onPhone(site)
  await withoutScript(site, id)
}

/** A page's first picture. */
class Canvas {
  constructor(page) {
    this.page = page
    this.root = page.locator('.canvas').first()
    this.box = this.root.getByRole('region', { name: /^Picture of the flow/ })
  }

  /** Waits until the script serves it, and brings it into the window. */
  async wake() {
    await this.page.locator('.canvas[data-awake]').first().waitFor()
    await this.box.evaluate((box) => box.scrollIntoView({ block: 'center' }))
  }

  button(name) {
    return this.root.getByRole('button', { name })
  }

  /** What is seen: the scale, how far the box is scrolled, its size, and how far the page is scrolled. */
  see() {
    return this.box.evaluate((box) => {
      const drawing = [...box.querySelectorAll('.whole > svg')].find((drawing) => drawing.checkVisibility())
      const { width } = drawing.getBoundingClientRect()
      return {
        form: drawing.closest('.drawn').classList.item(1),
        scale: width / drawing.viewBox.baseVal.width,
        left: box.scrollLeft,
        top: box.scrollTop,
        beyond: [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight],
        height: box.getBoundingClientRect().height,
        y: box.getBoundingClientRect().y,
        page: globalThis.scrollY,
        more: box.closest('.canvas').dataset.more,
      }
    })
  }

  /** Does something, and waits until `shows` holds for what is seen then. The page must not move meanwhile. */
  async after(act, shows, why) {
    const before = await this.see()
    await act()
    const deadline = Date.now() + 30_000
    let now = await this.see()
    while (!shows(now, before)) {
      assert(Date.now() < deadline, `${why}: ${JSON.stringify({ before, now })}`)
      await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(done)))
      now = await this.see()
    }
    assert.equal(now.page, before.page, `${why}: the page is scrolled`)
    assert(Math.abs(now.height - before.height) < 1, `${why}: the box keeps its height`)
    return now
  }
}

const isNear = (a, b) => Math.abs(a - b) < 0.02

/** At first a picture is as wide as its box if it can be read then; this one fades where it goes on. */
async function fits(canvas) {
  const seen = await canvas.see()
  assert(seen.scale >= 0.85 && seen.scale <= 1, `the scale is ${seen.scale}`)
  const says = seen.beyond.map((beyond) => beyond > 1)
  assert.equal(seen.more.includes('right'), says[0])
  assert.equal(seen.more.includes('down'), says[1])
  assert(!/left|up/.test(seen.more), 'it begins at its beginning')
}

async function byKeys(canvas) {
  const { page } = canvas
  const press = (key) => () => page.keyboard.press(key)
  await canvas.box.focus()
  await canvas.after(press('1'), (now) => isNear(now.scale, 1), '1 shows it in its own size')
  await canvas.after(press('+'), (now) => isNear(now.scale, 1.25), '+ enlarges')
  await canvas.after(press('ArrowRight'), (now, before) => now.left > before.left, 'the right arrow moves on')
  await canvas.after(press('ArrowDown'), (now, before) => now.top > before.top, 'the down arrow moves down')
  await canvas.after(press('-'), (now) => isNear(now.scale, 1), '- reduces')
  await canvas.after(press('-'), (now) => isNear(now.scale, 0.8), '- reduces further')
  const whole = ({ beyond, scale }) => beyond.every((beyond) => beyond <= 1) && scale <= 1
  const fitted = await canvas.after(press('0'), whole, '0 shows all of it')
  assert.equal(fitted.more, '', 'nothing is beyond the box')
  await canvas.after(press('-'), (now, before) => now.scale === before.scale, 'it does not become smaller than its box')
  await page.keyboard.press('Control+1')
  assert(isNear((await canvas.see()).scale, fitted.scale), 'keys of the browser are left to it')
}

async function byButtons(canvas) {
  const { root } = canvas
  const press = (name) => () => canvas.button(name).click()
  await canvas.after(press(/own size/), (now) => isNear(now.scale, 1), 'the size leads to 100 %')
  await canvas.after(press('Larger'), (now) => isNear(now.scale, 1.25), 'larger')
  assert.match(await root.getByRole('status').innerText(), /125 %/, 'the size is announced')
  assert.match(await root.locator('.size').innerText(), /125 %/, 'the size is shown')
  await canvas.after(press('Smaller'), (now) => isNear(now.scale, 1), 'smaller')
  await canvas.after(press('Fit'), ({ beyond }) => beyond.every((beyond) => beyond <= 1), 'fit')
  for (const button of await root.getByRole('button').all()) {
    assert.match(await button.getAttribute('title'), /\(key .\)$/, 'the title names the key')
  }
}

/** The wheel moves the page past a picture, and the picture only if it was asked for. */
async function byWheel(canvas) {
  const { page } = canvas
  await canvas.button(/own size/).click()
  await page.evaluate(() => document.activeElement.blur())
  const area = await canvas.box.boundingBox()
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2]
  await page.mouse.move(x, y)
  const before = await canvas.see()
  await page.mouse.wheel(0, 120)
  await page.waitForFunction((before) => globalThis.scrollY > before, before.page)
  assert.equal((await canvas.see()).scale, before.scale, 'the wheel moves the page')
  await page.evaluate((before) => globalThis.scrollTo(0, before), before.page)

  await page.keyboard.down('Control')
  await canvas.after(() => page.mouse.wheel(0, -120), (now, was) => now.scale > was.scale, 'Ctrl and the wheel enlarge')
  await canvas.after(() => page.mouse.wheel(0, 120), (now, was) => now.scale < was.scale, 'Ctrl and the wheel reduce')
  await page.keyboard.up('Control')
  await canvas.box.focus()
  const under = () => canvas.box.evaluate((box, [x]) => {
    const { left, width } = box.querySelector('.whole > svg').getBoundingClientRect()
    return (x - left) / width
  }, [x])
  const place = await under()
  await canvas.after(() => page.mouse.wheel(0, -120), (now, was) => now.scale > was.scale, 'with the focus, too')
  assert(Math.abs((await under()) - place) < 0.005, 'what is under the mouse stays there')
  await canvas.after(() => page.mouse.dblclick(x, area.y + 6), (now, was) => now.scale > was.scale * 1.3, 'a double click')
}

async function byDragging(canvas) {
  const { page } = canvas
  await canvas.button(/own size/).click()
  for (let times = 0; times < 3; times += 1) await canvas.button('Larger').click()
  await canvas.box.evaluate((box) => box.scrollTo(0, 0))
  const step = canvas.root.getByRole('link', { name: /shelf 1:/ })
  await step.scrollIntoViewIfNeeded()
  const { x, y } = await step.boundingBox()
  const address = page.url()
  const drag = async () => {
    await page.mouse.move(x + 20, y + 10)
    await page.mouse.down()
    await page.mouse.move(x - 40, y + 10)
    await page.mouse.move(x - 80, y + 10)
    await page.mouse.up()
  }
  await canvas.after(drag, (now, before) => now.left === before.left + 100, 'the drawing follows the mouse')
  assert.equal(page.url(), address, 'a drag that begins on a step does not open it')
  const names = await canvas.root.locator('.names > svg').first().evaluate((names) => names.getBoundingClientRect().x)
  const { x: edge } = await canvas.box.boundingBox()
  assert(Math.abs(names - edge) < 2, 'the names of the lanes stay in view')
}

/** Tab brings the next step into view, and its card says what it is. */
async function byFocus(canvas) {
  const { page, root } = canvas
  await canvas.box.focus()
  const card = root.getByRole('group', { name: 'The step in short' })
  for (let step = 1; step <= 12; step += 1) {
    await page.keyboard.press('Tab')
    const fault = await canvas.box.evaluate((box) => {
      const focus = document.activeElement.getBoundingClientRect()
      const area = box.getBoundingClientRect()
      const names = box.querySelector('.names > svg')?.getBoundingClientRect().right ?? area.left
      const isIn = focus.left >= names && focus.right <= area.right && focus.top >= area.top && focus.bottom <= area.bottom
      return isIn ? null : JSON.stringify({ focus, area, names })
    })
    assert.equal(fault, null, `step ${step} is in view`)
    await card.getByText(`Pick the parcel from shelf ${step}`, { exact: true }).waitFor()
  }
  const told = await card.innerText()
  assert.match(told, /^12 Pick the parcel from shelf 12/)
  assert.match(told, /event-driven/)
  const hidden = await card.evaluate((card) => {
    const [card_, focus] = [card, document.activeElement].map((element) => element.getBoundingClientRect())
    return card_.left < focus.right && focus.left < card_.right && card_.top < focus.bottom && focus.top < card_.bottom
  })
  assert(!hidden, 'the card does not hide its step')
  const way = await page.evaluate(() => document.activeElement.getAttribute('href'))
  assert.equal(await card.getByRole('link').getAttribute('href'), way, 'the card leads where the step leads')
  await page.keyboard.press('Escape')
  await card.waitFor({ state: 'hidden' })
  await root.getByRole('link', { name: /shelf 12:/ }).hover()
  await card.waitFor()
  await page.mouse.move(2, 2)
  await page.evaluate(() => document.activeElement.blur())
  await card.waitFor({ state: 'hidden' })
}

async function onTheWholeScreen(canvas) {
  const { page } = canvas
  await canvas.button(/own size/).click()
  const before = await canvas.see()
  await canvas.box.focus()
  await page.keyboard.press('f')
  await page.waitForFunction(() => document.fullscreenElement?.matches('.canvas'))
  const full = await canvas.root.boundingBox()
  const window = await page.evaluate(() => [innerWidth, innerHeight])
  assert.deepEqual([full.width, full.height].map(Math.round), window, 'it fills the screen')
  assert.equal(await canvas.button('Full screen').getAttribute('aria-pressed'), 'true')
  assert((await canvas.see()).beyond.every((beyond) => beyond <= 1), 'all of it is shown')
  for (let stop = 0; stop < STEPS + 10; stop += 1) {
    await page.keyboard.press('Tab')
    const isInside = await page.evaluate(() => {
      const focus = document.activeElement
      return focus === document.body || focus.closest('.canvas[data-full]') !== null
    })
    assert(isInside, 'the focus stays on what is seen')
  }
  await canvas.box.focus()
  await page.keyboard.press('f')
  await page.waitForFunction(() => document.fullscreenElement === null)
  await canvas.after(async () => {}, (now) => isNear(now.scale, before.scale) && now.left === before.left, 'it is as before')
  assert.equal(await page.locator('[inert]').count(), 0, 'the rest of the page is there again')
}

async function printed(canvas) {
  const { page } = canvas
  await canvas.button('Larger').click()
  await page.emulateMedia({ media: 'print' })
  const beyond = await canvas.box.evaluate((box) => {
    const drawing = box.querySelector('.whole > svg').getBoundingClientRect()
    const paper = document.documentElement.clientWidth
    return [drawing.left < 0, drawing.right > paper, box.scrollHeight > Math.ceil(box.getBoundingClientRect().height)]
  })
  assert.deepEqual(beyond, [false, false, false], 'the whole picture is on the paper')
  assert(!(await canvas.root.getByRole('button').first().isVisible()), 'no button is printed')
}

/** Where there is less room it is folded narrower, not shrunk, and a page of a narrow window shows time running down. */
async function folded(canvas) {
  const { page } = canvas
  await page.emulateMedia({ media: 'screen' })
  for (const [width, form] of [[1280, 'wide'], [900, 'narrow'], [701, 'narrow'], [700, 'tall'], [390, 'tall']]) {
    await page.setViewportSize({ width, height: 900 })
    await canvas.page.reload()
    await canvas.wake()
    const seen = await canvas.see()
    assert.equal(seen.form, form, `at ${width} pixels`)
    assert(seen.scale >= 0.85 && seen.scale <= 1, `the scale is ${seen.scale} at ${width} pixels`)
    assert(seen.beyond[0] <= 1, `nothing is beyond the right edge at ${width} pixels`)
    assert.equal(await canvas.root.getByRole('link').count(), STEPS, 'every step is there once')
  }
}

/** On a phone a tap tells a step in short, a second one opens it, and the picture is enlarged and fills the screen. */
async function fromTopToBottom(site, id) {
  const page = await site.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await site.go(page, `/r/${id}`)
  const canvas = new Canvas(page)
  await canvas.wake()
  const card = canvas.root.getByRole('group', { name: 'The step in short' })
  const step = (number) => canvas.root.getByRole('link', { name: new RegExp(`shelf ${number}:`) })
  await step(3).tap()
  await card.getByText('Pick the parcel from shelf 3', { exact: true }).waitFor()
  const before = page.url()
  await step(2).tap()
  await card.getByText('Pick the parcel from shelf 2', { exact: true }).waitFor()
  assert.equal(page.url(), before, 'a tap opens no step whose card was not shown')
  await step(2).tap()
  await page.waitForURL(/#day\/pick-the-parcel-from-shelf-2$/)
  await canvas.wake()
  await canvas.button('Full screen').tap()
  await page.locator('.canvas[data-full]').waitFor()
  const full = await canvas.see()
  assert.equal(full.form, 'tall')
  assert(full.scale >= 0.85, `the scale is ${full.scale}`)
  await canvas.button('Larger').tap()
  const larger = await canvas.see()
  assert(larger.scale > full.scale && larger.beyond[0] > 0, 'it is larger than the screen, and moves')
  await canvas.button('Full screen').tap()
  await page.locator('.canvas[data-full]').waitFor({ state: 'detached' })
}

/** Two fingers enlarge; one finger scrolls the page past the picture. */
async function onPhone(site) {
  const { id } = await site.publish(many(TOO_MANY_FOR_A_COLUMN))
  const page = await site.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await site.go(page, `/r/${id}/v/1/flow/day`)
  const canvas = new Canvas(page)
  await canvas.wake()
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, 'the page does not scroll sideways')
  const { x, y, width, height } = await canvas.box.boundingBox()
  const [middle, across] = [y + height / 2, x + width / 2]
  const touch = await page.context().newCDPSession(page)
  const fingers = (type, apart) => {
    const points = [across - apart / 2, across + apart / 2].map((x, id) => ({ x, y: middle, id }))
    return touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : points })
  }
  const pinch = async () => {
    await fingers('touchStart', 60)
    for (const apart of [80, 100, 120]) await fingers('touchMove', apart)
    await fingers('touchEnd')
  }
  await canvas.after(pinch, (now, before) => now.scale > before.scale * 1.5, 'two fingers enlarge')
  assert.equal(await page.evaluate(() => globalThis.visualViewport.scale), 1, 'the page itself is not enlarged')
}

async function withoutScript(site, id) {
  const page = await site.visitor({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } })
  await site.go(page, `/r/${id}`)
  const { root, box } = new Canvas(page)
  assert.equal(await root.getByRole('button').count(), 0, 'there is no button that does nothing')
  assert.equal(await root.getByRole('link').count(), STEPS, 'every step is there')
  const { scale, height, beyond } = await new Canvas(page).see()
  assert(isNear(scale, 1), 'the drawing has its own size')
  assert(height > 0 && beyond[1] <= 1, 'it is cut off at no height')
  assert.equal(await box.evaluate((box) => getComputedStyle(box).overflowX), 'auto', 'the box scrolls')
}

import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstLoad, limits } from '../../web/check-size.ts'
import { accessibilityFaults, chromiumPath, inBrowser, openPage, personTaking, root } from './application.ts'

const strictPolicy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

/** Each screen with a heading or text that proves it is there; `PERSON` is the one who takes clopidogrel. */
const screens: readonly (readonly [name: string, path: string, proof: string])[] = [
  ['start, signed in', '/', 'Assess or add files'],
  ['overview', '/people/PERSON', 'To act on'],
  ['overview with the drawer', '/people/PERSON?why=medicine:clopidogrel', 'Where this comes from'],
  ['medicines', '/people/PERSON/medicines', 'All other medicines with a genetic question'],
  ['a medicine', '/people/PERSON/medicines/clopidogrel', 'What the sources say'],
  ['a medicine without a genetic question', '/people/PERSON/medicines/paracetamol', 'No guideline held here'],
  ['genes', '/people/PERSON/genes', 'Genes'],
  ['a gene', '/people/PERSON/genes/CYP2C19', 'What could not be excluded'],
  ['a gene that is not assessed', '/people/PERSON/genes/BRCA2', 'not among those that are assessed'],
  ['screening', '/people/PERSON/screening', 'The next ten years'],
  ['record', '/people/PERSON/record', 'Current problems'],
  ['record, values', '/people/PERSON/record?show=values', 'Latest'],
  ['record, a resource', '/people/PERSON/record?why=resource:Patient/PERSON', 'As it is kept'],
  ['inputs', '/people/PERSON/inputs', 'What this cannot see'],
  ['knowledge', '/knowledge', 'Everything Attune says rests on these releases'],
  ['about', '/about', 'Intended use'],
  ['a person who is not there', '/people/nobody', 'There is no such person'],
  ['dropped files that are gone', '/local/1', 'never stored'],
  ['a page that is not there', '/nothing/here', 'There is no such page'],
]

describe.skipIf(chromiumPath === undefined)('every screen', { timeout: 60_000 }, () => {
  let person = ''
  const its = inBrowser(async (app) => {
    person = (await personTaking(app, 'clopidogrel')).id
  })

  const address = (path: string): string => path.replaceAll('PERSON', person)

  test.each(screens)(
    '%s: accessible in light and dark, asks no other host, keeps the content policy, and nothing sticks out at 390 and 320 pixels',
    async (_, path, proof) => {
      const { page, faults } = await openPage(its.browser, its.app)
      await page.route(
        (url) => url.href.startsWith(its.app.url),
        async (route) => {
          const answer = await route.fetch()
          const headers = { ...answer.headers(), 'content-security-policy': strictPolicy }
          await route.fulfill({ response: answer, headers })
        },
      )
      await page.goto(address(path))
      await page.getByText(proof).first().waitFor()
      await page.locator('main h1').first().waitFor({ state: 'attached' })
      expect(await accessibilityFaults(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await accessibilityFaults(page, ['color-contrast'])).toEqual([])
      for (const width of [390, 320]) {
        await page.setViewportSize({ width, height: 844 })
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect([width, over]).toEqual([width, 0])
      }
      expect(await accessibilityFaults(page, ['target-size', 'color-contrast'])).toEqual([])
      expect(faults).toEqual([])
      expect(await page.title()).toMatch(/Attune$/)
      await page.context().close()
    },
  )

  test('the first load stays under 210 kB of script and 40 kB of style, gzipped', () => {
    const { js, css } = firstLoad(join(root, 'web/dist'))
    expect(js).toBeGreaterThan(0)
    expect(js).toBeLessThan(limits.js)
    expect(css).toBeLessThan(limits.css)
  })

  test('the banner stays in sight while scrolling and is one line on a phone', async () => {
    const { page } = await openPage(its.browser, its.app, { viewport: { width: 390, height: 844 } })
    await page.goto(`/people/${person}/genes`)
    await page.getByRole('heading', { level: 1, name: 'Genes' }).waitFor()
    await page.evaluate(() => window.scrollTo(0, 900))
    const box = await page.locator('[data-banner]').boundingBox()
    expect(box?.y).toBe(0)
    expect(box?.height).toBeLessThan(48)
  })

  test('when the server does not answer, the page says what to do', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.route('**/api/people/*/report', (route) => route.abort())
    await page.goto(`/people/${person}`)
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.unroute('**/api/people/*/report')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('region', { name: 'To act on' }).waitFor()
  })

  test('an empty list of people says how to begin', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.route('**/api/people', (route) => route.fulfill({ json: { people: [] } }))
    await page.goto('/')
    await page.getByText('No people yet.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('forced colours keep every sign visible', async () => {
    const { page } = await openPage(its.browser, its.app, { forcedColors: 'active' })
    await page.goto(`/people/${person}`)
    await page.getByRole('region', { name: 'To act on' }).waitFor()
    const hidden = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor
      return [...document.querySelectorAll('[data-meaning] svg')].filter((s) => getComputedStyle(s).color === ground)
        .length
    })
    expect(hidden).toBe(0)
  })
})

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { accessibilityFaults, chromiumPath, fetchSignedIn, inBrowser, openPage } from './application.ts'

const roleSystem = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'
const relative = (person: string, id: string, code: string, fields: object = {}) => ({
  resourceType: 'FamilyMemberHistory',
  id: `${person}-${id}`,
  status: 'completed',
  patient: { reference: `Patient/${person}` },
  relationship: { coding: [{ system: roleSystem, code }] },
  ...fields,
})
const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  name: [{ given: ['Mara'], family: id }],
  birthDate: '1988-03-01',
  gender: 'female',
})
const years = (value: number) => ({ value, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' })

/** A woman whose mother and father are on record without illness, and a grandmother of nobody knows which side; and one with no family on record. */
const people = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    patient('small-family'),
    relative('small-family', 'm', 'MTH', { ageAge: years(63) }),
    relative('small-family', 'f', 'FTH', { ageAge: years(66) }),
    relative('small-family', 'g', 'GRMTH', { condition: [{ code: { text: 'Breast cancer' }, onsetAge: years(71) }] }),
  ].map((resource) => ({ resource })),
}
const alone = { ...people, entry: [{ resource: patient('no-family') }] }

describe.skipIf(chromiumPath === undefined)('the Family page', { timeout: 60_000 }, () => {
  const its = inBrowser(async (app) => {
    for (const bundle of [people, alone]) {
      const answer = await fetchSignedIn(app, '/api/import?name=family.json', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: JSON.stringify(bundle),
      })
      expect(answer.status).toBe(200)
    }
  })

  const symbol = (page: Page, name: RegExp) => page.getByRole('application').getByRole('button', { name })
  const status = (page: Page) => page.getByRole('region', { name: 'Pedigree' }).getByRole('status')
  const family = async (person: string, options = {}) => {
    const opened = await openPage(its.browser, its.app, options)
    await opened.page.goto(`/people/${person}/family`)
    await opened.page.getByRole('application').waitFor()
    return opened
  }

  test('draws the family, says first whether to refer, and tells everybody again as a table', async () => {
    const { page, faults } = await family('brca2-family')
    await page.getByText('Refer to genetics: criteria for hereditary breast and ovarian cancer are met.').waitFor()
    await symbol(page, /^Mother, Miriam, 67, breast cancer at 44, BRCA2 positive/).waitFor()
    const symbols = await page.getByRole('application').getByRole('button').count()
    const table = page.getByRole('region', { name: 'Everybody as a table' }).getByRole('row')
    expect(await table.count()).toBe(symbols + 1)
    const criteria = (await page.getByRole('region', { name: 'Referral criteria' }).textContent()) ?? ''
    expect(criteria).toMatch(/MetFHS-7/)
    expect(criteria).toMatch(/Not met so farAmsterdam II/)
    expect(await page.getByRole('region', { name: 'Who may carry a variant' }).textContent()).toMatch(
      /BRCA2\d\d of 100/,
    )
    expect(await page.getByRole('region', { name: 'Own cancer risks' }).getByRole('img').count()).toBeGreaterThan(1)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('who could not be drawn is named, and unknown is never told as healthy', async () => {
    const { page } = await family('small-family')
    const aside = page.getByRole('region', { name: 'In the record, not in the drawing' })
    expect(await aside.textContent()).toMatch(
      /breast cancer at 71.*not known whether of the mother’s or the father’s family/,
    )
    await symbol(page, /^Mother, 63, nothing known of health$/).waitFor()
    await page.getByText('No criterion for referral is met by what is known so far.').waitFor()
    await page.goto('/people/no-family/family')
    await page
      .getByText(/Nothing is known of the family yet: that is not the same as a family without disease/)
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('an aunt with a BRCA2 variant is added in four steps of the mouse, and what follows changes at once', async () => {
    const { page, faults, requests } = await family('small-family')
    const before = requests.filter((r) => !r.includes('/assets/')).length
    await symbol(page, /^Mother/).click()
    await page.getByRole('button', { name: 'Sister', exact: true }).click()
    const panel = page.getByRole('region', { name: /^Details of mother’s sister/ })
    await panel.getByLabel('Add a test of').selectOption('BRCA2')
    await panel.getByLabel('Result').selectOption('variant found')
    await expect.poll(() => status(page).textContent()).toMatch(/Carrier probability: BRCA2 .*→ 2\d %/)
    await symbol(page, /^Mother’s sister, BRCA2 positive/).waitFor()
    await page.getByText('Changed, not saved.').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const asked = requests.filter((r) => !r.includes('/assets/')).slice(before)
    expect(asked.filter((r) => !/GET .*\/(knowledge-pack\/|auth\/session)/.test(r))).toEqual([])
    expect(faults).toEqual([])
  })

  test('works by the keyboard alone: move, open, add, fill in, undo, redo, remove', async () => {
    const { page } = await family('small-family')
    await symbol(page, /^This person|^Mara/).focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
    expect(await focused()).toMatch(/^Mother/)
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Mother')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    while ((await focused()) !== 'Brother') await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Mother’s brother')
    while (!(await page.evaluate(() => document.activeElement?.closest('label')?.textContent?.startsWith('Age now'))))
      await page.keyboard.press('Tab')
    await page.keyboard.type('59')
    await page.keyboard.press('Enter')
    await symbol(page, /^Mother’s brother, 59/).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(focused).toMatch(/^Mother’s brother, 59/)
    await page.keyboard.press('Control+z')
    await symbol(page, /^Mother’s brother, nothing known/).waitFor()
    await page.keyboard.press('Control+Shift+Z')
    await symbol(page, /^Mother’s brother, 59/).focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Mother’s brother')
    const removing = page.getByRole('button', { name: 'Remove from the pedigree…' })
    await removing.focus()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('Remove')
    await page.keyboard.press('Enter')
    await expect.poll(() => symbol(page, /^Mother’s brother/).count()).toBe(0)
    await expect.poll(() => status(page).textContent()).toMatch(/Mother’s brother removed/)
  })

  test('what does not fit is named at the person; what cannot be is not taken', async () => {
    const { page } = await family('small-family')
    await symbol(page, /^Mother/).click()
    const panel = page.getByRole('region', { name: /^Details of mother/ })
    const age = panel.getByLabel('Age now')
    await age.fill('young')
    await age.press('Enter')
    await panel.getByText('An age in years, or two as 60-65').waitFor()
    await age.fill('20')
    await age.press('Enter')
    await panel.getByText(/Not changed\. A parent of/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await age.fill('48')
    await age.press('Enter')
    await page.getByRole('list', { name: 'What does not fit' }).getByText('was very young at the birth').waitFor()
    await symbol(page, /Something does not fit\.$/).waitFor()
  })

  test('saved by a clinician it stands in the record, beside what others wrote, and comes back the same', async () => {
    const { page, faults } = await family('small-family')
    await symbol(page, /^Mother/).click()
    await page.getByRole('button', { name: 'Sister', exact: true }).click()
    const panel = page.getByRole('region', { name: /^Details of mother’s sister/ })
    await panel.getByLabel('Add an illness').selectOption('ovarian cancer')
    await page.keyboard.type('51')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save in the record' }).click()
    await page.getByText('Saved in the record.', { exact: true }).first().waitFor()
    await page.reload()
    await symbol(page, /^Mother’s sister, ovarian cancer at 51/).waitFor()
    await page.getByText(/relatives stand in the record\./).waitFor()
    const bundle = (await (await fetchSignedIn(its.app, '/fhir/FamilyMemberHistory/small-family-m')).json()) as object
    expect(bundle).toMatchObject({ ageAge: { value: 63 } })
    expect(faults).toEqual([])
  })

  test('what was drawn and not saved is still there after another page of the person', async () => {
    const { page } = await family('no-family')
    await symbol(page, /^This person/).click()
    await page.getByRole('button', { name: 'Parents' }).click()
    await page.getByRole('link', { name: 'Inputs', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Inputs' }).waitFor({ state: 'attached' })
    await page.getByRole('link', { name: 'Family', exact: true }).click()
    await symbol(page, /^Mother/).waitFor()
    await page.getByText('Changed, not saved.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await symbol(page, /^Mother/).count()).toBe(0)
  })

  test('a server that refuses loses nothing of what was drawn', async () => {
    const { page } = await family('no-family')
    await symbol(page, /^Mara|^This person/).click()
    await page.getByRole('button', { name: 'Parents' }).click()
    await page.route('**/api/people/*/family', (route) => route.fulfill({ status: 500, json: {} }))
    await page.getByRole('button', { name: 'Save in the record' }).click()
    await page.getByText(/Not saved, and the record is as it was/).waitFor()
    await symbol(page, /^Mother/).waitFor()
    await page.getByRole('button', { name: 'Save in the record' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('files go out and come in, and what a format cannot hold is told', async () => {
    const { page } = await family('brca2-family')
    const files = page.getByRole('region', { name: 'Files' })
    const saveAs = async (name: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        files.getByRole('button', { name, exact: true }).click(),
      ])
      return readFileSync(await download.path())
    }
    const canrisk = await saveAs('CanRisk')
    expect(canrisk.toString()).toMatch(/^##CanRisk/)
    await files.getByText(/This format has no place for:/).waitFor()
    expect((await saveAs('SVG picture')).toString()).toMatch(/^<svg xmlns=.*breast cancer/)
    expect((await saveAs('PNG picture')).subarray(1, 4).toString()).toBe('PNG')
    expect(JSON.parse((await saveAs('FHIR')).toString())).toMatchObject({ resourceType: 'Bundle' })
    const ga4gh = await saveAs('GA4GH')
    await page.goto('/people/no-family/family')
    await page.getByLabel('Family file').setInputFiles({ name: 'f.json', mimeType: 'text/plain', buffer: ga4gh })
    await files.getByText(/stands in the place of the drawing/).waitFor()
    await symbol(page, /^Mother.*breast cancer at 44/).waitFor()
    await page
      .getByLabel('Family file')
      .setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('?') })
    await files.getByText('x.txt was not taken: nothing was changed.').waitFor()
    await symbol(page, /^Mother.*breast cancer at 44/).waitFor()
  })

  test('on a phone nothing sticks out, in the dark and on paper it stays readable', async () => {
    const { page } = await family('brca2-family', { viewport: { width: 390, height: 844 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await symbol(page, /^Mother, /).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await accessibilityFaults(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('region', { name: /^Details of/ }).isVisible()).toBe(false)
    expect(await page.getByRole('application').isVisible()).toBe(true)
    const fits = await page.getByRole('application').evaluate((svg) => svg.getBoundingClientRect().right)
    expect(fits).toBeLessThanOrEqual(390)
  })
})

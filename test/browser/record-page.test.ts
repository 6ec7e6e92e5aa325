import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chromiumPath, fetchSignedIn, inBrowser, openPage } from './application.ts'

const days = (n: number): string => new Date(Date.UTC(2005, 0, 1 + n * 5)).toISOString().slice(0, 10)

/** A person with 1,440 values of 12 kinds over 20 years, and little else. */
const longRecord = () => {
  const subject = { reference: 'Patient/long-record' }
  const values = Array.from({ length: 1440 }, (_, i) => ({
    resourceType: 'Observation',
    id: `long-${i}`,
    status: 'final',
    code: { text: `Value ${i % 12}` },
    subject,
    effectiveDateTime: days(i),
    valueQuantity: {
      value: 4 + ((i * 7) % 12) / 10,
      unit: 'mmol/L',
      system: 'http://unitsofmeasure.org',
      code: 'mmol/L',
    },
    referenceRange: [{ low: { value: 3.5, unit: 'mmol/L' }, high: { value: 5, unit: 'mmol/L' } }],
    interpretation: [{ coding: [{ code: i % 12 === 11 ? 'H' : 'N' }] }],
  }))
  const others = [
    {
      resourceType: 'Patient',
      id: 'long-record',
      name: [{ given: ['Lena'], family: 'Long' }],
      birthDate: '1950-04-02',
      gender: 'female',
    },
    { resourceType: 'Condition', id: 'long-c', subject, code: { text: 'Heart failure' }, onsetDateTime: '2011-03' },
  ]
  const entry = [...others, ...values].map((resource) => ({ resource }))
  return { resourceType: 'Bundle', type: 'collection', entry }
}

describe.skipIf(chromiumPath === undefined)('the Record page', { timeout: 60_000 }, () => {
  const its = inBrowser(async (app) => {
    const answer = await fetchSignedIn(app, '/api/import?name=long.json', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: JSON.stringify(longRecord()),
    })
    expect([answer.status, await answer.json()]).toMatchObject([200, { problems: [] }])
  })

  test('what holds now comes first, and what the record does not say is not known', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel')
    await page.getByRole('link', { name: 'Record', exact: true }).click()
    const glance = page.getByRole('region', { name: 'At a glance' })
    await glance.waitFor()
    const text = (await glance.textContent()) ?? ''
    expect(text).toMatch(/Current problems.*Type 2 diabetes/)
    expect(text).toMatch(/Medicines now.*Clopidogrel 75 mg/)
    expect(text).toMatch(/Allergies\s*Penicillin/)
    expect(text).toMatch(/Family historynot known/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a line opens its resource: source, version and the JSON as it is kept; the address keeps it open', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel/record')
    await page.getByRole('region', { name: 'At a glance' }).getByRole('link', { name: 'Penicillin' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('A file that was imported, sha256').waitFor()
    const json = JSON.parse((await drawer.locator('pre').textContent()) ?? '') as { resourceType: string }
    expect(json.resourceType).toBe('AllergyIntolerance')
    await page.reload()
    await drawer.locator('pre').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })

  test('from the input of an advice one more step leads to the resource', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel?why=advice:pgx:medicine:clopidogrel')
    const drawer = page.getByRole('dialog')
    await drawer
      .getByRole('link', { name: /^MedicationRequest|^MedicationStatement/ })
      .first()
      .click()
    await drawer.getByText(/"resourceType": "Medication(Request|Statement)"/).waitFor()
  })

  test('kinds and words narrow it, the address keeps both, and nothing sticks out on a phone', async () => {
    const { page } = await openPage(its.browser, its.app, { viewport: { width: 390, height: 844 } })
    await page.goto('/people/long-record/record')
    await page.getByRole('button', { name: /^Problems/ }).click()
    await page.getByRole('heading', { level: 2, name: '2011' }).waitFor()
    expect(
      await page
        .getByRole('region', { name: 'Everything recorded' })
        .getByRole('listitem')
        .filter({ hasText: 'Heart failure' })
        .count(),
    ).toBe(1)
    await page.getByRole('button', { name: /^Everything/ }).click()
    await page.getByRole('searchbox', { name: 'Find in the record' }).fill('value 11 2006')
    await page.getByText(/^\d+ of 1441 fit/).waitFor()
    await page.waitForURL(/find=value/)
    await page.reload()
    await page.getByText(/^\d+ of 1441 fit/).waitFor()
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['2006'])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('values stand by name with unit, date, the laboratory’s limits and flag, and a course in words', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/long-record/record?show=values')
    const row = page.getByRole('row', { name: /^Value 11/ })
    expect(await row.textContent()).toMatch(/4\.5 mmol\/L.*high.*range 3\.5–5/)
    const course = (await row.getByRole('img').getAttribute('aria-label')) ?? ''
    expect(course).toMatch(/^Value 11: 120 values from 25 Feb 2005 to 13 Sep 2024/)
    await row.getByRole('button', { name: 'All 120 values of Value 11' }).click()
    await expect
      .poll(() => page.getByRole('list', { name: 'Values of Value 11' }).getByRole('listitem').count())
      .toBe(120)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  // What else the machine does can only lengthen a task, so one quiet run of three is enough.
  test('a record of 1,440 values stays fluid: no task on the page of 200 ms or more', { retry: 2 }, async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/long-record')
    await page.locator('main h1').first().waitFor({ state: 'attached' })
    await page.evaluate(() => {
      const seen = window as unknown as { longest: number }
      seen.longest = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration)
      }).observe({ type: 'longtask' })
    })
    await page.getByRole('link', { name: 'Record', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: '2024' }).waitFor()
    await page.getByRole('navigation', { name: 'Years' }).getByRole('link', { name: /^2006/ }).click()
    await page.getByRole('heading', { level: 2, name: '2006' }).waitFor()
    await page
      .getByRole('button', { name: /^Values/ })
      .first()
      .click()
    await page.getByRole('row', { name: /^Value 11/ }).waitFor()
    const field = page.getByRole('searchbox', { name: 'Find in the record' })
    for (const letter of 'value 3') await field.press(letter === ' ' ? 'Space' : letter)
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => (window as unknown as { longest: number }).longest)).toBeLessThan(200)
  })

  test('who looked at the record can be seen', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel/inputs')
    await page.getByRole('button', { name: 'Show who looked at this record' }).click()
    const rows = page.getByRole('table', { name: 'Accesses, the latest first' }).getByRole('row')
    await rows.nth(1).waitFor()
    expect(await rows.nth(1).textContent()).toMatch(/Dr Mira Sandoval clinicianread/)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('when the record does not come, the page says so and tries again', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.route('**/record', (route) =>
      route.request().resourceType() === 'document' ? route.continue() : route.fulfill({ status: 500, json: {} }),
    )
    await page.goto('/people/stent-clopidogrel/record')
    await page.getByText('The record could not be loaded').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.unroute('**/record')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('region', { name: 'At a glance' }).waitFor()
  })
})

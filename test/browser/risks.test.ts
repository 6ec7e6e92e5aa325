import { describe, expect, test } from 'vitest'
import { accessibilityFaults, chromiumPath, chooseAccount, inBrowser, openPage } from './application.ts'

const patient = 'stent-clopidogrel'

describe.skipIf(chromiumPath === undefined)('the Risks page', { timeout: 60_000 }, () => {
  const its = inBrowser()

  test('a line tells the absolute risk of both horizons with one denominator, and opens to people, models and inputs', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/everything-recorded')
    await page.getByRole('link', { name: 'Risks', exact: true }).click()
    const line = page.getByRole('article', { name: 'Heart attack and stroke' })
    await line.waitFor()
    const told = (await line.textContent()) ?? ''
    expect(told).toMatch(/\d+ of 100 in 10 years \(\d+(\.\d)? %\)/)
    expect(told).toMatch(/\d+ of 100 in 30 years/)
    await line.getByRole('button', { name: 'Heart attack and stroke' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/open=cardiovascular/)
    await expect.poll(() => line.getByRole('img', { name: /people have .*, \d+ do not/ }).count()).toBeGreaterThan(1)
    const apart = line.getByText(/^PREVENT .* against Pooled cohort equations 2013/)
    await apart.click()
    await line.getByRole('rowheader', { name: 'Baseline, outcome and population' }).first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('what is missing is a band with the one measurement that narrows it most, never a figure', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/half-recorded/risks?open=cardiovascular')
    const line = page.getByRole('article', { name: 'Heart attack and stroke' })
    await line.getByText(/^would narrow|would narrow \d/).waitFor()
    expect(await line.textContent()).toMatch(/\d+ to \d+ of 100 in 10 years/)
    expect(await line.textContent()).toMatch(/Not known: .*eGFR.*would narrow it most/)
    await line
      .getByText(/QRISK3/)
      .first()
      .waitFor()
    await line
      .getByText(/ClinRisk/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('nothing recorded: every line says what it needs', async () => {
    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/hardly-anything/risks')
    await page.getByRole('heading', { level: 1, name: 'Risks' }).waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/NaN|undefined/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a figure opens where it comes from', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/everything-recorded/risks')
    const line = page.getByRole('article', { name: 'Heart attack and stroke' })
    await line
      .getByRole('link', { name: /of 100/ })
      .first()
      .click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Where this comes from: PREVENT').waitFor()
    await drawer
      .getByText(/10\.1161\/CIRCULATIONAHA/)
      .first()
      .waitFor()
    await drawer
      .getByRole('link', { name: /^Observation/ })
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('typed values are computed with in the page, by keyboard, and are not sent; a doubtful unit is asked', async () => {
    const { page, requests, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/half-recorded/risks?open=cardiovascular')
    const line = page.getByRole('article', { name: 'Heart attack and stroke' })
    await line.getByRole('button', { name: 'Change the numbers' }).focus()
    await page.keyboard.press('Enter')
    const total = line.getByRole('textbox', { name: 'Try another: total cholesterol' })
    await total.fill('5.2')
    await line.getByText('5.2 mg/dL looks like mmol/L: which?').waitFor()
    await line.getByRole('button', { name: 'It is mmol/L' }).click()
    const asked = requests.length
    await line.getByRole('combobox', { name: 'Try another: smoking now' }).selectOption('no')
    await line.getByRole('textbox', { name: 'Try another: eGFR' }).fill('85')
    await line.getByRole('textbox', { name: /^Try another: body mass index/ }).fill('27')
    await page.getByText('Computed with typed values:').waitFor()
    await expect.poll(async () => (await line.textContent()) ?? '').not.toMatch(/Not known:/)
    expect(await line.textContent()).toMatch(/\d+ of 100 in 10 years/)
    expect(requests.slice(asked)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to the record' }).click()
    await expect.poll(async () => (await line.textContent()) ?? '').toMatch(/Not known:/)
    expect(faults).toEqual([])
  })

  test('what could change is told as absolute risk before and after, with what it does not mean', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/diabetes-and-kidneys/risks?open=cardiovascular')
    const line = page.getByRole('article', { name: 'Heart attack and stroke' })
    await line
      .getByText(/^From \d+/)
      .first()
      .waitFor()
    const levers = line.getByRole('group', { name: 'What could change' }).getByRole('radio')
    await levers.first().focus()
    await page.keyboard.press('ArrowDown')
    expect(await line.textContent()).toMatch(/From \d+ of 1(00|,000) to \d+ of 1(00|,000) in 10 years/)
    expect(await line.textContent()).toMatch(/Read off coefficients of a cohort/)
  })

  test('as the patient sees it: people of a hundred, no relative risk, no percentile, nothing wider than a phone', async () => {
    const { page } = await openPage(its.browser, its.app, { viewport: { width: 390, height: 844 } })
    await page.goto('/people/everything-recorded/risks')
    await page.getByRole('switch', { name: 'As the patient sees it' }).click()
    await page.getByRole('heading', { level: 2, name: /^Risk of a heart attack/ }).waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/percentile|hazard|ratio|relative|PREVENT leads/i)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  test('a patient sees risks only once a clinician showed them, and no longer when they are hidden again', async () => {
    const clinician = (await openPage(its.browser, its.app)).page
    const own = (await openPage(its.browser, its.app, { nobody: true })).page
    await own.goto('/auth/login')
    await chooseAccount(own, 'patient')
    await own.waitForURL((url) => url.pathname === '/' || url.pathname.startsWith('/people'))
    await own.goto(`/people/${patient}/risks`)
    await own.getByText('Your care team has not shown your risks yet.', { exact: false }).waitFor()
    await clinician.goto(`/people/${patient}/risks?as=patient`)
    await clinician.getByRole('button', { name: 'Show to the patient' }).click()
    await clinician.getByText(/^The patient sees this since/).waitFor()
    await own.reload()
    await own.getByRole('heading', { level: 1, name: 'My risks' }).waitFor()
    await own.getByText('has not shown your risks', { exact: false }).waitFor({ state: 'detached' })
    expect(await accessibilityFaults(own)).toEqual([])
    await clinician.getByRole('button', { name: 'Hide it again' }).click()
    await clinician.getByText('The patient does not see this.').waitFor()
    await own.reload()
    await own.getByText('has not shown your risks', { exact: false }).waitFor()
  })

  test('a polygenic score is told beside an absolute risk alone, and one without a standing says why and what would help', async () => {
    const { page, faults } = await openPage(its.browser, its.app, { colorScheme: 'dark' })
    const header = (id: string, trait: string) => ({ id, trait, traitIds: [], harmonised: true, header: {} })
    const scored = {
      sum: 1,
      average: 0.1,
      denominator: 600,
      matched: 280,
      total: 313,
      standardError: 0,
      reasons: {},
      imputed: 20,
      strands: 560,
      namedAlleles: 200,
    }
    const question = (about: string) => ({ module: 'polygenic', code: 'score', about })
    const standing = {
      score: 'S1',
      trait: 'Breast cancer',
      outcome: 'breast-cancer',
      z: 1.1,
      standardError: 0.2,
      normalisedBy: 'Z_norm2',
      basis: [],
    }
    const normalised = {
      rows: 280,
      varianceShare: 0.91,
      sum: 1,
      zNorm1: 1,
      zNorm2: 1.1,
      mostSimilar: { group: 'EUR', z: 1.1, percentile: 86, people: 500 },
    }
    const found = (id: string, trait: string, fields: object) => ({
      score: header(id, trait),
      scored: { score: id, ...scored },
      intervals: [],
      abstained: [],
      ...fields,
    })
    const polygenic = [
      {
        state: 'finding',
        question: question('S1'),
        evidence: [],
        basis: [],
        finding: found('S1', 'Breast cancer', {
          standing,
          normalised,
          percentile: 86,
          intervals: [{ level: 0.95, z: [0.7, 1.5], percentile: [76, 93] }],
        }),
      },
      {
        state: 'finding',
        question: question('S2'),
        evidence: [],
        basis: [],
        finding: found('S2', 'Height', {
          standing: { ...standing, score: 'S2', outcome: undefined },
          normalised,
          percentile: 71,
        }),
      },
      {
        state: 'indeterminate',
        question: question('S3'),
        basis: [],
        needs: [],
        finding: found('S3', 'Coronary disease', {
          abstained: [
            {
              code: 'score-coverage-low',
              because: '40 % of the score’s variance was read (75 % are needed).',
              remedy: 'Give a gVCF.',
            },
          ],
        }),
      },
    ]
    const integrated = [
      {
        outcome: 'breast-cancer',
        parts: [
          { part: 'model', source: 'bcrat' },
          { part: 'score', source: 'S1' },
        ],
        unverified: [],
        average: [0.029],
        answer: {
          notAnswered: [],
          risks: [
            {
              risk: {
                outcome: 'breast-cancer',
                horizon: { years: 10 },
                probability: 0.062,
                competing: true,
                intervals: [{ level: 0.95, range: [0.05, 0.075], because: ['unread-places'] }],
              },
              steps: [
                { step: 'population', probability: 0.029 },
                { step: 'clinical', probability: 0.041 },
                { step: 'polygenic', probability: 0.062 },
              ],
              above: [{ threshold: 0.05, probability: 0.97 }],
              remarks: [{ code: 'family-not-known' }],
            },
          ],
        },
      },
    ]
    await page.route('**/api/people/*/report', async (route) => {
      const answer = await route.fetch()
      const document = (await answer.json()) as { early: object }
      await route.fulfill({
        response: answer,
        json: { ...document, early: { ...document.early, polygenic, integrated } },
      })
    })
    await page.goto('/people/everything-recorded/risks')
    const section = page.getByRole('region', { name: 'Polygenic scores' })
    const rows = section.getByRole('row')
    expect(await rows.nth(1).textContent()).toMatch(
      /6\.2 % in 10 years with everything.*from 4\.1 % to 6\.2 %.*86th percentile/,
    )
    expect(await rows.nth(1).textContent()).toMatch(/280 of 313 places\s*91 % of the variance/)
    expect(await rows.nth(2).textContent()).toMatch(/alone it is no risk, so no percentile is shown/)
    expect(await rows.nth(2).textContent()).not.toMatch(/\dth percentile/)
    expect(await rows.nth(3).textContent()).toMatch(
      /no standing given.*40 % of the score’s variance was read.*Give a gVCF/,
    )
    const together = page.getByRole('region', { name: 'Put together' })
    expect(await together.textContent()).toMatch(
      /6 of 100 in 10 years.*95 % interval 5 to 7\.5 %.*Above the threshold of 5 % with a probability of 97 %/,
    )
    await together.getByText('What entered, and what was not counted twice').click()
    await together.getByText('The family is not known and did not enter.').waitFor()
    expect(await page.getByRole('article', { name: 'Breast cancer' }).first().textContent()).toMatch(
      /6 of 100 in 10 years/,
    )
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('switch', { name: 'As the patient sees it' }).click()
    await page.getByText('6 of 100 people have breast cancer in 10 years, 94 do not.').waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/percentile/)
    expect(faults).toEqual([])
  })

  test('prints on two pages at most, without controls', async () => {
    const { page } = await openPage(its.browser, its.app)
    await page.goto('/people/everything-recorded/risks')
    await page.getByRole('article', { name: 'Heart attack and stroke' }).waitFor()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button', { name: 'Show to the patient' }).isVisible()).toBe(false)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2)
  })
})

import { describe, expect, test } from 'vitest'
import { accessibilityFaults, type Application, chromiumPath, inBrowser, openPage } from './application.ts'

type Card = {
  readonly uuid: string
  readonly suggestions: readonly { readonly uuid: string; readonly label: string }[]
  readonly overrideReasons: readonly { readonly code: string; readonly system: string; readonly display: string }[]
  readonly links: readonly { readonly url: string }[]
}

const post = (app: Application, path: string, body: unknown): Promise<Response> =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const order = {
  resourceType: 'MedicationRequest',
  id: '103',
  status: 'draft',
  intent: 'order',
  subject: { reference: 'Patient/stent-clopidogrel' },
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '32968', display: 'clopidogrel' }],
  },
}

const orderSign = async (app: Application): Promise<Card> => {
  const answer = await post(app, '/cds-services/attune-pgx', {
    hook: 'order-sign',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: {
      userId: 'Practitioner/1',
      patientId: 'stent-clopidogrel',
      draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] },
    },
  })
  return ((await answer.json()) as { cards: readonly Card[] }).cards[0] as Card
}

const feedback = (app: Application, entry: object): Promise<Response> =>
  post(app, '/cds-services/attune-pgx/feedback', { feedback: [{ outcomeTimestamp: '2026-11-22T09:01:00Z', ...entry }] })

describe.skipIf(chromiumPath === undefined)('what was done in the EHR', { timeout: 60_000 }, () => {
  const its = inBrowser()

  test('an accepted card and an overridden one with its reason are seen on the overview and at the medicine', async () => {
    const [taken, aside] = [await orderSign(its.app), await orderSign(its.app)]
    const [suggestion] = taken.suggestions
    const [reason] = aside.overrideReasons
    const accepted = { card: taken.uuid, outcome: 'accepted', acceptedSuggestions: [{ id: suggestion?.uuid }] }
    expect((await feedback(its.app, accepted)).status).toBe(200)
    const overridden = { reason: { code: reason?.code, system: reason?.system }, userComment: 'after talking to her' }
    expect(
      (await feedback(its.app, { card: aside.uuid, outcome: 'overridden', overrideReason: overridden })).status,
    ).toBe(200)

    const { page, faults } = await openPage(its.browser, its.app)
    await page.goto('/people/stent-clopidogrel')
    const told = page.getByRole('region', { name: 'In the EHR' })
    await told.waitFor()
    expect(await told.textContent()).toContain(`Accepted: ${suggestion?.label}`)
    expect(await told.textContent()).toContain(`Overridden, reason: ${reason?.display}, “after talking to her”`)
    expect(await accessibilityFaults(page)).toEqual([])

    const link = new URL(aside.links[0]?.url ?? '')
    await page.goto(link.pathname + link.search)
    await page.getByRole('heading', { level: 1, name: 'clopidogrel' }).waitFor()
    const marked = page.getByRole('region', { name: 'Shown in the EHR' }).locator('[data-marked]')
    expect(await marked.count()).toBe(1)
    expect(await marked.textContent()).toMatch(/the card you came from.*Overridden/)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(faults).toEqual([])
  })
})

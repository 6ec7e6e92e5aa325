import type { Resource } from '@medplum/fhirtypes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import type { Medication, PatientView } from '../../record/index.ts'
import { emptyView } from '../../record/index.ts'
import { at, draft, examplePerson, orderCall, type Served, serve } from './example-people.test-support.ts'
import { mergedView, withOrders } from './merged-view.ts'

type Sent = {
  readonly summary: string
  readonly indicator: string
  readonly suggestions?: readonly { readonly label: string; readonly actions: readonly unknown[] }[]
}

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.close())

const cardsOf = async (orders: readonly object[], on = served, more: object = {}): Promise<readonly Sent[]> => {
  const call = orderCall('order-sign', orders as never, more as never)
  const response = await on.app.inject({
    method: 'POST',
    url: '/cds-services/attune-pgx',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(call),
  })
  expect(response.statusCode).toBe(200)
  return response.json<{ cards: readonly Sent[] }>().cards
}

const avoid = 'Avoid clopidogrel; choose prasugrel or ticagrelor'
const unread = 'A medicine of this order could not be read, so it was not checked'
const { medicationCodeableConcept: clopidogrel, ...frame } = draft('1', 'clopidogrel')

describe('an order finds its card however its medicine is written', () => {
  test.each([
    [
      'by the code of RxNorm alone',
      {
        medicationCodeableConcept: {
          coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '32968' }],
        },
      },
    ],
    ['by words alone', { medicationCodeableConcept: { text: 'CLOPIDOGREL 75mg tabs' } }],
    [
      'by a local code with words',
      { medicationCodeableConcept: { coding: [{ system: 'urn:local', code: 'X1', display: 'Plavix 75 mg' }] } },
    ],
    [
      'by a contained Medication',
      {
        contained: [{ resourceType: 'Medication', id: 'm', code: clopidogrel }],
        medicationReference: { reference: '#m' },
      },
    ],
    [
      'by the words of a reference',
      { medicationReference: { reference: 'Medication/9', display: 'clopidogrel 75 mg' } },
    ],
    ['as a proposal', { medicationCodeableConcept: clopidogrel, intent: 'proposal' }],
    ['as an order that counts as active', { medicationCodeableConcept: clopidogrel, status: 'active' }],
    [
      'with a fault elsewhere',
      { medicationCodeableConcept: clopidogrel, authoredOn: 'yesterday', dosageInstruction: 7 },
    ],
  ])('%s', async (_, more) => {
    expect((await cardsOf([{ ...frame, ...more }])).map((c) => c.summary)).toEqual([avoid])
  })

  test('by a Medication that travels beside it, under an address or an id', async () => {
    const call = (reference: string, entry: object) => ({
      ...orderCall('order-sign', []),
      context: {
        ...orderCall('order-sign', []).context,
        draftOrders: {
          resourceType: 'Bundle',
          type: 'collection',
          entry: [{ resource: { ...frame, medicationReference: { reference } } }, entry],
        },
      },
    })
    const address = 'urn:uuid:8a1de7f6-3b1a-4a52-8a5c-0d2d2a4a1c11'
    for (const body of [
      call(address, { fullUrl: address, resource: { resourceType: 'Medication', code: clopidogrel } }),
      call('Medication/9', { resource: { resourceType: 'Medication', id: '9', code: clopidogrel } }),
    ]) {
      const response = await served.app.inject({
        method: 'POST',
        url: '/cds-services/attune-pgx',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      })
      expect(response.json<{ cards: readonly Sent[] }>().cards.map((c) => c.summary)).toEqual([avoid])
    }
  })
})

describe('what is no order has no card', () => {
  test.each([
    ['an order to stop', { status: 'stopped' }],
    ['a cancelled one', { status: 'cancelled' }],
    ['one not to give it', { doNotPerform: true }],
  ])('%s', async (_, more) => {
    expect(await cardsOf([{ ...draft('1', 'clopidogrel'), ...more }])).toEqual([])
  })
})

describe('no card never stands for "nobody looked"', () => {
  test.each([
    [
      'a code that nobody knows',
      { medicationCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/sid/ndc', code: '63653-1171' }] } },
    ],
    ['a reference that leads nowhere', { medicationReference: { reference: 'Medication/404' } }],
    ['no medicine at all', {}],
  ])('%s is told', async (_, more) => {
    expect((await cardsOf([{ ...frame, ...more }])).map((c) => [c.summary, c.indicator])).toEqual([[unread, 'info']])
  })

  test('a stored genome that cannot be read is told, where genes matter for the order', async () => {
    const { view, person } = await examplePerson('stent-clopidogrel')
    const other = await serve({
      people: { open: async () => ({ person, view, unread: 'genome' }), withIdentifiers: async () => [] },
    })
    const told = 'Genes were not checked: the stored genome of this patient cannot be read'
    expect((await cardsOf([draft('1', 'clopidogrel')], other)).map((c) => c.summary)).toContain(told)
    expect(await cardsOf([draft('1', 'paracetamol')], other)).toEqual([])
    await other.close()
  })
})

describe('what a suggestion would do', () => {
  test('an order that cannot be removed is not replaced: both would be given', async () => {
    const { id: _, ...nameless } = draft('1', 'clopidogrel')
    const [card] = await cardsOf([nameless])
    expect([card?.summary, card?.suggestions]).toEqual([avoid, undefined])
  })
  test('a product with other ingredients is not replaced by another medicine for one of them', async () => {
    const [card] = await cardsOf([draft('1', 'clopidogrel 75 MG / aspirin 100 MG Oral Tablet')])
    expect([card?.summary, card?.suggestions]).toEqual([avoid, undefined])
  })
  test('nothing of the old order points into it from the new one', async () => {
    const order = {
      ...draft('1', 'clopidogrel'),
      contained: [{ resourceType: 'Practitioner', id: 'p' }],
      requester: { reference: '#p' },
    }
    const [card] = await cardsOf([order])
    expect(card?.suggestions).not.toHaveLength(0)
    expect(JSON.stringify(card?.suggestions)).not.toContain('#p')
  })
})

test('what a card offers is well formed R4, about this patient, and says no dose', async () => {
  const definitions = loadFhirDefinitions()
  const orders = [draft('1', 'clopidogrel'), draft('2', 'abacavir'), draft('3', 'citalopram')]
  const resources = (await cardsOf(orders)).flatMap((c) =>
    (c.suggestions ?? []).flatMap((s) =>
      s.actions.flatMap((a) => (a as { readonly resource?: Resource }).resource ?? []),
    ),
  )
  expect(resources.length).toBeGreaterThan(2)
  for (const r of resources) {
    expect(definitions.faultsOf(r).filter((i) => i.severity === 'error')).toEqual([])
    expect(r).toMatchObject({ status: 'draft', intent: 'order', subject: { reference: 'Patient/stent-clopidogrel' } })
    expect(JSON.stringify(r)).not.toContain('dosageInstruction')
  }
})

test('what two ordered medicines do to each other is one card', async () => {
  const other = await serve({}, ['healthy-two-unknowns'])
  const own = (id: string, name: string) => draft(id, name, undefined, 'healthy-two-unknowns')
  const call = orderCall('order-sign', [own('1', 'paroxetine'), own('2', 'codeine')], {}, 'healthy-two-unknowns')
  const response = await other.app.inject({
    method: 'POST',
    url: '/cds-services/attune-pgx',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(call),
  })
  expect(response.json<{ cards: readonly Sent[] }>().cards.map((c) => c.summary)).toEqual([
    'Review codeine with paroxetine: it cannot be turned into its active form',
  ])
  await other.close()
})

describe('two records of one person', () => {
  const ref = (resource: string) => ({ kind: 'fhir' as const, resource, path: resource.split('/')[0] ?? '' })
  const medication = (name: string, status: Medication['status'], more: Partial<Medication> = {}): Medication => ({
    drug: { name },
    asWritten: name,
    status,
    ref: ref(`MedicationRequest/${name}-${status}`),
    recognisedBy: 'name',
    ...more,
  })
  const view = (more: Partial<PatientView>): PatientView => ({ ...emptyView('p'), ...more })
  const condition = (display: string, active: boolean) => ({
    what: { display },
    codes: [],
    active,
    ref: ref(`Condition/${active ? 1 : 2}`),
  })
  const relative = (name: string) => ({
    relation: { display: name },
    conditions: [],
    ref: ref(`FamilyMemberHistory/${name}`),
  })

  test('an allergy of either side is never lost, and outweighs a statement of none', () => {
    const penicillin = { to: { display: 'penicillin' }, ref: ref('AllergyIntolerance/1') }
    const merged = mergedView(
      view({ noKnownAllergies: ref('AllergyIntolerance/0') }),
      view({ allergies: [penicillin] }),
      at,
      false,
    )
    expect([merged.allergies, merged.noKnownAllergies]).toEqual([[penicillin], undefined])
  })
  test('the family and other kinds of both sides are joined, each statement once', () => {
    const told = view({ familyHistory: { members: [relative('mother') as never] } })
    const kept = view({
      familyHistory: {
        members: [relative('mother'), relative('father')] as never,
        noneKnown: ref('FamilyMemberHistory/x'),
      },
      goals: [{ what: { display: 'walk' }, ref: ref('Goal/1') }],
    })
    const merged = mergedView(told, kept, at, true)
    expect(merged.familyHistory?.members.map((m) => m.relation.display)).toEqual(['mother', 'father'])
    expect(merged.goals).toHaveLength(1)
  })
  test('equal ids mean one resource only where both are of one server', () => {
    const told = view({ procedures: [{ what: { display: 'stent' }, codes: [], ref: ref('Procedure/1') }] })
    const kept = view({ procedures: [{ what: { display: 'bypass' }, codes: [], ref: ref('Procedure/1') }] })
    expect(mergedView(told, kept, at, false).procedures).toHaveLength(2)
    expect(mergedView(told, kept, at, true).procedures).toHaveLength(1)
  })
  test('of a medicine and of a condition the caller’s word counts', () => {
    const told = view({ medications: [medication('codeine', 'stopped')], conditions: [condition('asthma', false)] })
    const kept = view({ medications: [medication('codeine', 'active')], conditions: [condition('asthma', true)] })
    const merged = mergedView(told, kept, at, false)
    expect(merged.medications.map((m) => m.status)).toEqual(['stopped'])
    expect(merged.conditions.map((c) => c.active)).toEqual([false])
  })
  test('a renewal stays on the list as taken, in the dose of the new order and not of the old one', () => {
    const mg = (value: number) => ({ value, unit: 'mg/d' })
    const list = view({ medications: [medication('simvastatin', 'active', { dailyDose: mg(20), dose: '20 mg' })] })
    const [same] = withOrders(list, [medication('simvastatin', 'planned', { dailyDose: mg(80) })]).medications
    expect([same?.status, same?.dailyDose, same?.dose]).toEqual(['active', mg(80), undefined])
    const [again] = withOrders(view({ medications: [medication('codeine', 'stopped')] }), [
      medication('codeine', 'planned'),
    ]).medications
    expect(again?.status).toBe('planned')
  })
  test('an order alone is no list of medicines', async () => {
    expect(withOrders(emptyView('p'), [medication('codeine', 'planned')]).silentOn).toContain('medications')
  })
})

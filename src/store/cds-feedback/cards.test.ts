import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { Instant } from '../../shared/instant.ts'
import { type CardFeedback, cdsCards, type SentCard } from './index.ts'

const instant = (text: string): Instant => text as Instant
const received = instant('2026-11-22T10:00:00Z')

const reasons = [{ code: 'other', system: 'urn:x', display: 'Something else' }]
const card = (id: string, more: Partial<SentCard> = {}): SentCard => ({
  card: id,
  person: 'p1',
  client: 'https://ehr.example',
  service: 'attune-pgx',
  hook: 'order-sign',
  at: instant('2026-11-22T09:00:00Z'),
  recommendation: 'pgx:medicine:clopidogrel',
  knowledge: 'k1',
  json: JSON.stringify({ summary: id, overrideReasons: reasons }),
  ...more,
})
const accepted = (id: string, suggestion = 's1'): CardFeedback => ({
  card: id,
  outcome: 'accepted',
  suggestions: [suggestion],
  at: instant('2026-11-22T09:01:00Z'),
})
const overridden = (id: string): CardFeedback => ({
  card: id,
  outcome: 'overridden',
  suggestions: [],
  reason: { code: 'other', system: 'urn:x' },
  comment: 'patient’s wish',
  at: instant('2026-11-22T09:02:00Z'),
})
const from = { client: 'https://ehr.example', received }

describeOnBoth('cards and what became of them', (open) => {
  test('feedback stands with the card it is about, with the words that the card gave for a reason', async () => {
    const cards = cdsCards(await open(), 'home')
    await cards.sent([card('c1'), card('c2', { at: instant('2026-11-22T09:30:00Z') })])
    expect(await cards.told([accepted('c1'), overridden('c2')], from)).toEqual([])
    const [newest, older] = await cards.feedbackOf('p1')
    expect([newest?.card, older?.card]).toEqual(['c2', 'c1'])
    expect(newest?.feedback).toEqual([
      { ...overridden('c2'), reason: { ...overridden('c2').reason, display: 'Something else' }, received },
    ])
    expect(older).toEqual({ ...card('c1'), feedback: [{ ...accepted('c1'), received }] })
  })

  test('told again it counts once, told otherwise it counts besides', async () => {
    const cards = cdsCards(await open(), 'home')
    await cards.sent([card('c1')])
    for (let i = 0; i < 3; i++) await cards.told([accepted('c1'), accepted('c1')], from)
    await cards.told([accepted('c1', 's2'), overridden('c1')], from)
    const [only] = await cards.feedbackOf('p1')
    expect(only?.feedback.map((f) => [f.outcome, ...f.suggestions].join(' ')).sort()).toEqual([
      'accepted s1',
      'accepted s2',
      'overridden',
    ])
    expect(await cards.acceptance()).toEqual([
      { recommendation: 'pgx:medicine:clopidogrel', sent: 1, accepted: 1, overridden: 1 },
    ])
  })

  test('cards that are not known, and cards of other clients and tenants, are given back and nothing is stored', async () => {
    const database = await open()
    const cards = cdsCards(database, 'home')
    await cards.sent([card('c1')])
    expect(await cards.told([accepted('nowhere'), accepted('c1')], from)).toEqual(['nowhere'])
    expect(await cards.told([overridden('c1')], { client: 'https://other.example', received })).toEqual(['c1'])
    expect(await cdsCards(database, 'elsewhere').told([overridden('c1')], from)).toEqual(['c1'])
    expect((await cards.feedbackOf('p1'))[0]?.feedback).toHaveLength(1)
    expect(await cdsCards(database, 'elsewhere').feedbackOf('p1')).toEqual([])
  })

  test('acceptance is counted for each recommendation', async () => {
    const cards = cdsCards(await open(), 'home')
    const other = { recommendation: 'pgx:medicine:codeine' }
    await cards.sent([
      card('a'),
      card('b'),
      card('c', { person: 'p2' }),
      card('d', other),
      card('e', { card: 'e', ...other, person: 'p3' }),
    ])
    await cards.told([accepted('a'), overridden('b'), accepted('d')], from)
    expect(await cards.acceptance()).toEqual([
      { recommendation: 'pgx:medicine:clopidogrel', sent: 3, accepted: 1, overridden: 1 },
      { recommendation: 'pgx:medicine:codeine', sent: 2, accepted: 1, overridden: 0 },
    ])
  })

  test('cards of calls at the same time are kept, and a card that was sent before is told to have failed', async () => {
    const cards = cdsCards(await open(), 'home', 1)
    await Promise.all(Array.from({ length: 500 }, (_, i) => cards.sent([card(`n${i}`)])))
    expect((await cards.feedbackOf('p1', 1000)).length).toBe(500)
    await expect(cards.sent([card('n7')])).rejects.toThrow()
    await cards.sent([card('after')])
    expect(await cards.told([accepted('after')], from)).toEqual([])
  })

  test('a card about nobody known is kept without a person', async () => {
    const cards = cdsCards(await open(), 'home')
    const { person: _, client: __, ...nobodys } = card('n')
    await cards.sent([nobodys])
    expect(await cards.told([accepted('n')], { received })).toEqual([])
    expect((await cards.feedbackOf(''))[0]).toMatchObject({ card: 'n' })
    expect(await cards.feedbackOf('p1')).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { ehrDecision, type ShownCard, worthTelling } from './decisions.ts'

const shown: ShownCard = {
  card: 'c1',
  at: '2026-11-22T09:00:00Z',
  recommendation: 'pgx:medicine:clopidogrel',
  json: JSON.stringify({
    summary: 'Avoid clopidogrel; choose prasugrel or ticagrelor',
    suggestions: [{ uuid: 's1', label: 'Order ticagrelor' }],
  }),
  feedback: [
    { outcome: 'accepted', suggestions: ['s1'], at: '2026-11-22T09:01:00Z' },
    {
      outcome: 'overridden',
      suggestions: [],
      reason: { code: 'other', display: 'Another reason' },
      comment: 'bleeding',
      at: '2026-11-22T09:02:00Z',
    },
  ],
}

describe('what was done with a card in the EHR', () => {
  test('names the suggestion that was taken and the reason for setting it aside, the latest first', () => {
    const decision = ehrDecision(shown)
    expect(decision.outcomes.map((o) => o.text)).toEqual([
      'Overridden, reason: Another reason, “bleeding”',
      'Accepted: Order ticagrelor',
    ])
    expect(decision.about).toEqual({ section: 'medicines', name: 'clopidogrel' })
  })

  test('a suggestion that the card does not hold, and a card that cannot be read, are told without a name', () => {
    const [latest] = ehrDecision({ ...shown, json: '{', feedback: shown.feedback.slice(0, 1) }).outcomes
    expect(latest?.text).toBe('Accepted: a suggestion of the card')
  })

  test('of cards that nobody answered only the latest of each recommendation is told', () => {
    const silent = { ...shown, feedback: [] }
    const cards = [
      { ...silent, card: 'new' },
      { ...silent, card: 'old' },
      { ...shown, card: 'answered' },
      { ...silent, card: 'gene', recommendation: 'pgx:test:CYP2D6:copy number' },
    ]
    expect(worthTelling(cards.map(ehrDecision)).map((d) => d.card)).toEqual(['new', 'answered', 'gene'])
  })
})

import { describe, expect, test } from 'vitest'
import type { Peelable } from '../peeling/index.ts'
import { segregationBayesFactor } from './bayes-factor.ts'
import type { Cosegregation, Segregant } from './bayes-factor.ts'
import { liabilityOf } from './liability.ts'
import { segregationStrength } from './strength.ts'

const sibs = (n: number): readonly Peelable[] => [
  { id: 'father', sex: 'male' },
  { id: 'mother', sex: 'female' },
  ...Array.from({ length: n }, (_, i) => ({ id: `s${i}`, sex: 'female' as const, father: 'father', mother: 'mother' })),
]

const ask = (
  people: readonly Peelable[],
  segregants: readonly Segregant[],
  more: Partial<Cosegregation> = {},
): number => {
  const factor = segregationBayesFactor({
    pedigree: { id: 'family', people },
    proband: 's0',
    segregants,
    frequency: 1e-6,
    penetrance: [1e-9, 1 - 1e-9, 1 - 1e-9],
    ...more,
  })
  if (!factor.ok) throw new Error(JSON.stringify(factor.problems))
  return factor.value
}

describe('the Bayes factor of co-segregation', () => {
  test('of a rare variant that always and alone makes ill is two for every further affected sibling who carries it', () => {
    for (const n of [1, 2, 3, 4]) {
      const segregants = Array.from(
        { length: n + 1 },
        (_, i): Segregant => ({ id: `s${i}`, disease: 'affected', copies: 1 }),
      )
      expect(ask(sibs(n + 1), segregants)).toBeCloseTo(2 ** n, 3)
    }
  })

  test('speaks against the variant when an affected sibling does not carry it', () => {
    const factor = ask(
      sibs(2),
      [
        { id: 's0', disease: 'affected', copies: 1 },
        { id: 's1', disease: 'affected', copies: 0 },
      ],
      { penetrance: [0.01, 0.9, 0.9] },
    )
    expect(factor).toBeLessThan(1 / 2.08)
    expect(segregationStrength(factor)?.criterion).toBe('BS4')
  })

  test('is one where nobody but the proband was tested', () => {
    expect(
      ask(sibs(3), [
        { id: 's0', disease: 'affected', copies: 1 },
        { id: 's1', disease: 'affected' },
      ]),
    ).toBeCloseTo(1, 12)
  })

  test('takes each person’s own liability class before that of the family', () => {
    const own = (penetrance: Segregant['penetrance']): number =>
      ask(
        sibs(2),
        [
          { id: 's0', disease: 'affected', copies: 1 },
          { id: 's1', disease: 'unaffected', copies: 1, ...(penetrance === undefined ? {} : { penetrance }) },
        ],
        { penetrance: [0.01, 0.9, 0.9] },
      )
    expect(own([0.001, 0.002, 0.002])).toBeGreaterThan(own(undefined))
  })

  test('on the X a brother has one copy or none', () => {
    const people: readonly Peelable[] = [
      { id: 'father', sex: 'male' },
      { id: 'mother', sex: 'female' },
      ...['s0', 's1'].map((id) => ({ id, sex: 'male' as const, father: 'father', mother: 'mother' })),
    ]
    const segregants = ['s0', 's1'].map((id): Segregant => ({ id, disease: 'affected', copies: 1 }))
    expect(ask(people, segregants, { onX: true })).toBeCloseTo(2, 3)
  })

  test('is refused without a proband who carries the variant, for strangers and for what cannot be', () => {
    const codes = (segregants: readonly Segregant[], more: Partial<Cosegregation> = {}): readonly string[] =>
      segregationBayesFactor({
        pedigree: { id: 'f', people: sibs(2) },
        proband: 's0',
        segregants,
        frequency: 0.001,
        penetrance: [0, 1, 1],
        ...more,
      }).problems.map((p) => p.code)
    expect(codes([{ id: 's0', disease: 'affected' }])).toEqual(['family/proband-not-carrier'])
    expect(
      codes([
        { id: 's0', disease: 'affected', copies: 1 },
        { id: 'z', disease: 'affected' },
      ]),
    ).toEqual(['family/not-in-pedigree'])
    expect(codes([{ id: 's0', disease: 'unaffected', copies: 1 }])).toEqual(['family/cannot-be'])
    expect(codes([{ id: 's0', disease: 'affected', copies: 1 }], { frequency: 0 })).toEqual(['family/allele-frequency'])
  })
})

describe('strength', () => {
  test('steps at 2.08, 4.3 and 18.7 and at their inverses', () => {
    const said = (factor: number): string | undefined => {
      const strength = segregationStrength(factor)
      return strength && `${strength.criterion} ${strength.strength}`
    }
    expect([2.07, 2.08, 4.3, 18.7].map(said)).toEqual([undefined, 'PP1 supporting', 'PP1 moderate', 'PP1 strong'])
    expect([0.5, 1 / 2.08, 1 / 4.31, 1 / 19].map(said)).toEqual([
      undefined,
      'BS4 supporting',
      'BS4 moderate',
      'BS4 strong',
    ])
  })
})

describe('liability classes', () => {
  const classes = [
    { sex: 'female', ages: [0, 39], affected: [0.0001, 0.02, 0.02], unaffected: [0.001, 0.1, 0.1] },
    { ages: [40, 120], affected: [0.002, 0.02, 0.02], unaffected: [0.05, 0.5, 0.5] },
  ] as const

  test('are found by sex and age, and an unknown age has none', () => {
    expect(liabilityOf(classes, { sex: 'female', age: 39, affected: true })).toEqual([0.0001, 0.02, 0.02])
    expect(liabilityOf(classes, { sex: 'male', age: 60, affected: false })).toEqual([0.05, 0.5, 0.5])
    expect(liabilityOf(classes, { sex: 'male', age: 30, affected: false })).toBeUndefined()
    expect(liabilityOf(classes, { sex: 'female', age: undefined, affected: true })).toBeUndefined()
  })
})

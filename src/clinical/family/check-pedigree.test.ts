import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPedigree } from './check-pedigree.ts'
import { drawnFamily } from './drawn-family.test-support.ts'
import type { Pedigree, Relative } from './pedigree.ts'

type Person = Partial<Relative> & { readonly id: string }
const check = (people: readonly Person[], more: Partial<Pedigree> = {}): readonly string[] =>
  checkPedigree({
    id: 'f',
    proband: people[0]?.id ?? '',
    couples: [],
    people: people.map((p) => ({ sex: 'unknown', diagnoses: [], ...p })),
    ...more,
  }).map((p) => `${p.severity} ${p.code}`)

describe('checking a pedigree', () => {
  test.each<[string, readonly Person[]]>([
    ['error duplicate-person', [{ id: 'a' }, { id: 'a' }]],
    ['error unknown-parent', [{ id: 'a', mother: 'x' }]],
    [
      'error parent-of-other-sex',
      [
        { id: 'a', mother: 'b' },
        { id: 'b', sex: 'male' },
      ],
    ],
    [
      'error own-ancestor',
      [
        { id: 'a', mother: 'b' },
        { id: 'b', mother: 'a' },
      ],
    ],
    ['error own-ancestor', [{ id: 'a', mother: 'a' }]],
    ['error one-person-both-parents', [{ id: 'a', mother: 'b', father: 'b' }, { id: 'b' }]],
    [
      'error parent-not-older',
      [
        { id: 'a', mother: 'b', age: [40, 40] },
        { id: 'b', age: [38, 38] },
      ],
    ],
    [
      'error parent-not-older',
      [
        { id: 'a', mother: 'b', born: 1980 },
        { id: 'b', born: 1985 },
      ],
    ],
    [
      'warning parent-very-young',
      [
        { id: 'a', mother: 'b', born: 1990 },
        { id: 'b', born: 1982 },
      ],
    ],
    [
      'warning mother-very-old',
      [
        { id: 'a', mother: 'b', born: 1990 },
        { id: 'b', born: 1920 },
      ],
    ],
    ['error disease-after-age', [{ id: 'a', age: [40, 40], diagnoses: [{ disease: 'stroke', onset: [41, 41] }] }]],
    ['error impossible-age', [{ id: 'a', diagnoses: [{ disease: 'stroke', onset: [-1, 5] }] }]],
    ['error impossible-age', [{ id: 'a', age: [130, 130] }]],
    ['error disease-of-other-sex', [{ id: 'a', sex: 'female', diagnoses: [{ disease: 'prostate-cancer' }] }]],
    ['error disease-of-other-sex', [{ id: 'a', sex: 'male', diagnoses: [{ disease: 'ovarian-cancer' }] }]],
    ['error health-contradicts', [{ id: 'a', healthUnknown: true, diagnoses: [{ disease: 'stroke' }] }]],
    ['warning person-apart', [{ id: 'a' }, { id: 'b' }]],
    ['warning twin-alone', [{ id: 'a', twins: { group: 't', zygosity: 'identical' } }]],
  ])('finds %s', (code, people) => expect(check(people)).toContain(code))

  test('finds identical twins of different sex or parents', () => {
    const twin = { twins: { group: 't', zygosity: 'identical' } } as const
    const codes = check([
      { id: 'a', sex: 'male', mother: 'm', ...twin },
      { id: 'b', sex: 'female', ...twin },
      { id: 'm' },
    ])
    expect(codes).toEqual(
      expect.arrayContaining(['error identical-twins-of-other-sex', 'error twins-of-other-parents']),
    )
  })

  test('finds a proband and partners who are not there', () => {
    expect(check([{ id: 'a' }], { proband: 'x' })).toContain('error proband-missing')
    expect(check([{ id: 'a' }], { couples: [{ partners: ['a', 'x'] }] })).toContain('error unknown-partner')
  })

  test('tells everything at once', () => {
    expect(
      check([{ id: 'a', mother: 'x', sex: 'female', diagnoses: [{ disease: 'prostate-cancer' }] }, { id: 'b' }]),
    ).toHaveLength(3)
  })

  test('lets an adoptive mother be of any age', () => {
    expect(
      check([
        { id: 'a', mother: 'b', born: 1990, adopted: 'in' },
        { id: 'b', born: 1920 },
      ]),
    ).toEqual([])
  })

  test('finds no error in a family that has none, whatever the order of its people', () => {
    fc.assert(
      fc.property(drawnFamily({ diseases: true }), (pedigree) => {
        expect(checkPedigree(pedigree)).toEqual([])
        expect(checkPedigree({ ...pedigree, people: pedigree.people.toReversed() })).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

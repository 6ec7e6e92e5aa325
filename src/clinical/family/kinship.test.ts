import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { kinshipTable } from './kinship.ts'
import type { Pedigree, Relative } from './pedigree.ts'
import { relationsOf, relationWords } from './relation.ts'

type Case = {
  readonly id: string
  readonly pedigree: readonly { readonly id: string; father: string; mother: string; sex: string }[]
  readonly expected: {
    readonly kinship: Readonly<Record<string, readonly number[]>>
    readonly kinshipX: Readonly<Record<string, readonly number[]>>
    readonly inbreeding: Readonly<Record<string, number>>
  }
}

const vectors = JSON.parse(readFileSync('conformance/vectors/risk/vectors/kinship.json', 'utf8')) as {
  readonly cases: readonly Case[]
}

const family = (people: readonly (Partial<Relative> & { readonly id: string })[]): Pedigree => ({
  id: 'f',
  proband: people[0]?.id ?? '',
  people: people.map((p) => ({ sex: 'unknown', diagnoses: [], ...p })),
  couples: [],
})

const ofCase = (c: Case): Pedigree =>
  family(
    c.pedigree.map((p) => ({
      id: p.id,
      sex: p.sex === '1' ? 'male' : 'female',
      ...(p.father === '0' ? {} : { father: p.father }),
      ...(p.mother === '0' ? {} : { mother: p.mother }),
    })),
  )

describe('kinship', () => {
  for (const c of vectors.cases)
    test(`agrees with ribd on ${c.id}, whatever the order of the people`, () => {
      const forward = ofCase(c)
      for (const pedigree of [forward, { ...forward, people: forward.people.toReversed() }]) {
        const table = kinshipTable(pedigree)
        for (const [i, a] of c.pedigree.entries()) {
          for (const b of c.pedigree) {
            expect(table?.of(a.id, b.id)).toBeCloseTo(c.expected.kinship[b.id]?.[i] ?? Number.NaN, 12)
            expect(table?.x(a.id, b.id)).toBeCloseTo(c.expected.kinshipX[b.id]?.[i] ?? Number.NaN, 12)
          }
          expect(table?.inbreeding(a.id)).toBeCloseTo(c.expected.inbreeding[a.id] ?? Number.NaN, 12)
        }
      }
    })

  test('takes identical twins as one genotype, also towards their children', () => {
    const table = kinshipTable(
      family([
        { id: 'f', sex: 'male' },
        { id: 'm', sex: 'female' },
        { id: 't1', sex: 'female', father: 'f', mother: 'm', twins: { group: 'a', zygosity: 'identical' } },
        { id: 't2', sex: 'female', father: 'f', mother: 'm', twins: { group: 'a', zygosity: 'identical' } },
        { id: 'c1', sex: 'female', mother: 't1' },
        { id: 'c2', sex: 'male', mother: 't2' },
      ]),
    )
    expect(table?.of('t1', 't2')).toBe(0.5)
    expect(table?.of('t2', 'c1')).toBe(0.25)
    expect(table?.of('c1', 'c2')).toBe(0.125)
  })

  test('gives somebody adopted into the family no kinship there', () => {
    const table = kinshipTable(
      family([
        { id: 'f', sex: 'male' },
        { id: 'c', father: 'f', adopted: 'in' },
        { id: 'o', father: 'f', adopted: 'out' },
      ]),
    )
    expect(table?.of('f', 'c')).toBe(0)
    expect(table?.of('f', 'o')).toBe(0.25)
  })

  test('has no answer where somebody is their own ancestor', () => {
    expect(
      kinshipTable(
        family([
          { id: 'a', father: 'b' },
          { id: 'b', father: 'a' },
        ]),
      ),
    ).toBeUndefined()
  })
})

describe('relations', () => {
  const pedigree: Pedigree = {
    ...family([
      { id: 'me', sex: 'female', father: 'dad', mother: 'mum' },
      { id: 'dad', sex: 'male' },
      { id: 'mum', sex: 'female', father: 'grandpa', mother: 'grandma' },
      { id: 'aunt', sex: 'female', father: 'grandpa', mother: 'grandma' },
      { id: 'half-uncle', sex: 'male', father: 'grandpa', mother: 'other' },
      { id: 'other', sex: 'female' },
      { id: 'grandpa', sex: 'male' },
      { id: 'grandma', sex: 'female' },
      { id: 'cousin', sex: 'male', mother: 'aunt' },
      { id: 'half-sister', sex: 'female', father: 'dad', mother: 'step' },
      { id: 'step', sex: 'female' },
      { id: 'son', sex: 'male', mother: 'me', adopted: 'in' },
      { id: 'daughter', sex: 'female', mother: 'me', father: 'he' },
      { id: 'he', sex: 'male', father: 'his-dad' },
      { id: 'his-dad', sex: 'male' },
    ]),
    proband: 'me',
  }
  const relations = relationsOf(pedigree)
  const say = (id: string): unknown => {
    const r = relations?.of('me', id)
    return r && [relationWords(r), r.degree, r.side]
  }

  test.each([
    ['me', ['self', 0, 'both']],
    ['mum', ['mother', 1, 'maternal']],
    ['aunt', ['mother’s sister', 2, 'maternal']],
    ['half-uncle', ['mother’s half-brother (same father)', 3, 'maternal']],
    ['grandpa', ['mother’s father', 2, 'maternal']],
    ['cousin', ['mother’s sister’s son', 3, 'maternal']],
    ['half-sister', ['half-sister (same father)', 2, 'paternal']],
    ['step', ['father’s partner', undefined, undefined]],
    ['son', ['adopted son', undefined, undefined]],
    ['daughter', ['daughter', 1, 'both']],
    ['his-dad', ['partner’s father', undefined, undefined]],
  ])('names %s', (id, words) => expect(say(id)).toEqual(words))

  test('lists relatives by blood up to a degree', () => {
    expect(relations?.within('me', 1).map((p) => p.id)).toEqual(['dad', 'mum', 'daughter'])
  })
})

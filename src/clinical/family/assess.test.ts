import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { loadRelease } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import {
  compileFamily,
  family,
  type FamilyFinding,
  type FamilyInput,
  familyStandings,
  type Pedigree,
  readFamilies,
} from './index.ts'

const tables = compileFamily([loadRelease('attune-family')])
const module = family(tables)
const at = '2026-11-22T09:00:00Z' as Instant

const example = (): Pedigree => {
  const read = readFamilies(readFileSync('examples/brca2-family/family.canrisk.txt', 'utf8'), 'family.canrisk.txt')
  if (!read.ok || read.value[0] === undefined) throw new Error(JSON.stringify(read.problems))
  return read.value[0].pedigree
}
const inputOf = (pedigree: Pedigree): FamilyInput => ({ pedigree, aside: [], lipid: {} })
const assess = (pedigree: Pedigree) => module.assess(inputOf(pedigree), at)
const alone: Pedigree = {
  id: 'f',
  proband: 'me',
  couples: [],
  people: [{ id: 'me', sex: 'female', age: [40, 40], diagnoses: [] }],
}

describe('the family module', () => {
  test('refers a healthy woman of a family with a variant, for the variant and for the criteria, and names the relatives', () => {
    const recommendations = module.recommend(assess(example()), {} as never)
    expect(recommendations.map((r) => [r.id, r.intent, r.verdict])).toEqual([
      ['family:variant:BRCA2', 'refer', 'act'],
      ['family:hereditary-breast-ovarian', 'refer', 'act'],
    ])
    expect(recommendations[0]?.because).toEqual([
      { code: 'variant-in-family', with: { gene: 'BRCA2', relatives: 'mother' }, basis: [] },
    ])
    const manchester = recommendations[1]?.because.find((b) => b.with['instrument']?.startsWith('Manchester'))
    expect(manchester?.with['relatives']?.split(', ').toSorted()).toEqual([
      'mother',
      'mother’s brother',
      'mother’s father',
      'mother’s sister',
    ])
  })

  test('gives a daughter of a carrier less than one half, because she is healthy at 38, and more than a third', () => {
    const carriers = assess(example())
      .flatMap((a): FamilyFinding[] => (a.finding === undefined ? [] : [a.finding]))
      .find((f) => f.kind === 'carriers')
    const brca2 = carriers?.kind === 'carriers' ? carriers.proband.find((s) => s.gene === 'BRCA2') : undefined
    expect(brca2?.probability).toBeGreaterThan(1 / 3)
    expect(brca2?.probability).toBeLessThan(1 / 2)
  })

  test('says nothing of a family nothing is known of but what to ask', () => {
    const states = new Set(assess(alone).map((a) => a.state))
    expect([...states]).toEqual(['indeterminate'])
    expect(module.recommend(assess(alone), {} as never)).toEqual([])
  })

  test('does not assess a pedigree that contradicts itself', () => {
    const people = [...alone.people, { id: 'me', sex: 'male' as const, diagnoses: [] }]
    const [only, ...others] = assess({ ...alone, people })
    expect(others).toEqual([])
    expect(only?.state === 'indeterminate' && only.needs[0]?.missing).toEqual(['duplicate-person'])
  })

  test('refers nobody who is known to carry the variant on its account', () => {
    const pedigree = example()
    const people = pedigree.people.map((p) =>
      p.id === 'proband'
        ? { ...p, tests: [{ gene: 'BRCA2', result: 'positive', method: 'known-variant' } as const] }
        : p,
    )
    expect(module.recommend(assess({ ...pedigree, people }), {} as never).map((r) => r.id)).not.toContain(
      'family:variant:BRCA2',
    )
  })
})

describe('a family of three hundred sisters', () => {
  test('is answered in less time than a test is given', () => {
    const sister = (i: number): Pedigree['people'][number] => ({
      id: `s${i}`,
      sex: 'female',
      mother: 'mum',
      father: 'dad',
      age: [60, 60],
      diagnoses: [{ disease: 'colorectal-cancer', onset: [40, 40] }],
    })
    const parents = (['mum', 'dad'] as const).map((id) => ({
      id,
      sex: id === 'mum' ? ('female' as const) : ('male' as const),
      diagnoses: [],
    }))
    const people = [...parents, ...Array.from({ length: 300 }, (_, i) => sister(i))]
    const assessments = assess({ id: 'f', proband: 's0', people, couples: [] })
    const met = assessments.flatMap((a) =>
      a.state === 'finding' && a.finding.kind === 'criterion' ? [a.finding.result.id] : [],
    )
    expect(met).toContain('bethesda')
    expect(met).not.toContain('amsterdam')
  })
})

describe('what the family says to other fields', () => {
  test('lists affected relatives by degree, side and age; a family without a word on health is not known', () => {
    const breast = familyStandings(example()).find((s) => s.outcome === 'breast-cancer')
    expect([breast?.known, breast?.affected]).toEqual([
      true,
      [
        { degree: 1, side: 'maternal', sex: 'female', age: [44, 44] },
        { degree: 2, side: 'maternal', sex: 'male', age: [61, 61] },
      ],
    ])
    expect(familyStandings(alone).every((s) => !s.known && s.affected.length === 0)).toBe(true)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedParents } from '../bloodline.ts'
import { drawnFamily } from '../drawn-family.test-support.ts'
import type { Pedigree, Relative } from '../pedigree.ts'
import { drawing, layoutPedigree } from './layout-pedigree.ts'
import { spread } from './place-rows.ts'

const family = (proband: string, people: readonly (Partial<Relative> & { readonly id: string })[]): Pedigree => ({
  id: 'f',
  proband,
  couples: [],
  people: people.map((p) => ({ sex: 'unknown', diagnoses: [], ...p })),
})

const threeGenerations = family('me', [
  { id: 'gf1', sex: 'male' },
  { id: 'gm1', sex: 'female' },
  { id: 'gf2', sex: 'male' },
  { id: 'gm2', sex: 'female' },
  { id: 'uncle', sex: 'male', father: 'gf1', mother: 'gm1' },
  { id: 'dad', sex: 'male', father: 'gf1', mother: 'gm1' },
  { id: 'aunt', sex: 'female', father: 'gf2', mother: 'gm2' },
  { id: 'mum', sex: 'female', father: 'gf2', mother: 'gm2' },
  { id: 'me', sex: 'female', father: 'dad', mother: 'mum' },
  { id: 'brother', sex: 'male', father: 'dad', mother: 'mum' },
  { id: 'cousin', sex: 'male', mother: 'aunt', father: 'aunts-man' },
  { id: 'aunts-man', sex: 'male' },
])

const placed = (pedigree: Pedigree) => new Map(layoutPedigree(pedigree)?.people.map((p) => [p.id, p]))
const x = (at: ReturnType<typeof placed>, id: string): number => at.get(id)?.x ?? Number.NaN

describe('the drawing of a pedigree', () => {
  test('puts the father’s family left of the mother’s, couples side by side and children centred below', () => {
    const at = placed(threeGenerations)
    expect(x(at, 'gf1')).toBeLessThan(x(at, 'gf2'))
    expect(x(at, 'mum') - x(at, 'dad')).toBeCloseTo(1)
    expect((x(at, 'me') + x(at, 'brother')) / 2).toBeCloseTo((x(at, 'mum') + x(at, 'dad')) / 2)
    expect(['gf1', 'uncle', 'me'].map((id) => at.get(id)?.label.split('-')[0])).toEqual(['I', 'II', 'III'])
  })

  test('needs no line around other people in a plain family of three generations', () => {
    const couples = layoutPedigree(threeGenerations)?.lines.filter((l) => l.kind === 'couple') ?? []
    expect(couples).toHaveLength(4)
    expect(couples.every((l) => l.points.length === 2)).toBe(true)
  })

  test('draws partners related by blood with a double line, and nobody else', () => {
    const cousins = family('child', [
      ...threeGenerations.people,
      { id: 'child', sex: 'female', father: 'cousin', mother: 'me' },
    ])
    const double = layoutPedigree(cousins)?.lines.filter((l) => l.double) ?? []
    expect(double.map((l) => l.people.toSorted())).toEqual([['cousin', 'me']])
  })

  test('keeps twins side by side and joins the identical ones', () => {
    const twins = family('t1', [
      { id: 'f', sex: 'male' },
      { id: 'm', sex: 'female' },
      { id: 't1', sex: 'male', father: 'f', mother: 'm', twins: { group: 'a', zygosity: 'identical' } },
      { id: 'other', sex: 'male', father: 'f', mother: 'm' },
      { id: 't2', sex: 'male', father: 'f', mother: 'm', twins: { group: 'a', zygosity: 'identical' } },
    ])
    const at = placed(twins)
    expect(Math.abs(x(at, 't1') - x(at, 't2'))).toBeCloseTo(1)
    expect(layoutPedigree(twins)?.lines.filter((l) => l.kind === 'identical')).toHaveLength(1)
  })

  test('draws a daughter with children by her father below him', () => {
    const at = placed(
      family('c', [
        { id: 'f', sex: 'male' },
        { id: 'm', sex: 'female' },
        { id: 'd', sex: 'female', father: 'f', mother: 'm' },
        { id: 'c', father: 'f', mother: 'd' },
      ]),
    )
    expect([at.get('f')?.y, at.get('d')?.y, at.get('c')?.y]).toEqual([0, drawing.rowHeight, 2 * drawing.rowHeight])
  })

  test('lets nobody touch anybody, keeps children below parents, and is the same every time', () => {
    fc.assert(
      fc.property(drawnFamily({ most: 24 }), (pedigree) => {
        const layout = layoutPedigree(pedigree)
        const people = layout?.people ?? []
        expect(people).toHaveLength(pedigree.people.length)
        for (const [i, a] of people.entries())
          for (const b of people.slice(i + 1))
            expect(Math.abs(a.x - b.x) >= 1 - 1e-5 || Math.abs(a.y - b.y) >= drawing.rowHeight).toBe(true)
        const at = new Map(people.map((p) => [p.id, p]))
        for (const p of pedigree.people)
          for (const parent of namedParents(p)) expect(at.get(parent)?.y).toBeLessThan(at.get(p.id)?.y ?? -1)
        expect(layoutPedigree(pedigree)).toEqual(layout)
      }),
      { numRuns: 150 },
    )
  })

  test('draws every couple with a child and every child exactly once', () => {
    fc.assert(
      fc.property(drawnFamily({ most: 20 }), (pedigree) => {
        const lines = layoutPedigree(pedigree)?.lines ?? []
        const children = pedigree.people.filter((p) => namedParents(p).length > 0).map((p) => p.id)
        expect(
          lines
            .filter((l) => l.kind === 'child')
            .flatMap((l) => l.people)
            .toSorted(),
        ).toEqual(children.toSorted())
        const couples = new Set(
          pedigree.people.flatMap((p) => (p.father && p.mother ? [`${p.father} ${p.mother}`] : [])),
        )
        expect(lines.filter((l) => l.kind === 'couple')).toHaveLength(couples.size)
      }),
      { numRuns: 100 },
    )
  })

  test('spreads people no further than the gaps ask', () => {
    expect(spread([0, 0, 5], [1, 1])).toEqual([-0.5, 0.5, 5])
  })
})

test('siblings stand in one row although only one of them married into a family with more generations', () => {
  const deep = family('me', [...threeGenerations.people, { id: 'ggf', sex: 'male' }, { id: 'ggm', sex: 'female' }])
  const people = deep.people.map((p) => (p.id === 'gm2' ? { ...p, father: 'ggf', mother: 'ggm' } : p))
  const at = placed({ ...deep, people })
  expect(at.get('uncle')?.y).toBe(at.get('dad')?.y)
  expect(at.get('gf1')?.y).toBe(at.get('gf2')?.y)
})

import { describe, expect, test } from 'vitest'
import { abstainedByPlace, usualLimits } from '../abstain.ts'
import { beyondHull } from './hull.ts'
import { placeOn, preparePanel } from './place.ts'
import { project } from './project.ts'
import { drawn, drifted, seeded, simulatedPanel } from './simulated-people.fixture.ts'

const { panel, frequencies, ancestral } = simulatedPanel({
  groups: ['A', 'B', 'C'],
  each: 60,
  sites: 2000,
  drift: 0.08,
  seed: 3,
})
const prepared = preparePanel(panel)
const { axes } = panel

const frequenciesOf = (group: string): Float64Array => {
  const found = frequencies.get(group)
  if (found === undefined) throw new Error(group)
  return found
}

/** How far out people of a group stand along the direction to the centre of that group's reference people, 1 at that centre. */
const reach = (group: string, which: 'simple' | 'corrected', missing: number): number => {
  const centre = [0, 0]
  const members = panel.people.flatMap((p, i) => (p.group === group ? [i] : []))
  for (const i of members)
    for (const j of [0, 1])
      centre[j] = (centre[j] as number) + (axes.coordinates[i * axes.k + j] as number) / members.length
  const random = seeded(41)
  let sum = 0
  for (let person = 0; person < 40; person++) {
    const dosages = Float64Array.from(drawn(frequenciesOf(group), random), (g) => (random() < missing ? Number.NaN : g))
    const at = project(axes, dosages)?.[which] ?? new Float64Array(2)
    sum += ((at[0] as number) * (centre[0] as number) + (at[1] as number) * (centre[1] as number)) / 40
  }
  return sum / ((centre[0] as number) ** 2 + (centre[1] as number) ** 2)
}

const codes = (dosages: Float64Array): readonly string[] =>
  abstainedByPlace(
    panel,
    { id: 's', traitIds: [], harmonised: false, header: {} },
    placeOn(prepared, dosages),
    usualLimits,
  ).map((a) => a.code)

describe('projection of people who were not in the panel', () => {
  test('axes are orthonormal, and singular values fall', () => {
    for (let a = 0; a < axes.k; a++) {
      for (let b = 0; b < axes.k; b++) {
        let sum = 0
        for (let m = 0; m < axes.sites.length; m++)
          sum += (axes.loadings[m * axes.k + a] as number) * (axes.loadings[m * axes.k + b] as number)
        expect(sum).toBeCloseTo(a === b ? 1 : 0, 4)
      }
    }
    expect([...axes.singular]).toEqual([...axes.singular].toSorted((a, b) => b - a))
  })

  test('a person of the panel falls on their own coordinates', () => {
    const copies = Float64Array.from(axes.sites, (site) => {
      const width = Math.ceil(panel.people.length / 4)
      return ((panel.genotypes[site * width] as number) >> 0) & 3
    })
    const at = project(axes, copies)?.simple ?? new Float64Array(0)
    for (let j = 0; j < axes.k; j++) expect(at[j]).toBeCloseTo(axes.coordinates[j] as number, 3)
  })

  test.each(['A', 'B', 'C'])(
    'the simple projection shrinks people of %s towards the middle, the corrected one does not',
    (group) => {
      expect(reach(group, 'simple', 0)).toBeLessThan(0.95)
      expect(Math.abs(reach(group, 'corrected', 0) - 1)).toBeLessThan(0.04)
    },
  )

  test('missing genotypes move nobody towards the middle', () => {
    expect(Math.abs(reach('C', 'corrected', 0.4) - 1)).toBeLessThan(0.06)
  })

  test('with fewer sites than it takes, there is no place', () => {
    expect(project(axes, new Float64Array(axes.sites.length).fill(Number.NaN))).toBeUndefined()
  })
})

describe('who is outside the reference', () => {
  const random = seeded(2024)
  const some = (of: Float64Array): readonly (readonly string[])[] =>
    Array.from({ length: 20 }, () => codes(Float64Array.from(drawn(of, random))))

  test.each(['A', 'B', 'C'])('nobody of %s', (group) => {
    expect(some(frequenciesOf(group)).flat()).toEqual([])
  })

  test('no mixture of two populations, although it is like neither', () => {
    const mixed = frequenciesOf('A').map((p, i) => (p + (frequenciesOf('B')[i] as number)) / 2)
    const place = placeOn(prepared, Float64Array.from(drawn(mixed, random)))
    expect(place?.groups.every((g) => g.logP < Math.log(1e-4))).toBe(true)
    expect(some(mixed).flat()).toEqual([])
  })

  test('everybody of a population with a history of its own, although it falls between the others on the axes', () => {
    const apart = drifted(ancestral, 0.25, random)
    const place = placeOn(prepared, Float64Array.from(drawn(apart, random)))
    expect(place?.beyondHull).toBe(0)
    expect(some(apart)).toEqual(Array.from({ length: 20 }, () => ['outside-reference']))
  })

  test('somebody of whom only the variant sites were read has no place to be used', () => {
    const read = Float64Array.from(drawn(frequenciesOf('A'), random), (g) => (g === 0 ? Number.NaN : g))
    expect(codes(read)).toEqual(['panel-overlap-low'])
  })
})

test('the hull holds all mixtures of its points and nothing else', () => {
  const square = Float64Array.from([0, 0, 2, 0, 0, 2, 2, 2])
  expect(beyondHull(square, 2, [1, 1])).toBe(0)
  expect(beyondHull(square, 2, [0.01, 1.99])).toBeLessThan(1e-2)
  expect(beyondHull(square, 2, [3, 1])).toBeCloseTo(1, 6)
  expect(beyondHull(square, 2, [5, 6])).toBeCloseTo(5, 6)
})

test('children of second cousins stay inside', () => {
  const random = seeded(31)
  const p = frequenciesOf('A')
  // Both copies of one stretch in 64 come from the same ancestor.
  const child = (): Float64Array =>
    Float64Array.from(p, (f) => {
      const first = random() < f ? 1 : 0
      const second = random() < 1 / 64 ? first : random() < f ? 1 : 0
      return first + second
    })
  expect(Array.from({ length: 20 }, () => codes(child())).flat()).toEqual([])
})

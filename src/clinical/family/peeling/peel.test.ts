import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bruteForce } from './brute-force.test-support.ts'
import { genesTogether } from './genes-together.ts'
import type { Inheritance } from './inheritance.ts'
import { autosomalMarker, seenGenotype, xLinkedMarker } from './marker.ts'
import { pedigreeGraph } from './pedigree-graph.ts'
import type { Peelable, PedigreeGraph } from './pedigree-graph.ts'
import { peelerOf } from './peel.ts'
import type { Evidence, Peeled } from './peel.ts'
import { randomEvidence, randomPedigrees } from './random-pedigree.test-support.ts'

const graphOf = (people: readonly Peelable[]): PedigreeGraph => {
  const graph = pedigreeGraph({ id: 'family', people })
  if (!graph.ok) throw new Error(JSON.stringify(graph.problems))
  return graph.value
}

const logOf = (peeled: Peeled): number => (peeled.state === 'done' ? peeled.logLikelihood : Number.NEGATIVE_INFINITY)

const near = (got: number, want: number, relative = 1e-9): void =>
  expect(Math.abs(got - want)).toBeLessThanOrEqual(relative * Math.max(Math.abs(want), 1e-300))

const most = (inheritance: Inheritance): number =>
  Math.max(...(['female', 'male', 'unknown'] as const).map((sex) => inheritance.founder[sex].length))

const evidenceFrom = (people: readonly Peelable[], drawn: readonly (Float64Array | undefined)[]): Evidence => {
  const at = new Map(people.map((p, i) => [p.id, i]))
  return (id) => drawn[at.get(id) ?? -1]
}

const inheritances: readonly { readonly name: string; readonly inheritance: Inheritance; readonly people: number }[] = [
  { name: 'an autosomal marker of two alleles', inheritance: autosomalMarker([0.3, 0.7]).inheritance, people: 9 },
  {
    name: 'an autosomal marker of three alleles',
    inheritance: autosomalMarker([0.2, 0.5, 0.3]).inheritance,
    people: 7,
  },
  { name: 'a marker on the X', inheritance: xLinkedMarker([0.4, 0.6]).inheritance, people: 9 },
  { name: 'two genes at once', inheritance: genesTogether({ A: 0.1, B: 0.3 }).inheritance, people: 7 },
]

describe.each(inheritances)('peeling $name', ({ inheritance, people: atMost }) => {
  const peel = peelerOf(inheritance)
  const states = most(inheritance)
  const families = fc.record({
    people: randomPedigrees(atMost),
    seen: fc.array(randomEvidence(states), { minLength: atMost, maxLength: atMost }),
  })

  test('is the sum over all joint states, for the likelihood and for everybody, with loops, twins and unknown parents', () => {
    fc.assert(
      fc.property(families, ({ people, seen }) => {
        const graph = graphOf(people)
        fc.pre(graph.genomes.length <= atMost + 1)
        const evidence = evidenceFrom(people, seen)
        const want = bruteForce(inheritance, graph, evidence)
        const got = peel(graph, evidence)
        if (want.likelihood === 0) {
          expect(got.state).toBe('impossible')
          return
        }
        if (got.state !== 'done') throw new Error(got.state)
        near(Math.exp(got.logLikelihood), want.likelihood)
        for (const [id, posterior] of want.posterior)
          posterior.forEach((p, s) => near(got.posterior.get(id)?.[s] ?? Number.NaN, p))
      }),
      { numRuns: 120, seed: 5 },
    )
  })

  test('does not depend on the order people are listed in', () => {
    fc.assert(
      fc.property(
        families.chain(({ people, seen }) =>
          fc.record({
            people: fc.constant(people),
            seen: fc.constant(seen),
            shuffled: fc.shuffledSubarray([...people], { minLength: people.length, maxLength: people.length }),
          }),
        ),
        ({ people, seen, shuffled }) => {
          const evidence = evidenceFrom(people, seen)
          const [one, other] = [logOf(peel(graphOf(people), evidence)), logOf(peel(graphOf(shuffled), evidence))]
          near(Math.exp(other), Math.exp(one), 1e-10)
        },
      ),
      { numRuns: 80, seed: 6 },
    )
  })

  test('is not changed by a child of whom nothing is known', () => {
    fc.assert(
      fc.property(families, ({ people, seen }) => {
        const father = people.find((p) => p.sex === 'male')
        const mother = people.find((p) => p.sex === 'female')
        fc.pre(father !== undefined && mother !== undefined)
        const child: Peelable = { id: 'nobody', sex: 'female', father: father?.id ?? '', mother: mother?.id ?? '' }
        const evidence = evidenceFrom(people, seen)
        const [without, having] = [
          logOf(peel(graphOf(people), evidence)),
          logOf(peel(graphOf([...people, child]), evidence)),
        ]
        near(Math.exp(having), Math.exp(without), 1e-10)
      }),
      { numRuns: 80, seed: 7 },
    )
  })
})

describe('peeling by hand', () => {
  const marker = autosomalMarker([0.9, 0.1])
  const peel = peelerOf(marker.inheritance)
  const seen =
    (genotypes: Readonly<Record<string, readonly [number, number]>>): Evidence =>
    (id, sex) => {
      const genotype = genotypes[id]
      return genotype === undefined ? undefined : seenGenotype(marker, sex, genotype)
    }
  const trio: readonly Peelable[] = [
    { id: 'father', sex: 'male' },
    { id: 'mother', sex: 'female' },
    { id: 'child', sex: 'female', father: 'father', mother: 'mother' },
  ]

  test('a trio gives the textbook product of founder frequencies and transmission', () => {
    const peeled = peel(graphOf(trio), seen({ father: [0, 1], mother: [0, 1], child: [1, 1] }))
    near(Math.exp(logOf(peeled)), 0.18 * 0.18 * 0.25)
  })

  test('a child that cannot come of its parents is impossible, not rare', () => {
    expect(peel(graphOf(trio), seen({ father: [0, 0], mother: [0, 0], child: [0, 1] })).state).toBe('impossible')
  })

  test('a fraternal twin is a sibling and an identical one the same genome', () => {
    const twin = (zygosity: 'identical' | 'fraternal'): readonly Peelable[] => [
      ...trio.slice(0, 2),
      { id: 'a', sex: 'female', father: 'father', mother: 'mother', twins: { group: 't', zygosity } },
      { id: 'b', sex: 'female', father: 'father', mother: 'mother', twins: { group: 't', zygosity } },
    ]
    const genotypes = { father: [0, 1], mother: [0, 1], a: [1, 1], b: [1, 1] } as const
    near(Math.exp(logOf(peel(graphOf(twin('identical')), seen(genotypes)))), 0.18 * 0.18 * 0.25)
    near(Math.exp(logOf(peel(graphOf(twin('fraternal')), seen(genotypes)))), 0.18 * 0.18 * 0.0625)
  })

  test('somebody adopted into the family has none of its genes', () => {
    const adopted = trio.map((p) => (p.id === 'child' ? { ...p, adopted: 'in' as const } : p))
    near(
      Math.exp(logOf(peel(graphOf(adopted), seen({ father: [0, 0], mother: [0, 0], child: [1, 1] })))),
      0.81 * 0.81 * 0.01,
    )
  })

  test('a family of a thousand in one line neither overflows nor underflows', () => {
    const people: Peelable[] = [{ id: 'm0', sex: 'male' }]
    for (let g = 1; g < 1000; g++)
      people.push({ id: `w${g}`, sex: 'female' }, { id: `m${g}`, sex: 'male', father: `m${g - 1}`, mother: `w${g}` })
    const genotypes = Object.fromEntries(people.map((p) => [p.id, [0, 1] as const]))
    near(logOf(peel(graphOf(people), seen(genotypes))), 1000 * Math.log(0.18) + 999 * Math.log(0.5))
  })
})

describe('a family of too many loops', () => {
  test('is said to be so and not computed wrongly', () => {
    const { inheritance } = genesTogether({ A: 0.01, B: 0.01, C: 0.01, D: 0.01, E: 0.01 })
    const men = Array.from({ length: 5 }, (_, i) => ({ id: `m${i}`, sex: 'male' as const }))
    const women = Array.from({ length: 5 }, (_, i) => ({ id: `w${i}`, sex: 'female' as const }))
    const children = men.flatMap((m) =>
      women.map((w) => ({ id: `${m.id}${w.id}`, sex: 'female' as const, father: m.id, mother: w.id })),
    )
    expect(peelerOf(inheritance)(graphOf([...men, ...women, ...children]), () => undefined).state).toBe('tooEntangled')
  })
})

describe('genes taken together', () => {
  test('five genes with at most two altered copies have 21 states', () => {
    const five = genesTogether({ BRCA1: 0.001, BRCA2: 0.001, PALB2: 0.001, CHEK2: 0.001, ATM: 0.001 })
    expect(five.states).toHaveLength(21)
    near(
      five.inheritance.founder.female.reduce((a, b) => a + b),
      1,
    )
  })

  test('leaving out states with three altered copies changes a family of usual frequencies by less than one in a million', () => {
    const frequencies = { BRCA1: 0.0006, BRCA2: 0.001 }
    const [pared, whole] = [genesTogether(frequencies, 2), genesTogether(frequencies, 4)]
    expect(whole.states).toHaveLength(9)
    const people: readonly Peelable[] = [
      { id: 'father', sex: 'male' },
      { id: 'mother', sex: 'female' },
      ...['a', 'b', 'c'].map((id) => ({ id, sex: 'female' as const, father: 'father', mother: 'mother' })),
    ]
    const carrier = (genes: typeof pared): number => {
      const peeled = peelerOf(genes.inheritance)(graphOf(people), (id) =>
        id === 'c' || id === 'father'
          ? undefined
          : Float64Array.from(genes.states, (s) => (s.some((n) => n > 0) ? 0.3 : 0.01)),
      )
      if (peeled.state !== 'done') throw new Error(peeled.state)
      return 1 - (peeled.posterior.get('c')?.[0] ?? 0)
    }
    near(carrier(pared), carrier(whole), 1e-4)
    expect(Math.abs(carrier(pared) - carrier(whole))).toBeLessThan(1e-5)
  })
})

describe('a family that cannot be peeled', () => {
  const codes = (people: readonly Peelable[]): readonly string[] =>
    pedigreeGraph({ id: 'f', people }).problems.map((p) => p.code)

  test('is refused with every fault named', () => {
    expect(codes([{ id: 'a', sex: 'male', father: 'x', mother: 'y' }])).toEqual([
      'family/parent-not-listed',
      'family/parent-not-listed',
    ])
    expect(
      codes([
        { id: 'a', sex: 'male' },
        { id: 'a', sex: 'male' },
      ]),
    ).toEqual(['family/listed-twice'])
    expect(
      codes([
        { id: 'a', sex: 'male', father: 'b' },
        { id: 'b', sex: 'male', father: 'a' },
      ]),
    ).toEqual(['family/own-ancestor'])
    expect(
      codes([
        { id: 'a', sex: 'male' },
        { id: 'b', sex: 'male', father: 'a' },
        { id: 'c', sex: 'male', mother: 'a' },
      ]),
    ).toEqual(['family/father-and-mother'])
  })
})

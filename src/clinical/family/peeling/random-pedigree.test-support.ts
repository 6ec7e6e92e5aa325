import * as fc from 'fast-check'
import type { Peelable } from './pedigree-graph.ts'

/**
 * Families of two to nine: every newcomer is a founder or a child of any earlier man and woman, so inbreeding, marriage loops, half-siblings and people of
 * several partners come up by themselves; some children have an identical twin, some one named parent only, some no recorded sex.
 */
export const randomPedigrees = (most = 9): fc.Arbitrary<readonly Peelable[]> =>
  fc
    .array(
      fc.record({
        man: fc.boolean(),
        founder: fc.integer({ min: 0, max: 3 }),
        father: fc.nat(100),
        mother: fc.nat(100),
        special: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 2, maxLength: most },
    )
    .map((draws) => {
      const people: Peelable[] = []
      draws.forEach((draw, i) => {
        const id = `p${i}`
        const sex = draw.man ? 'male' : 'female'
        const men = people.filter((p) => p.sex === 'male')
        const women = people.filter((p) => p.sex === 'female')
        const father = men[draw.father % Math.max(men.length, 1)]
        const mother = women[draw.mother % Math.max(women.length, 1)]
        const last = people.at(-1)
        if (draw.founder === 0 || father === undefined || mother === undefined) people.push({ id, sex })
        else if (draw.special === 0) people.push({ id, sex: 'unknown', father: father.id, mother: mother.id })
        else if (draw.special === 1) people.push({ id, sex, mother: mother.id })
        else if (draw.special === 2 && last?.mother !== undefined && last.twins === undefined) {
          const twins = { group: id, zygosity: 'identical' } as const
          people[people.length - 1] = { ...last, twins }
          people.push({ ...last, id, twins })
        } else people.push({ id, sex, father: father.id, mother: mother.id })
      })
      return people
    })

/** Numbers between zero and one, some of them exactly zero: what was seen, as somebody else might say it, by state. */
export const randomEvidence = (states: number): fc.Arbitrary<Float64Array | undefined> =>
  fc.option(
    fc
      .array(
        fc.oneof(
          { weight: 1, arbitrary: fc.constant(0) },
          { weight: 4, arbitrary: fc.integer({ min: 1, max: 1000 }).map((n) => n / 1000) },
        ),
        {
          minLength: states,
          maxLength: states,
        },
      )
      .map((values) => Float64Array.from(values)),
    { nil: undefined },
  )

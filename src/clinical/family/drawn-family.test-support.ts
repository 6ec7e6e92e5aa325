import fc from 'fast-check'
import { familyDiseases, type GeneTest, type Pedigree, type Relative } from './pedigree.ts'

type Person = {
  readonly sex: 'female' | 'male'
  readonly parents: readonly [number, number] | undefined
  readonly age: number | undefined
  readonly born: number | undefined
  readonly dead: boolean
  readonly diseases: readonly (readonly [number, boolean])[]
}

const person: fc.Arbitrary<Person> = fc.record({
  sex: fc.constantFrom('female', 'male'),
  parents: fc.option(fc.tuple(fc.nat(1000), fc.nat(1000)), { nil: undefined, freq: 4 }),
  age: fc.option(fc.integer({ min: 60, max: 95 }), { nil: undefined }),
  born: fc.constant(undefined),
  dead: fc.boolean(),
  diseases: fc.array(fc.tuple(fc.nat(familyDiseases.length - 1), fc.boolean()), { maxLength: 2 }),
})

/**
 * Families as chance makes them: founders, half-siblings, marriages between relatives and generations. `joined`: everybody hangs together, the first
 * person of the last generation is the proband. Ages are of people who died, so that parents need not be older in years lived.
 */
export const drawnFamily = (
  options: { readonly most?: number; readonly diseases?: boolean } = {},
): fc.Arbitrary<Pedigree> =>
  fc.array(person, { minLength: 2, maxLength: options.most ?? 14 }).map((drawn) => {
    const people: Relative[] = []
    for (const [i, d] of drawn.entries()) {
      const men = people.filter((p) => p.sex === 'male')
      const women = people.filter((p) => p.sex === 'female')
      const parents =
        d.parents !== undefined && men.length > 0 && women.length > 0
          ? { father: men[d.parents[0] % men.length]?.id ?? '', mother: women[d.parents[1] % women.length]?.id ?? '' }
          : {}
      const diagnoses = (options.diseases ? d.diseases : []).flatMap(([k, known]): Relative['diagnoses'] => {
        const disease = familyDiseases[k] ?? 'stroke'
        const sexed =
          (disease === 'prostate-cancer' && d.sex === 'female') ||
          ((disease === 'ovarian-cancer' || disease === 'endometrial-cancer') && d.sex === 'male')
        return sexed ? [] : [{ disease, ...(known ? { onset: [40, 40] as const } : {}) }]
      })
      const unique = diagnoses.filter((x, n) => diagnoses.findIndex((y) => y.disease === x.disease) === n)
      people.push({
        id: `n${i}`,
        sex: d.sex,
        ...parents,
        ...(d.age === undefined ? {} : { age: [d.age, d.age], dead: true as const }),
        diagnoses: unique,
        ...(d.age === undefined && unique.length === 0 ? { healthUnknown: true as const } : {}),
      })
    }
    return joined({ id: 'drawn', proband: people.at(-1)?.id ?? '', people, couples: [] })
  })

/** Only the people that lines of parents and children join to the proband. */
const joined = (pedigree: Pedigree): Pedigree => {
  const reached = new Set([pedigree.proband])
  for (let before = 0; before !== reached.size; ) {
    before = reached.size
    for (const p of pedigree.people) {
      const near = [p.id, p.father, p.mother].filter((id) => id !== undefined)
      if (near.some((id) => reached.has(id))) for (const id of near) reached.add(id)
    }
  }
  return { ...pedigree, people: pedigree.people.filter((p) => reached.has(p.id)) }
}

export const drawnTests: fc.Arbitrary<readonly GeneTest[]> = fc.uniqueArray(
  fc.record({
    gene: fc.constantFrom('BRCA1', 'BRCA2', 'PALB2', 'ATM', 'CHEK2', 'BARD1', 'RAD51D', 'RAD51C', 'BRIP1', 'HOXB13'),
    result: fc.constantFrom('positive' as const, 'negative' as const),
    method: fc.constantFrom('search' as const, 'known-variant' as const),
  }),
  { selector: (t) => t.gene, maxLength: 3 },
)

import type { Result } from '../../../shared/problem.ts'
import { bad, ok, problem } from '../../../shared/problem.ts'
import type { PersonId } from '../pedigree.ts'
import { autosomalMarker, pedigreeGraph, peelerOf, xLinkedMarker } from '../peeling/index.ts'
import type { MarkerGenotype, Peelable, Peeled } from '../peeling/index.ts'

/** P(affected) without, with one and with two copies of the variant; on the X a man has none or, as the last of the three, one. */
export type Penetrance = readonly [none: number, one: number, two: number]

/**
 * What is known of one person for a question of co-segregation. `copies`: of the variant, by a test; `carrier` where the test says no more.
 * `penetrance`: of this person's liability class (age and sex), where it differs from the family's.
 */
export type Segregant = {
  readonly id: PersonId
  readonly disease: 'affected' | 'unaffected' | 'unknown'
  readonly copies?: 0 | 1 | 2 | 'carrier'
  readonly penetrance?: Penetrance
}

export type Cosegregation = {
  readonly pedigree: { readonly id: string; readonly people: readonly Peelable[] }
  readonly proband: PersonId
  readonly segregants: readonly Segregant[]
  readonly frequency: number
  readonly penetrance: Penetrance
  readonly onX?: true
}

const copiesOf = (genotype: MarkerGenotype): number => genotype.filter((allele) => allele === 1).length

const affectedBy = (genotype: MarkerGenotype, [none, one, two]: Penetrance): number =>
  genotype.length === 1 ? (genotype[0] === 1 ? two : none) : ([none, one, two][copiesOf(genotype)] ?? none)

const fits = (genotype: MarkerGenotype, copies: Segregant['copies']): boolean =>
  copies === undefined || (copies === 'carrier' ? copiesOf(genotype) > 0 : copiesOf(genotype) === copies)

/**
 * Full-likelihood Bayes factor of co-segregation: how many times likelier the tested genotypes of the family are, given who is ill and that the proband has the
 * variant, if the variant causes the disease than if it has nothing to do with it. One and a half says little; below one speaks against.
 * Penetrances must be between zero and one, so that what was seen can be.
 * @source Thompson D, Easton DF, Goldgar DE 2003, doi 10.1086/378100
 */
export const segregationBayesFactor = (question: Cosegregation): Result<number> => {
  const { pedigree, segregants, proband, frequency, penetrance } = question
  if (!(frequency > 0 && frequency < 1))
    return bad([
      problem(
        'family/allele-frequency',
        pedigree.id,
        `An allele frequency of ${frequency} cannot be.`,
        'Give a frequency between 0 and 1.',
      ),
    ])
  const graph = pedigreeGraph(pedigree)
  if (!graph.ok) return graph
  const known = new Map(segregants.map((s) => [s.id, s]))
  const strangers = segregants.filter((s) => !graph.value.genomeOf.has(s.id))
  if (strangers.length > 0 || known.get(proband)?.copies === undefined || known.get(proband)?.copies === 0)
    return bad([
      ...strangers.map((s) =>
        problem(
          'family/not-in-pedigree',
          pedigree.id,
          `${s.id} is not in the pedigree.`,
          'Add this person or leave the observation out.',
        ),
      ),
      ...(strangers.length === 0
        ? [
            problem(
              'family/proband-not-carrier',
              pedigree.id,
              `${proband} is not known to carry the variant.`,
              'Choose as proband the person in whom the variant was found.',
            ),
          ]
        : []),
    ])
  const marker = (question.onX ? xLinkedMarker : autosomalMarker)([1 - frequency, frequency])
  const peel = peelerOf(marker.inheritance)
  const logOf = (tested: (id: PersonId) => boolean, disease: boolean): number => {
    const peeled: Peeled = peel(
      graph.value,
      (id, sex) => {
        const person = known.get(id)
        if (person === undefined) return undefined
        const ill = (g: MarkerGenotype): number => {
          if (!disease || person.disease === 'unknown') return 1
          const p = affectedBy(g, person.penetrance ?? penetrance)
          return person.disease === 'affected' ? p : 1 - p
        }
        return Float64Array.from(marker.genotypes[sex], (g) => (tested(id) && !fits(g, person.copies) ? 0 : ill(g)))
      },
      { want: 'likelihood' },
    )
    return peeled.state === 'done' ? peeled.logLikelihood : Number.NEGATIVE_INFINITY
  }
  const everybody = (): boolean => true
  const onlyProband = (id: PersonId): boolean => id === proband
  const [given, chance] = [logOf(onlyProband, true), logOf(everybody, false)]
  if (given === Number.NEGATIVE_INFINITY || chance === Number.NEGATIVE_INFINITY)
    return bad([
      problem(
        'family/cannot-be',
        pedigree.id,
        'What was seen in this family cannot be under the inheritance and penetrances given.',
        'Check tests, parents and penetrances.',
      ),
    ])
  return ok(Math.exp(logOf(everybody, true) - given - chance + logOf(onlyProband, false)))
}

import type { Stretches } from '../../genome/archive/index.ts'
import type { ReferenceGenome } from '../../genome/reference/index.ts'
import type { HlaTyping } from './complex/hla.ts'

/**
 * How a person is scored.
 *
 * `missing`: what a row adds where the person was not read. `hardyWeinberg` (unless given): its mean among people in Hardy-Weinberg equilibrium. `plink2`: 2p × weight for additive rows (also where `scale` takes the mean off the others), p × weight for
 * dominant and recessive ones. `skip`: nothing, and the denominator is less.
 * `ambiguous`: A/T and C/G places, whose strand cannot be told. `exclude` (unless given), `keep` as they stand, or `byFrequency`: kept, or turned, where the frequencies of score and panel say so.
 * `silence`: what a plain VCF means where it says nothing: `unknown` (unless given) or, by the user's own statement, `reference`. `callable`: stretches in which silence means reference.
 * `reference`: tells which allele of a silent place is REF. `maleX`: copies that a man's one X counts for: 2 (unless given, as PLINK 2 does) or 1.
 * `scale`: additive rows less their mean, or in standard deviations. `frequencies`: whose go first, the score's own (unless given) or the panel's.
 * `rows`: give what became of every row.
 */
export type ScoreOptions = {
  readonly missing?: 'hardyWeinberg' | 'plink2' | 'skip'
  readonly ambiguous?: 'exclude' | 'keep' | 'byFrequency'
  readonly silence?: 'unknown' | 'reference'
  readonly callable?: (chrom: string) => Stretches | undefined
  readonly reference?: ReferenceGenome
  readonly sex?: 'female' | 'male'
  readonly maleX?: 1 | 2
  readonly scale?: 'none' | 'center' | 'standardize'
  readonly frequencies?: 'score' | 'panel'
  readonly typing?: HlaTyping
  readonly rows?: boolean
}

import { matchAlleles, type MatchRule, matchTypes } from '../../../src/clinical/polygenic/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vectors = {
  readonly cases: readonly {
    readonly id: string
    readonly inputs: {
      readonly match_ambiguous: boolean
      readonly match_multiallelic: boolean
      readonly effect_allele: string
      readonly other_allele: string | null
      readonly ref: string
      readonly alts: readonly string[]
    }
    readonly expected: Readonly<Record<string, unknown>> & { readonly match_type: string }
  }[]
}

const path = 'risk/vectors/pgs_match.json'

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

/** Alleles of score rows against alleles of variants: the peer's kinds of match and their order. */
export const alleleMatches: SuiteAdapter = {
  path,
  title: 'Alleles of a score row against REF and ALTs (pygscatalog)',
  run: (context) => {
    const t = tally()
    for (const { id, inputs, expected } of (JSON.parse(context.text(path)) as Vectors).cases) {
      const { effect_allele: effect, other_allele: other, ref, alts } = inputs
      const rule: MatchRule = { ambiguous: inputs.match_ambiguous, multiallelic: inputs.match_multiallelic, otherStrand: 'letters' }
      const match = matchAlleles(effect, other ?? undefined, ref, alts, rule)
      const first = matchAlleles(effect, other ?? undefined, ref, alts.slice(0, 1), rule)
      if (expected.match_type === 'NO_MATCH' && match.type !== 'NO_MATCH' && alts.length > 1 && first.type === 'NO_MATCH') {
        t.explain(id, 'every-alternative-allele-is-tried')
        continue
      }
      const isExcluded = match.type === 'EXCLUDED'
      t.compare(
        id,
        Object.fromEntries(Object.entries(expected).toSorted(byName)),
        Object.fromEntries(
          Object.entries({
            effect_allele_idx: isExcluded ? null : (match.index ?? null),
            match_priority: 7 - matchTypes.indexOf(match.type),
            match_type: match.type,
            is_ambiguous: isExcluded && !match.ambiguous ? null : match.ambiguous,
            is_matched: match.index !== undefined,
            is_multiallelic: alts.length > 1,
            match_summary: isExcluded ? 'excluded' : match.index === undefined ? 'unmatched' : 'matched',
          }).toSorted(byName),
        ),
      )
    }
    return t.outcome()
  },
}

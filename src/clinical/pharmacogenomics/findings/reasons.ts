import { branchClass } from '../../../shared/action-class.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { GeneReading } from '../advice/keys.ts'
import { isUsualKey } from '../advice/usual-result.ts'
import type { GeneKnowledge } from '../knowledge.ts'
import type { DiplotypePhenotype, GeneResult, MatchedAdvice, MedicineFinding, PhenoconvertedResult } from '../model.ts'
import { coverageOf, isPartlySeen, isThin } from './coverage.ts'

const made = (
  code: string,
  values: Readonly<Record<string, string | undefined>>,
  basis: Reason['basis'] = [],
): Reason => ({
  code,
  with: Object.fromEntries(Object.entries(values).filter((e): e is [string, string] => e[1] !== undefined)),
  ...(basis.length > 0 ? { basis } : {}),
})

/** The rows that make a gene’s result differ from reference; a result that rests on reference everywhere is shown position by position on the gene itself. */
const rowsBehind = (result: GeneResult): readonly DatumRef[] =>
  result.call.basis.length <= 24 ? result.call.basis : []

const distinct = (items: readonly string[]): string => [...new Set(items)].join(' or ')

/** The phenotypes a piece of advice rests on: those that answer to its key. */
const speaking = (all: readonly DiplotypePhenotype[], key: string): readonly DiplotypePhenotype[] => {
  const fitting = all.filter((p) => p.lookup.includes(key) || p.phenotypes.includes(key) || p.diplotype.label === key)
  return fitting.length > 0 ? fitting : all
}

/** A gene that is looked up by several alleles has a phenotype for each: only the one the advice asks for is told. */
const phenotypeFor = (found: readonly DiplotypePhenotype[], key: string): string => {
  const all = found.flatMap((p) => p.phenotypes)
  return all.includes(key) ? key : distinct(all)
}

/** Genes whose result is out of the ordinary come first; a susceptibility that is merely not excluded is left out beside one that was found. */
const tellingFirst = (key: Readonly<Record<string, string>>): readonly (readonly [string, string])[] => {
  const all = Object.entries(key)
  const unremarkable = ([gene, k]: readonly [string, string]): boolean =>
    isUsualKey(gene, k) || k === 'No Result' || /^uncertain/i.test(k)
  const telling = all.filter((e) => !unremarkable(e))
  return [...telling, ...all.filter((e) => unremarkable(e) && !(telling.length > 0 && /^uncertain/i.test(e[1])))]
}

type Read = ReadonlyMap<string, GeneReading>

/** Why the leading advice is given: each gene's effect in words, and the medicine that changed it, if one did. */
export const adviceReasons = (
  advice: MatchedAdvice,
  results: ReadonlyMap<string, GeneResult>,
  read: Read,
): readonly Reason[] =>
  tellingFirst(advice.key).flatMap(([gene, key]): readonly Reason[] => {
    const result = results.get(gene)
    if (!result || key === 'No Result') return [made('gene-not-tested', { gene })]
    const reading = read.get(gene)
    if (reading?.basedOn === 'clinical' && reading.conversion !== undefined)
      return convertedReasons(result, reading.conversion, key, advice.record.drug)
    const own = speaking(result.genetic, key)
    const score = own[0]?.activityScore
    const values = {
      gene,
      diplotype: distinct(own.map((p) => p.shownAs)),
      phenotype: phenotypeFor(own, key),
      ...(score === undefined || score === 'n/a' ? {} : { score }),
    }
    return [made(values.score === undefined ? 'gene-effect' : 'gene-effect-score', values, rowsBehind(result))]
  })

/** The medicines that act strongly enough to change the phenotype. */
const acting = (conversion: PhenoconvertedResult): PhenoconvertedResult['because'] =>
  conversion.because.filter((b) => b.effect !== 'weak-inhibitor' && b.effect !== 'moderate-inducer')

const names = (conversion: PhenoconvertedResult): string => {
  const all = acting(conversion).map((b) => b.drug.name)
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

/** Phenotypes with their scores, where the gene has them: a lower score can have the same name. */
const named = (phenotypes: readonly DiplotypePhenotype[]): string =>
  distinct(
    phenotypes.map((p) => {
      const score =
        p.activityScore === undefined || p.activityScore === 'n/a' ? '' : ` (activity score ${p.activityScore})`
      return `${p.phenotypes.join(' or ')}${score}`
    }),
  )

const convertedReasons = (
  result: GeneResult,
  conversion: PhenoconvertedResult,
  key: string,
  drug: string,
): readonly Reason[] => {
  const now = speaking(conversion.phenotypes, key)
  const settled = result.genetic.some(
    (p) => p.activityScore !== undefined && Number.isFinite(Number(p.activityScore.replace('≥', ''))),
  )
  const values = {
    gene: result.gene,
    drug,
    by: names(conversion),
    phenotype: distinct(now.flatMap((p) => p.phenotypes)),
  }
  const basis = acting(conversion).map((b) => b.basis)
  if (!settled) return [made('gene-switched-off', values, basis)]
  return [
    made(
      'gene-effect-now',
      { ...values, diplotype: distinct(result.genetic.map((p) => p.shownAs)) },
      rowsBehind(result),
    ),
    made('phenoconverted', { ...values, from: named(result.genetic), to: named(now) }, basis),
  ]
}

/** What other medicines probably do to a gene by the literature: told, but the advice goes by the genes alone. */
export const weakConversions = (read: Read, drug: string): readonly Reason[] =>
  [...read.values()].flatMap(({ gene, basedOn, phenotypes, conversion }) =>
    basedOn === 'clinical' || conversion === undefined
      ? []
      : [
          made(
            'phenoconversion-literature',
            { gene, drug, by: names(conversion), from: named(phenotypes), to: named(conversion.phenotypes) },
            acting(conversion).map((b) => b.basis),
          ),
        ],
  )

/** The genes alone ask for more than they do beside the inhibitor. */
export const onlyWhileTaken = (read: Read): readonly Reason[] =>
  [...read.values()].flatMap(({ gene, basedOn, conversion }) =>
    basedOn === 'genetic' || conversion === undefined
      ? []
      : [
          made(
            'only-while-taken',
            { gene, by: names(conversion) },
            acting(conversion).map((b) => b.basis),
          ),
        ],
  )

/** Nothing is advised for the ordinary result of these genes: the usual dose is made for it. */
export const ordinaryReasons = (
  genes: readonly string[],
  results: ReadonlyMap<string, GeneResult>,
): readonly Reason[] => [
  ...genes.flatMap((gene): readonly Reason[] => {
    const result = results.get(gene)
    if (!result) return []
    const several = result.genetic.some((p) => p.phenotypes.length > 1)
    return several
      ? []
      : [
          made(
            'gene-effect',
            {
              gene,
              diplotype: distinct(result.genetic.map((p) => p.shownAs)),
              phenotype: distinct(result.genetic.flatMap((p) => p.phenotypes)),
            },
            rowsBehind(result),
          ),
        ]
  }),
  made('ordinary-result', { gene: genes.join(' and ') }),
]

const afterStopping = (back: string | undefined, weeks: number | undefined): string =>
  back === undefined
    ? 'if-inhibitor-stops-untested'
    : weeks === undefined
      ? 'if-inhibitor-stops-sometime'
      : weeks === 1
        ? 'if-inhibitor-stops-week'
        : 'if-inhibitor-stops'

/** What would change the advice: stopping an inhibitor, a test that was not done, another reason for treatment or another group for which something else is advised. */
export const changeReasons = (
  finding: Pick<MedicineFinding, 'advice' | 'genes' | 'leading'>,
  results: ReadonlyMap<string, GeneResult>,
  read: Read,
): readonly Reason[] => {
  const stopping = [...read.values()].flatMap(({ gene, conversion, basedOn }): readonly Reason[] => {
    const result = results.get(gene)
    if (!result || conversion === undefined || basedOn === 'genetic') return []
    const weeks = conversion.afterStopping?.weeks
    const known = result.genetic.some((p) => p.lookup.some((k) => k !== 'No Result'))
    const back = known ? distinct(result.genetic.flatMap((p) => p.phenotypes)) : undefined
    return [
      made(
        afterStopping(back, weeks),
        { drug: names(conversion), gene, phenotype: back, weeks: weeks === undefined ? undefined : String(weeks) },
        acting(conversion).map((b) => b.basis),
      ),
    ]
  })
  const untested = finding.genes.filter(
    (gene) => !read.has(gene) && !results.get(gene)?.genetic.some((p) => p.lookup.some((k) => k !== 'No Result')),
  )
  const lead = finding.leading === undefined ? undefined : finding.advice[finding.leading.advice]
  const leads = lead?.branches[finding.leading?.branch ?? 0]?.branch
  const other = finding.advice.filter(
    (a) =>
      a !== lead &&
      a.record.when !== undefined &&
      (a.applies === 'unknown' || (a.applies === 'no' && a.record.when.indications !== undefined)) &&
      a.branches.some((b) => leads === undefined || branchClass(b.branch) !== branchClass(leads)),
  )
  const populations = [...new Set(other.map((a) => a.record.population))]
  return [
    ...stopping,
    ...untested.map((gene) => made('if-gene-tested', { gene })),
    ...populations.map((population) => made('if-other-group', { population })),
  ]
}

export const candidatesDiffer = (result: GeneResult): Reason =>
  made(
    'candidates-differ',
    { gene: result.gene, candidates: result.genetic.map((p) => p.shownAs).join(' or ') },
    result.call.basis,
  )

const isMeaningless = (p: DiplotypePhenotype): boolean =>
  p.phenotypes.every((x) => x === 'Indeterminate' || x === 'n/a')

export const notKnownReasons = (
  genes: readonly string[],
  results: ReadonlyMap<string, GeneResult>,
  advice: readonly MatchedAdvice[],
  knowledge: (gene: string) => GeneKnowledge | undefined,
): readonly Reason[] => {
  const reasons = genes.flatMap((gene): readonly Reason[] => {
    const result = results.get(gene)
    if (!result || (result.call.source === 'none' && result.call.positions.every((p) => p.state === 'missing')))
      return [made('gene-not-tested', { gene })]
    if (result.call.source === 'none') return [made('gene-not-called', { gene }, rowsBehind(result))]
    if (isThin(result, knowledge(gene))) {
      const { covered, of } = coverageOf(result, knowledge(gene))
      return [made('gene-thinly-covered', { gene, covered: String(covered), of: String(of) }, rowsBehind(result))]
    }
    if (isPartlySeen(result, knowledge(gene)) && !result.genetic.every(isMeaningless)) {
      const { covered, of } = coverageOf(result, knowledge(gene))
      const diplotype = distinct(result.genetic.map((p) => p.shownAs))
      return [
        made('gene-partly-covered', { gene, diplotype, covered: String(covered), of: String(of) }, rowsBehind(result)),
      ]
    }
    if (result.genetic.every(isMeaningless))
      return [
        made(
          'gene-indeterminate',
          { gene, diplotype: distinct(result.genetic.map((p) => p.shownAs)) },
          result.call.basis,
        ),
      ]
    return []
  })
  if (reasons.length > 0) return reasons
  const barred = advice.flatMap((a) =>
    a.applies !== 'no' && a.branches.every((b) => b.applies === 'no') ? a.branches.flatMap((b) => b.because) : [],
  )
  const unfit = barred.find((r) => r.code === 'only-for-higher-doses')
  if (unfit !== undefined) return [unfit]
  return advice.length > 0
    ? [...new Set(advice.map((a) => a.record.document))].map((source) => made('source-has-no-advice', { source }))
    : [made('guidelines-silent', {})]
}

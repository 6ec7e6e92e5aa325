import type { DatumRef } from '../../../shared/assessment.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { GeneKnowledge } from '../knowledge.ts'
import type { DiplotypePhenotype, GeneResult, MatchedAdvice, MedicineFinding } from '../model.ts'
import { coverageOf, isThin } from './coverage.ts'

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
const speaking = (result: GeneResult, key: string, clinical: boolean): readonly DiplotypePhenotype[] => {
  const all = clinical && result.clinical ? result.clinical.phenotypes : result.genetic
  const fitting = all.filter((p) => p.lookup.includes(key) || p.phenotypes.includes(key) || p.diplotype.label === key)
  return fitting.length > 0 ? fitting : all
}

const unremarkable = /^(normal|uncertain|no result|2\.0|.*negative$)/i

/** Genes whose result is out of the ordinary come first; a susceptibility that is merely not excluded is left out beside one that was found. */
const tellingFirst = (key: Readonly<Record<string, string>>): readonly (readonly [string, string])[] => {
  const all = Object.entries(key)
  const telling = all.filter(([, k]) => !unremarkable.test(k))
  return [...telling, ...all.filter(([, k]) => unremarkable.test(k) && !(telling.length > 0 && /^uncertain/i.test(k)))]
}

/** Why the leading advice is given: each gene's effect in words, and the medicine that changed it, if one did. */
export const adviceReasons = (advice: MatchedAdvice, results: ReadonlyMap<string, GeneResult>): readonly Reason[] =>
  tellingFirst(advice.key).flatMap(([gene, key]): readonly Reason[] => {
    const result = results.get(gene)
    if (!result || key === 'No Result') return [made('gene-not-tested', { gene })]
    const clinical = advice.basedOn === 'clinical' && result.clinical?.changed === true
    const found = speaking(result, key, clinical)
    const own = speaking(result, key, false)
    const score = found[0]?.activityScore
    const values = {
      gene,
      diplotype: distinct(own.map((p) => p.shownAs)),
      phenotype: distinct(found.flatMap((p) => p.phenotypes)),
      ...(score === undefined || score === 'n/a' ? {} : { score }),
    }
    const effect = made(values.score === undefined ? 'gene-effect' : 'gene-effect-score', values, rowsBehind(result))
    return clinical ? [effect, conversionReason(result, advice.record.drug)] : [effect]
  })

/** A medicine on the list changes what a gene does. */
export const conversionReason = (result: GeneResult, drug: string): Reason => {
  const clinical = result.clinical
  return made(
    clinical?.certainty === 'literature' ? 'phenoconversion-literature' : 'phenoconverted',
    {
      gene: result.gene,
      drug,
      by: (clinical?.because ?? []).map((b) => b.drug.name).join(' and '),
      from: distinct(result.genetic.flatMap((p) => p.phenotypes)),
      to: distinct((clinical?.phenotypes ?? []).flatMap((p) => p.phenotypes)),
    },
    (clinical?.because ?? []).map((b) => b.basis),
  )
}

/** What would change the advice: stopping an inhibitor, a test that was not done, another reason for treatment. */
export const changeReasons = (
  finding: Pick<MedicineFinding, 'advice' | 'genes' | 'leading'>,
  results: ReadonlyMap<string, GeneResult>,
  exceptDrug: string,
): readonly Reason[] => {
  const stopping = finding.genes.flatMap((gene): readonly Reason[] => {
    const result = results.get(gene)
    const clinical = result?.clinical
    if (!result || !clinical?.changed) return []
    return [
      made('if-inhibitor-stops', {
        drug: clinical.because
          .map((b) => b.drug.name)
          .filter((n) => n !== exceptDrug)
          .join(' and '),
        gene,
        phenotype: distinct(result.genetic.flatMap((p) => p.phenotypes)),
        weeks: clinical.afterStopping === undefined ? '?' : String(clinical.afterStopping.weeks),
      }),
    ]
  })
  const untested = finding.genes.filter(
    (gene) => !results.get(gene)?.genetic.some((p) => p.lookup.some((k) => k !== 'No Result')),
  )
  const open = finding.advice.filter(
    (a, i) =>
      i !== finding.leading?.advice &&
      a.applies !== 'yes' &&
      a.record.population !== '' &&
      a.record.population !== 'general',
  )
  const populations = [...new Set(open.map((a) => a.record.population))]
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
    if (result.genetic.every((p) => p.phenotypes.every((x) => x === 'Indeterminate' || x === 'n/a')))
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
  return advice.length > 0
    ? [...new Set(advice.map((a) => a.record.document))].map((source) => made('source-has-no-advice', { source }))
    : [made('guidelines-silent', {})]
}

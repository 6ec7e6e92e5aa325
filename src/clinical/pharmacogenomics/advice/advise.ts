import type { Branch } from '../../../shared/action.ts'
import type { Instant } from '../../../shared/instant.ts'
import { appliesTo, judgeBranches, type PersonContext } from '../context/index.ts'
import type { DrugGeneRecord, MatchedAdvice, MedicineFinding } from '../model.ts'
import { type GeneReading, keyOptions } from './keys.ts'
import { matchRecords, readings } from './lookup.ts'
import { type AdviceKnowledge, evidenceOf } from './records.ts'
import { isUsualResult } from './usual-result.ts'
import { verdictOf } from './verdict.ts'

type Verdict = MedicineFinding['verdict']

/** What the guidelines say about one medicine for this person. */
export type DrugAdvice = {
  readonly advice: readonly MatchedAdvice[]
  readonly verdict: Verdict
  readonly leading?: { readonly advice: number; readonly branch: number }
  /** The verdict of each reading of the genotype that could be told apart, when there is more than one. */
  readonly byReading: readonly {
    readonly keys: Readonly<Record<string, string>>
    readonly verdict: Verdict
  }[]
  readonly readingsDiffer: boolean
  readonly complete: boolean
  /** How each gene was read. */
  readonly genes: ReadonlyMap<string, GeneReading>
  /** Nothing is advised because every gene has its ordinary result and the sources only speak of others. */
  readonly ordinary: boolean
}

/** What a reading comes down to: the leading coded advice itself, so that two readings with the same advice count as one. */
const said = (
  leading: { readonly advice: number; readonly branch: number } | undefined,
  advice: readonly MatchedAdvice[],
): string =>
  JSON.stringify(leading === undefined ? null : (advice[leading.advice]?.branches[leading.branch]?.branch ?? null))

const genesOf = (records: readonly DrugGeneRecord[]): readonly string[] =>
  [...new Set(records.flatMap((r) => r.lookup.flatMap((k) => Object.keys(k))))].sort()

const severity: Readonly<Record<Verdict, number>> = { act: 0, caution: 1, notKnown: 2, fine: 3, noQuestion: 4 }

const isSilent = (branch: Branch): boolean =>
  branch.first.every((s) => s.do === 'noAdvice' && s.because === 'source-silent')

/**
 * Every gene of the medicine has its ordinary result, unchanged by other medicines, and the sources that hold records on it speak of other
 * results only (or say themselves that they are silent on this one): the usual dose is made for this person.
 */
const isOrdinary = (
  records: readonly DrugGeneRecord[],
  genes: readonly string[],
  read: ReadonlyMap<string, GeneReading>,
  advice: readonly MatchedAdvice[],
): boolean =>
  genes.length > 0 &&
  genes.every((g) => {
    const r = read.get(g)
    const asked = new Set(records.flatMap((x) => x.lookup.flatMap((k) => k[g] ?? [])))
    return r !== undefined && r.basedOn === 'genetic' && isUsualResult(g, r.phenotypes, asked)
  }) &&
  advice.every((a) => a.branches.every((b) => isSilent(b.branch)))

/**
 * Looks a medicine up for every way in which the person's genotypes can be read, and judges for whom each record and branch is meant.
 * Where the readings lead to different signs, the medicine is at least `caution`: the data do not decide.
 */
export const adviseDrug = (
  drug: string,
  reading: (gene: string) => GeneReading | undefined,
  knowledge: AdviceKnowledge,
  person: PersonContext,
  at: Instant,
): DrugAdvice => {
  const records = knowledge.byDrug.get(drug) ?? []
  const genes = genesOf(records)
  const read = new Map(genes.flatMap((gene) => reading(gene) ?? []).map((r) => [r.gene, r]))
  const all = readings(new Map([...read].map(([gene, r]) => [gene, keyOptions(r)])))
  const matched = new Map<string, MatchedAdvice>()
  const perReading = all.readings.map((keys) => {
    const ids: string[] = []
    for (const { record, key } of matchRecords(records, keys)) {
      const id = `${record.id} ${JSON.stringify(key)}`
      ids.push(id)
      const clinical = Object.keys(key).some((g) => read.get(g)?.basedOn === 'clinical')
      if (!matched.has(id)) matched.set(id, judged(record, key, knowledge, person, at, clinical))
    }
    return { keys, ids }
  })
  const order = new Map([...matched.keys()].map((id, i) => [id, i]))
  const advice = [...matched.values()]
  const verdicts = perReading.map((r) => {
    const own = r.ids.map((id) => order.get(id) as number)
    const v = verdictOf(own.map((i) => advice[i] as MatchedAdvice))
    return {
      keys: r.keys,
      verdict: v.verdict,
      leading: v.leading && { advice: own[v.leading.advice] as number, branch: v.leading.branch },
    }
  })
  const worst = [...verdicts].sort((a, b) => severity[a.verdict] - severity[b.verdict])[0]
  const signs = new Set(verdicts.map((v) => v.verdict))
  const ordinary = signs.size === 1 && worst?.verdict === 'notKnown' && isOrdinary(records, genes, read, advice)
  const verdict: Verdict = ordinary
    ? 'fine'
    : worst === undefined
      ? 'notKnown'
      : signs.size > 1 && worst.verdict === 'act'
        ? 'caution'
        : worst.verdict
  return {
    advice,
    verdict,
    ...(worst?.leading === undefined || ordinary ? {} : { leading: worst.leading }),
    byReading:
      verdicts.length < 2
        ? []
        : verdicts.map((v) => ({
            keys: Object.fromEntries([...v.keys].map(([g, k]) => [g, k[0] ?? ''])),
            verdict: v.verdict,
          })),
    readingsDiffer: new Set(verdicts.map((v) => said(v.leading, advice))).size > 1,
    complete: all.complete,
    genes: read,
    ordinary,
  }
}

/** Advice that speaks of the doses used in depression does not reach a person whose record gives neuropathic pain as the reason for the medicine. @source CPIC tricyclics 2016 (PMID 27997040) */
const tooLowADose = (branch: Branch): boolean =>
  [...branch.first, ...(branch.note ?? [])].some((s) => s.do === 'inform' && s.about === 'not-for-low-dose-indications')

const judged = (
  record: DrugGeneRecord,
  key: Readonly<Record<string, string>>,
  knowledge: AdviceKnowledge,
  person: PersonContext,
  at: Instant,
  clinical: boolean,
): MatchedAdvice => {
  const population = appliesTo(record.when, person, at, record.drug)
  const branches = knowledge.branches(record)
  const highDose = branches.some(tooLowADose)
    ? appliesTo({ notIndications: ['neuropathic-pain'] }, person, at, record.drug)
    : undefined
  return {
    record,
    key,
    applies: population.applies,
    because: population.because,
    branches: judgeBranches(branches, person, at, record.drug).map((b) =>
      highDose?.applies === 'no' && tooLowADose(b.branch)
        ? {
            branch: b.branch,
            applies: 'no',
            because: [
              {
                code: 'only-for-higher-doses',
                with: { source: record.document },
                basis: highDose.because.flatMap((r) => r.basis ?? []),
              },
            ],
          }
        : { branch: b.branch, applies: b.applies, because: b.reasons },
    ),
    evidence: evidenceOf(record, knowledge.releaseOf(record)),
    basedOn: clinical ? 'clinical' : 'genetic',
  }
}

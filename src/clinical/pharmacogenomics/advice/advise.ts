import type { Instant } from '../../../shared/instant.ts'
import { appliesTo, judgeBranches, type PersonContext } from '../context/index.ts'
import type { DrugGeneRecord, MatchedAdvice, MedicineFinding } from '../model.ts'
import { type GeneReading, keyOptions } from './keys.ts'
import { matchRecords, readings } from './lookup.ts'
import { type AdviceKnowledge, evidenceOf } from './records.ts'
import { verdictOf } from './verdict.ts'

/** What the guidelines say about one medicine for this person. */
export type DrugAdvice = {
  readonly advice: readonly MatchedAdvice[]
  readonly verdict: MedicineFinding['verdict']
  readonly leading?: { readonly advice: number; readonly branch: number }
  /** The verdict of each reading of the genotype that could be told apart, when there is more than one. */
  readonly byReading: readonly {
    readonly keys: Readonly<Record<string, string>>
    readonly verdict: MedicineFinding['verdict']
  }[]
  readonly readingsDiffer: boolean
  readonly complete: boolean
}

/** What a reading comes down to: the leading coded advice itself, so that two readings with the same advice count as one. */
const said = (
  leading: { readonly advice: number; readonly branch: number } | undefined,
  advice: readonly MatchedAdvice[],
): string =>
  JSON.stringify(leading === undefined ? null : (advice[leading.advice]?.branches[leading.branch]?.branch ?? null))

const genesOf = (records: readonly DrugGeneRecord[]): readonly string[] =>
  [...new Set(records.flatMap((r) => r.lookup.flatMap((k) => Object.keys(k))))].sort()

const severity: Readonly<Record<MedicineFinding['verdict'], number>> = {
  act: 0,
  caution: 1,
  notKnown: 2,
  fine: 3,
  noQuestion: 4,
}

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
  const byGene = genesOf(records).flatMap((gene) => reading(gene) ?? [])
  const converted = new Set(byGene.filter((r) => r.basedOn === 'clinical').map((r) => r.gene))
  const all = readings(new Map(byGene.map((r) => [r.gene, keyOptions(r)])))
  const matched = new Map<string, MatchedAdvice>()
  const perReading = all.readings.map((keys) => {
    const ids: string[] = []
    for (const { record, key } of matchRecords(records, keys)) {
      const id = `${record.id} ${JSON.stringify(key)}`
      ids.push(id)
      if (!matched.has(id))
        matched.set(
          id,
          judged(
            record,
            key,
            knowledge,
            person,
            at,
            Object.keys(key).some((g) => converted.has(g)),
          ),
        )
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
  const differ = new Set(verdicts.map((v) => said(v.leading, advice))).size > 1
  const verdict =
    worst === undefined ? 'notKnown' : signs.size > 1 && worst.verdict === 'act' ? 'caution' : worst.verdict
  return {
    advice,
    verdict,
    ...(worst?.leading === undefined ? {} : { leading: worst.leading }),
    byReading:
      verdicts.length < 2
        ? []
        : verdicts.map((v) => ({
            keys: Object.fromEntries([...v.keys].map(([g, k]) => [g, k[0] ?? ''])),
            verdict: v.verdict,
          })),
    readingsDiffer: differ,
    complete: all.complete,
  }
}

const judged = (
  record: DrugGeneRecord,
  key: Readonly<Record<string, string>>,
  knowledge: AdviceKnowledge,
  person: PersonContext,
  at: Instant,
  clinical: boolean,
): MatchedAdvice => {
  const population = appliesTo(record.when, person, at, record.drug)
  return {
    record,
    key,
    applies: population.applies,
    because: population.because,
    branches: judgeBranches(knowledge.branches(record), person, at, record.drug).map((b) => ({
      branch: b.branch,
      applies: b.applies,
      because: b.reasons,
    })),
    evidence: evidenceOf(record, knowledge.releaseOf(record)),
    basedOn: clinical ? 'clinical' : 'genetic',
  }
}

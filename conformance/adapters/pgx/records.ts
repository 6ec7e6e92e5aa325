import { type AdviceKnowledge, compilePgx, type DrugGeneRecord } from '../../../src/clinical/pharmacogenomics/index.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

const flagsOf = (r: DrugGeneRecord): string => `${Number(r.flags.dosing)}${Number(r.flags.alternative)}${Number(r.flags.other)}`

/** A key by alleles and their number is the diplotype's label: `{"*1": 1, "*3": 1}` is `*1/*3`. */
const asKeys = (key: Readonly<Record<string, string | Readonly<Record<string, number>>>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(key).map(([gene, value]) => [
      gene,
      typeof value === 'string' ? value : Object.entries(value).flatMap(([allele, n]) => Array.from({ length: n }, () => allele)).join('/'),
    ]),
  )

/** Every record of the guideline tables against the facts it was made from: drug, population, classification, keys, flags, citations, and that coded advice stands behind it. */
export const guidelineRecords: SuiteAdapter = {
  path: 'pgx/recommendations-2024-02.tsv',
  title: 'CPIC and DPWG records of 2024-02, one by one',
  needs: ['clinpgx', 'cpic', 'dpwg', 'attune-pgx'],
  run: (context) => {
    const { advice } = compilePgx(context.knowledge)
    const byId = new Map([...advice.byDrug.values()].flat().map((r) => [r.id, r]))
    const count = tally()
    for (const row of tsvRows(context.text('pgx/recommendations-2024-02.tsv'))) {
      const own = byId.get(row['rec_id'] ?? '')
      const expected = {
        source: row['source'],
        guideline: row['guideline_id'],
        drug: row['drug'],
        population: row['population'],
        classification: row['classification'],
        lookup: (JSON.parse(row['lookup'] ?? '[]') as readonly Readonly<Record<string, string | Readonly<Record<string, number>>>>[]).map(asKeys),
        flags: `${row['dosing_info']}${row['alternate_drug']}${row['other_guidance']}`,
        pmids: (row['pmids'] ?? '').split(';').filter((p) => p !== ''),
        coded: true,
      }
      const got =
        own === undefined
          ? 'no such record'
          : {
              source: own.source,
              guideline: own.guideline,
              drug: own.drug,
              population: own.population,
              classification: own.classification,
              lookup: own.lookup,
              flags: flagsOf(own),
              pmids: own.pmids,
              coded: advice.branches(own).length > 0,
            }
      count.compare(row['rec_id'] ?? '', expected, got)
    }
    return count.outcome()
  },
}

const documents: Readonly<Record<string, string>> = { 'FDA PGx Association': 'FDA association', 'FDA Label Annotation': 'FDA label' }

/** The FDA rows that two example reports matched: our FDA table must have, for the same drug and key, a record of that document with those flags. */
export const matchedExamples: SuiteAdapter = {
  path: 'pgx/recommendations-matched-examples-2025-11.tsv',
  title: 'FDA associations and labels matched in two example reports of 2025-11',
  needs: ['clinpgx', 'fda', 'attune-pgx'],
  run: (context) => {
    const { advice } = compilePgx(context.knowledge)
    const count = tally()
    for (const [i, row] of tsvRows(context.text('pgx/recommendations-matched-examples-2025-11.tsv')).entries()) {
      const id = `${i + 2} ${row['source']} ${row['drug']}`
      const document = documents[row['source'] ?? '']
      if (document === undefined) count.skip(id, 'rests on CPIC or DPWG guidance of 2025-11; the records held are of 2024-02')
      else count.compare(id, true, hasRecord(advice, document, row))
    }
    return count.outcome()
  },
}

const hasRecord = (advice: AdviceKnowledge, document: string, row: Readonly<Record<string, string>>): boolean | string => {
  const flags = `${row['dosing_info']}${row['alternate_drug']}${row['other_guidance']}`
  const own = (advice.byDrug.get(row['drug'] ?? '') ?? []).filter((r) => r.document === document && r.guideline === row['guideline_id'])
  if (own.length === 0) return 'no record of that document and guideline'
  const keys = JSON.parse(row['lookup'] ?? '[]') as readonly Readonly<Record<string, unknown>>[]
  // The labels of siponimod and warfarin are matched by genotype there; the key then is not a word and only document and flags are compared.
  const spoken = keys.filter((k) => Object.values(k).every((v) => typeof v === 'string')) as readonly Readonly<Record<string, string>>[]
  const fitting = own.filter((r) => spoken.length === 0 || spoken.some((k) => r.lookup.some((l) => Object.entries(l).every(([gene, key]) => k[gene] === key))))
  if (fitting.length === 0) return `no record for ${row['lookup']}`
  return fitting.some((r) => flagsOf(r) === flags) || `flags ${fitting.map(flagsOf).join(' ')}`
}

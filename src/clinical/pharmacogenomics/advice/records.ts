import { type Release, jsonlRows, releaseName, tsvRows } from '../../../knowledge/release.ts'
import type { Branch, Population } from '../../../shared/action.ts'
import { AttuneError } from '../../../shared/errors.ts'
import type { Evidence, Rung } from '../../../shared/evidence.ts'
import type { AdviceSource, DrugGeneRecord } from '../model.ts'

/** Every record by drug, and its coded advice. */
export type AdviceKnowledge = {
  readonly byDrug: ReadonlyMap<string, readonly DrugGeneRecord[]>
  readonly drugsOfGene: ReadonlyMap<string, readonly string[]>
  readonly branches: (record: DrugGeneRecord) => readonly Branch[]
  readonly releaseOf: (record: DrugGeneRecord) => string
}

const sources: Readonly<Record<string, AdviceSource>> = { cpic: 'CPIC', dpwg: 'DPWG', fda: 'FDA' }

/** The record tables of the advice releases, compiled for lookup. A record whose advice line is missing is a fault of the table. */
export const compileAdvice = (
  releases: readonly Release[],
  populationOf: (text: string) => Population | undefined,
): AdviceKnowledge => {
  const byDrug = new Map<string, DrugGeneRecord[]>()
  const genes = new Map<string, Set<string>>()
  const advice = new Map<string, readonly Branch[]>()
  const releaseBySource = new Map<AdviceSource, string>()
  for (const release of releases) {
    const source = sources[release.manifest.id]
    if (source === undefined) continue
    releaseBySource.set(source, releaseName(release.manifest))
    for (const line of jsonlRows<{ advice: string; branches: readonly Branch[] }>(
      release.tables['advice.jsonl'] ?? '',
    )) {
      advice.set(`${source} ${line.advice}`, line.branches)
    }
    for (const row of tsvRows(release.tables['records.tsv'] ?? '')) {
      const flags = row['flags'] ?? ''
      const when = populationOf(row['population'] ?? '')
      const record: DrugGeneRecord = {
        id: row['id'] ?? '',
        source,
        document: row['document'] ?? source,
        guideline: row['guideline'] ?? '',
        drug: row['drug'] ?? '',
        population: row['population'] ?? '',
        ...(when === undefined ? {} : { when }),
        classification: row['classification'] ?? '',
        lookup: JSON.parse(row['lookup'] ?? '[]') as readonly Readonly<Record<string, string>>[],
        flags: { dosing: flags.includes('d'), alternative: flags.includes('a'), other: flags.includes('o') },
        pmids: (row['pmids'] ?? '').split(';').filter((p) => p !== ''),
        advice: row['advice'] ?? '',
      }
      if (!advice.has(`${source} ${record.advice}`))
        throw new AttuneError(
          'ATTUNE_KNOWLEDGE_INVALID',
          `${releaseName(release.manifest)}: record ${record.id} has no advice ${record.advice}`,
        )
      const list = byDrug.get(record.drug)
      if (list) list.push(record)
      else byDrug.set(record.drug, [record])
      for (const key of record.lookup)
        for (const gene of Object.keys(key)) genes.set(gene, (genes.get(gene) ?? new Set()).add(record.drug))
    }
  }
  return {
    byDrug,
    drugsOfGene: new Map([...genes].map(([gene, drugs]) => [gene, [...drugs].sort()])),
    branches: (record) => advice.get(`${record.source} ${record.advice}`) ?? [],
    releaseOf: (record) => releaseBySource.get(record.source) ?? record.source,
  }
}

const rungs: Readonly<Record<string, Rung>> = {
  Strong: 'strong',
  Moderate: 'moderate',
  Optional: 'weak',
  'No recommendation': 'none',
}

/** A record's grade as its source gives it, and its rung: CPIC's Strong, Moderate and Optional are the ladder's strong, moderate and weak; an empty or "N/A" grade is unrated. */
export const evidenceOf = (record: DrugGeneRecord, release: string): Evidence => ({
  source: record.document,
  grade: record.classification === '' || record.classification === 'N/A' ? 'not graded' : record.classification,
  rung: rungs[record.classification] ?? 'unrated',
  citations: [
    { kind: 'guideline', id: record.guideline },
    ...record.pmids.map((id) => ({ kind: 'pmid' as const, id })),
  ],
  release,
})

import type { Medication, PatientView } from '../../record/index.ts'
import { indicationsOf } from '../../record/index.ts'
import type { Assessment, Coverage, DatumRef } from '../../shared/assessment.ts'
import type { Drug } from '../../shared/drug.ts'
import type { Instant } from '../../shared/instant.ts'
import { phenoconvert, type PersonContext } from './context/index.ts'
import { hasResult } from './advice/keys.ts'
import { isOrdinary } from './findings/coverage.ts'
import { geneFinding } from './findings/gene-finding.ts'
import { type Bench, advised, medicineFinding, unsettledGenes } from './findings/medicine-finding.ts'
import { geneNeed } from './findings/needs.ts'
import { warfarinDoses } from './findings/warfarin.ts'
import type { GeneFinding, GeneResult, MedicineFinding, PgxFinding } from './model.ts'
import type { PgxTables } from './tables.ts'

/** What the module works on: the person, and each gene's result as called or stated, before medicines act on it. */
export type PgxInput = { readonly view: PatientView; readonly results: readonly GeneResult[] }

/** The medicines of the list that count: taken or planned, each ingredient once. */
const onTheList = (view: PatientView): readonly Medication[] => {
  const seen = new Set<string>()
  return view.medications.filter((m) => {
    if (m.status !== 'active' && m.status !== 'planned') return false
    const fresh = !seen.has(m.drug.name)
    seen.add(m.drug.name)
    return fresh
  })
}

const coverageBehind = (genes: readonly string[], findings: ReadonlyMap<string, GeneFinding>): Coverage => {
  const own = genes.flatMap((g) => findings.get(g) ?? [])
  return {
    assessed: own.reduce((n, f) => n + f.coverage.covered, 0),
    of: own.reduce((n, f) => n + f.coverage.of, 0),
    notExcluded: own.flatMap((f) => f.result.call.notExcluded.map((a) => `${f.gene} ${a}`)),
  }
}

const medicineAssessment = (
  finding: MedicineFinding,
  genes: ReadonlyMap<string, GeneFinding>,
): Assessment<PgxFinding> => {
  const question = { module: 'pharmacogenomics', code: 'medicine', about: finding.drug.name }
  const basis: readonly DatumRef[] = [
    ...(finding.onList ? [finding.onList.ref] : []),
    ...finding.becauseOf.flatMap((r) => r.basis ?? []),
  ]
  if (finding.verdict === 'noQuestion')
    return { state: 'notApplicable', question, finding, because: finding.becauseOf[0]?.code ?? 'no-genetic-question' }
  if (finding.verdict === 'notKnown') return { state: 'indeterminate', question, finding, needs: finding.needs, basis }
  if (finding.verdict === 'fine')
    return { state: 'negative', question, finding, coverage: coverageBehind(finding.genes, genes), basis }
  return { state: 'finding', question, finding, evidence: finding.advice.map((a) => a.evidence), basis }
}

const geneAssessment = (finding: GeneFinding, tables: PgxTables): Assessment<PgxFinding> => {
  const question = { module: 'pharmacogenomics', code: 'gene', about: finding.gene }
  const { result } = finding
  const need = geneNeed(result, finding.gene, tables.pgx.genes.get(finding.gene), finding.medicines)
  if (need !== undefined || !hasResult(result))
    return {
      state: 'indeterminate',
      question,
      finding,
      needs: need === undefined ? [] : [need],
      basis: result.call.basis,
    }
  if (isOrdinary(result) && result.call.source === 'vcf') {
    return {
      state: 'negative',
      question,
      finding,
      coverage: { assessed: finding.coverage.covered, of: finding.coverage.of, notExcluded: result.call.notExcluded },
      basis: result.call.basis,
    }
  }
  return { state: 'finding', question, finding, evidence: [], basis: result.call.basis }
}

/** Rows of reference positions stand with their positions; the basis of the whole result is what differs. */
const onlyVariantRows = (r: GeneResult): GeneResult =>
  r.call.source !== 'vcf' || r.call.positions.some((p) => p.alleles.some((a) => a !== null && a !== p.ref))
    ? r
    : { ...r, call: { ...r.call, basis: [] } }

/** Genes, then medicines: everything the tables can say about this person at this time. */
export const assessPgx = (input: PgxInput, tables: PgxTables, at: Instant): readonly Assessment<PgxFinding>[] => {
  const { view } = input
  const results = input.results.map(onlyVariantRows).map((r): GeneResult => {
    const clinical = phenoconvert(r.gene, r.genetic, view.medications, tables.context, tables.rephenotype)
    return clinical === undefined || !hasResult(r) ? r : { ...r, clinical }
  })
  const byGene = new Map(results.map((r) => [r.gene, r]))
  const person: PersonContext = {
    view,
    indications: indicationsOf(view, at),
    genes: results,
    knowledge: tables.context,
  }
  const bench: Bench = { ...tables, results: byGene, unsettled: unsettledGenes(results, tables.pgx), person, at }

  const list = onTheList(view)
  const drugs = new Map<string, Drug>()
  for (const m of list) drugs.set(m.drug.name, m.drug)
  for (const name of tables.advice.byDrug.keys()) if (!drugs.has(name)) drugs.set(name, tables.drug(name))
  const found = new Map([...drugs.keys()].map((name) => [name, advised(bench, name)]))
  const verdictOf = (name: string): MedicineFinding['verdict'] =>
    tables.advice.byDrug.has(name) ? (found.get(name)?.verdict ?? 'notKnown') : 'noQuestion'

  const medicines = [...drugs].map(([name, drug]) => {
    const finding = medicineFinding(
      bench,
      drug,
      list.find((m) => m.drug.name === name),
      found.get(name) ?? advised(bench, name),
      verdictOf,
    )
    return name === 'warfarin' ? { ...finding, doses: warfarinDoses(person, results, tables.context, at) } : finding
  })
  const genes = results.map((r) => geneFinding(r, tables.pgx, tables.advice.drugsOfGene.get(r.gene) ?? []))
  const geneMap = new Map(genes.map((g) => [g.gene, g]))
  return [...genes.map((g) => geneAssessment(g, tables)), ...medicines.map((m) => medicineAssessment(m, geneMap))]
}

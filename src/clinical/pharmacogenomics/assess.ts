import type { Medication, PatientView } from '../../record/index.ts'
import { indicationsOf } from '../../record/index.ts'
import type { Assessment, Coverage, DatumRef } from '../../shared/assessment.ts'
import type { Drug } from '../../shared/drug.ts'
import type { Instant } from '../../shared/instant.ts'
import { phenoconvert, type PersonContext } from './context/index.ts'
import { hasResult } from './advice/keys.ts'
import { isOrdinary } from './findings/coverage.ts'
import { geneFinding } from './findings/gene-finding.ts'
import { type Advised, type Bench, advised, medicineFinding, unsettledGenes } from './findings/medicine-finding.ts'
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

const coverageBehind = (genes: readonly string[], findingOf: (gene: string) => GeneFinding | undefined): Coverage => {
  const own = genes.flatMap((g) => findingOf(g) ?? [])
  return {
    assessed: own.reduce((n, f) => n + f.coverage.covered, 0),
    of: own.reduce((n, f) => n + f.coverage.of, 0),
    notExcluded: own.flatMap((f) => f.result.call.notExcluded.map((a) => `${f.gene} ${a}`)),
  }
}

const medicineAssessment = (
  finding: MedicineFinding,
  geneOf: (gene: string) => GeneFinding | undefined,
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
    return { state: 'negative', question, finding, coverage: coverageBehind(finding.genes, geneOf), basis }
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

const unsettledBy = new WeakMap<PgxTables, WeakMap<readonly GeneResult[], ReadonlySet<string>>>()

/** Found once for the results of a person: neither the list of medicines nor the time matters to it. */
const unsettledIn = (results: readonly GeneResult[], tables: PgxTables): ReadonlySet<string> => {
  const known = unsettledBy.get(tables) ?? new WeakMap<readonly GeneResult[], ReadonlySet<string>>()
  unsettledBy.set(tables, known)
  const unsettled = known.get(results) ?? unsettledGenes(results, tables.pgx)
  known.set(results, unsettled)
  return unsettled
}

/** One person prepared for questions: genes as the medicines of the list leave them, and any medicine judged when it is asked for. */
const prepared = (input: PgxInput, tables: PgxTables, at: Instant) => {
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
  const bench: Bench = { ...tables, results: byGene, unsettled: unsettledIn(input.results, tables), person, at }
  const found = new Map<string, Advised>()
  const adviceOn = (name: string): Advised => {
    const known = found.get(name) ?? advised(bench, name)
    found.set(name, known)
    return known
  }
  const verdictOf = (name: string): MedicineFinding['verdict'] =>
    tables.advice.byDrug.has(name) ? adviceOn(name).verdict : 'noQuestion'
  const geneFindings = new Map<string, GeneFinding>()
  const geneOf = (gene: string): GeneFinding | undefined => {
    const result = byGene.get(gene)
    const known =
      geneFindings.get(gene) ?? (result && geneFinding(result, tables.pgx, tables.advice.drugsOfGene.get(gene) ?? []))
    if (known !== undefined) geneFindings.set(gene, known)
    return known
  }
  const list = onTheList(view)
  return {
    list,
    genes: (wanted: readonly string[] = results.map((r) => r.gene)): readonly Assessment<PgxFinding>[] =>
      wanted.flatMap((gene) => geneOf(gene) ?? []).map((g) => geneAssessment(g, tables)),
    medicine: (drug: Drug): Assessment<PgxFinding> => {
      const { name } = drug
      const listed = list.find((m) => m.drug.name === name)
      const finding = medicineFinding(bench, drug, listed, adviceOn(name), verdictOf)
      return medicineAssessment(
        name === 'warfarin' ? { ...finding, doses: warfarinDoses(person, results, tables.context, at) } : finding,
        geneOf,
      )
    },
  }
}

/** Genes, then medicines: everything the tables can say about this person at this time. */
export const assessPgx = (input: PgxInput, tables: PgxTables, at: Instant): readonly Assessment<PgxFinding>[] => {
  const person = prepared(input, tables, at)
  const drugs = new Map<string, Drug>()
  for (const m of person.list) drugs.set(m.drug.name, m.drug)
  for (const name of tables.advice.byDrug.keys()) if (!drugs.has(name)) drugs.set(name, tables.drug(name))
  return [...person.genes(), ...[...drugs.values()].map(person.medicine)]
}

/**
 * The same for some medicines only, each as the whole assessment has it: those of the list, and those that records speak of. Others
 * are left out, and so are the genes that none of the medicines asks about.
 */
export const assessPgxMedicines = (
  input: PgxInput,
  tables: PgxTables,
  at: Instant,
  names: readonly string[],
): readonly Assessment<PgxFinding>[] => {
  const person = prepared(input, tables, at)
  const drugs = [...new Set(names)].flatMap((name): readonly Drug[] => {
    const listed = person.list.find((m) => m.drug.name === name)
    if (listed !== undefined) return [listed.drug]
    return tables.advice.byDrug.has(name) ? [tables.drug(name)] : []
  })
  const medicines = drugs.map(person.medicine)
  const genes = medicines.flatMap((m) => ('finding' in m && m.finding?.kind === 'medicine' ? m.finding.genes : []))
  return [...person.genes([...new Set(genes)]), ...medicines]
}

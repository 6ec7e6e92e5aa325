import { type DrawnRow, drawGenome } from '../../../tools/examples/draw-genome.ts'
import type { SampleSites } from '../../genome/index.ts'
import { loadAll } from '../../knowledge/folder.ts'
import { type Condition, emptyView, type Medication, type Means, type PatientView } from '../../record/index.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'
import { compilePgx, pharmacogenomics } from './index.ts'
import type { GeneFinding, MedicineFinding, PgxFinding } from './model.ts'

export const at = '2026-11-22T09:00:00Z' as Instant
export const tables = compilePgx(loadAll())
export const pgxModule = pharmacogenomics(tables)

const ref = (path: string) => ({ kind: 'fhir', resource: path, path: '' }) as const

export const medicine = (name: string, more: Partial<Medication> = {}): Medication => ({
  drug: tables.drug(name),
  asWritten: name,
  status: 'active',
  started: '2026-10-01',
  ref: ref(`MedicationRequest/${name}`),
  ...more,
})

/** A condition that the record reads as this indication. */
export const condition = (means: Means['code'], display = `recorded ${means}`): Condition => ({
  what: { display },
  codes: [],
  active: true,
  ref: ref(`Condition/${means}`),
  means: [{ code: means, by: 'code', past: false }],
})

/** Genotypes at every listed position for these allele pairs, the usual pair elsewhere; `seen` leaves rows out. */
export const sitesOf = (
  pairs: Readonly<Record<string, readonly string[]>>,
  seen: (row: DrawnRow) => boolean = () => true,
  phased = false,
): SampleSites => {
  const rows = drawGenome(pairs, false).filter(seen)
  return {
    source: 'drawn.vcf',
    sample: 'drawn',
    samples: ['drawn'],
    build: 'GRCh38',
    buildEvidence: 'drawn',
    format: 'vcf',
    sites: rows.map((r, i) => ({
      chrom: r.chrom,
      pos: r.pos,
      id: r.rsid,
      ref: r.ref,
      alts: r.alts,
      filter: 'PASS',
      gt: phased ? r.gt.join('|') : [...r.gt].sort((a, b) => a - b).join('/'),
      kind: 'row' as const,
      line: i + 1,
      text: `row ${i + 1}`,
    })),
    unresolved: [],
    structural: [],
    rowsRead: rows.length,
  }
}

export type DrawnPerson = {
  /** Results stated by a laboratory: `{ CYP2D6: '*4/*4' }`. */
  readonly stated?: Readonly<Record<string, string>>
  readonly pairs?: Readonly<Record<string, readonly string[]>>
  readonly seen?: (row: DrawnRow) => boolean
  readonly phased?: boolean
  readonly medications?: readonly Medication[]
  readonly conditions?: readonly Condition[]
  readonly view?: Partial<PatientView>
}

/** A person of 50 with a record that speaks, a drawn genome (none without `pairs`) and stated results. */
export const viewOf = (of: DrawnPerson): PatientView => {
  const stated = Object.entries(of.stated ?? {}).map(([gene, diplotype]) => `${gene}\t${diplotype}`)
  return {
    ...emptyView('drawn'),
    age: 50,
    sex: 'female',
    silentOn: [],
    medications: of.medications ?? [],
    conditions: of.conditions ?? [],
    ...of.view,
    genome: {
      ...(of.pairs === undefined ? {} : { sites: sitesOf(of.pairs, of.seen, of.phased) }),
      ...(stated.length === 0 ? {} : { outsideCalls: { source: 'laboratory.tsv', text: stated.join('\n') } }),
      missingAsReference: false,
      callCyp2d6: false,
    },
  }
}

export type Assessed = {
  readonly assessments: readonly Assessment<PgxFinding>[]
  readonly medicine: (name: string) => MedicineFinding
  readonly gene: (name: string) => GeneFinding
  readonly stateOf: (about: string) => Assessment<PgxFinding>['state'] | undefined
  /** Record id behind the leading advice. */
  readonly leads: (name: string) => string | undefined
}

export const assessed = (of: DrawnPerson): Assessed => {
  const assessments = pgxModule.assess(pgxModule.gather(viewOf(of)).input, at)
  const findings = assessments.flatMap((a) => ('finding' in a && a.finding !== undefined ? [a.finding] : []))
  const found = <F>(finding: F | undefined, name: string): F => {
    if (finding === undefined) throw new Error(`${name} was not assessed`)
    return finding
  }
  const medicineOf = (name: string): MedicineFinding =>
    found(
      findings.find((f): f is MedicineFinding => f.kind === 'medicine' && f.drug.name === name),
      name,
    )
  return {
    assessments,
    medicine: medicineOf,
    gene: (name) =>
      found(
        findings.find((f): f is GeneFinding => f.kind === 'gene' && f.gene === name),
        name,
      ),
    stateOf: (about) => assessments.find((a) => a.question.about === about)?.state,
    leads: (name) => {
      const m = medicineOf(name)
      return m.leading === undefined ? undefined : m.advice[m.leading.advice]?.record.id
    },
  }
}

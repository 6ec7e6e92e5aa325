import type {
  Diplotype,
  DiplotypePhenotype,
  DrugGeneRecord,
  MatchedAdvice,
  PositionCall,
} from '../src/clinical/pharmacogenomics/model.ts'
import type { GeneCard, MedicineCard, ReportDocument, SpokenRecommendation } from '../src/deliver/report/document.ts'
import type { Branch } from '../src/shared/action.ts'
import type { AssessmentState, DatumRef } from '../src/shared/assessment.ts'
import type { Evidence, Rung } from '../src/shared/evidence.ts'
import type { Instant } from '../src/shared/instant.ts'
import { intendedUse } from '../src/shared/intended-use.ts'
import type { Alternative, Reason, Verdict } from '../src/shared/recommendation.ts'
import { english } from '../src/shared/wording/en.ts'
import { sayReason, stepsOf, titleOf } from '../src/shared/wording/render.ts'

const file = 'example.vcf.gz'
const sample = 'EX0042'

const row = (line: number, chrom: string, pos: number, id: string, ref: string, alt: string, gt: string): DatumRef => ({
  kind: 'variantRow',
  source: file,
  sample,
  line,
  text: [chrom, pos, id, ref, alt, '.', 'PASS', '.', 'GT', gt].join('\t'),
})

const position = (
  line: number,
  [chrom, pos, rsid, ref, alt]: readonly [string, number, string, string, string],
  gt: string,
): PositionCall => {
  const missing = gt === ''
  const alleles = missing ? [null, null] : gt.split(/[|/]/).map((a) => (a === '.' ? null : a === '0' ? ref : alt))
  return {
    pos,
    rsid,
    ref,
    alleles,
    phased: gt.includes('|'),
    phaseSet: null,
    state: missing ? 'missing' : alleles.includes(null) ? 'partial' : 'called',
    undocumented: [],
    messages: [],
    ...(missing ? {} : { basis: row(line, chrom, pos, rsid, ref, alt, gt) }),
  }
}

const spread = (chrom: string, start: number, n: number, line: number, absent: readonly number[] = []) =>
  Array.from({ length: n }, (_, i) =>
    position(line + i, [chrom, start + i * 173, `rs${1000 + line + i}`, 'C', 'T'], absent.includes(i) ? '' : '0/0'),
  )

const pair = (label: string, score: number, posterior?: number): Diplotype => ({
  alleles: label.split('/'),
  label,
  score,
  ...(posterior === undefined ? {} : { posterior: { European: posterior } }),
})

const phenotype = (diplotype: Diplotype, name: string, score?: string): DiplotypePhenotype => ({
  diplotype,
  shownAs: diplotype.label,
  functions: diplotype.alleles.map(() => null),
  phenotypes: [name],
  lookup: [score ?? name],
  inferred: false,
  ...(score === undefined ? {} : { activityScore: score }),
})

type GeneInput = {
  readonly gene: string
  readonly state: AssessmentState
  readonly source?: 'vcf' | 'outside' | 'none'
  readonly pairs?: readonly (readonly [Diplotype, string, string?])[]
  readonly positions?: readonly PositionCall[]
  readonly notExcluded?: readonly string[]
  readonly medicines?: readonly string[]
  readonly caveats?: readonly string[]
  readonly lowestFunction?: readonly string[]
  readonly clinical?: GeneCard['result']['clinical']
  readonly outside?: DatumRef
}

const gene = (g: GeneInput): GeneCard => {
  const positions = g.positions ?? []
  const absent = { ...phenotype(pair('Unknown/Unknown', 0), 'No Result'), inferred: true }
  const called = (g.pairs ?? []).map(([d, name, score]) => phenotype(d, name, score))
  const seen = called.length > 0 ? called : [absent]
  const basis = [
    ...positions.flatMap((p) => (p.basis && p.alleles.some((a) => a !== p.ref) ? [p.basis] : [])),
    ...(g.outside ? [g.outside] : []),
  ]
  const covered = positions.filter((p) => p.state === 'called').length
  const first = seen[0]
  const name = first?.phenotypes[0] ?? 'No result'
  const source = g.source ?? (positions.length > 0 ? 'vcf' : 'none')
  return {
    kind: 'gene',
    gene: g.gene,
    state: g.state,
    result: {
      gene: g.gene,
      call: {
        gene: g.gene,
        source,
        diplotypes: called.map((s) => s.diplotype),
        lowestFunction: g.lowestFunction ?? [],
        phased: false,
        effectivelyPhased: false,
        positions,
        missing: positions.filter((p) => p.state === 'missing').map((p) => p.pos),
        notExcluded: g.notExcluded ?? [],
        basis,
        messages: [],
      },
      source: seen,
      genetic: seen,
      ...(g.clinical ? { clinical: g.clinical } : {}),
    },
    coverage: { covered, enough: covered === positions.length, of: positions.length, tier1Covered: 0, tier1Of: 0 },
    medicines: g.medicines ?? [],
    say: {
      result:
        source === 'none'
          ? 'Not tested'
          : seen.length > 1
            ? `More than one result fits: ${seen.map((s) => s.shownAs).join(' or ')}`
            : `${english.phenotype(g.gene, name).clinician} (${first?.shownAs ?? ''})`,
      meaning: english.gene(g.gene).clinician,
      caveats: g.caveats ?? [],
    },
    basis,
  }
}

const evidence = (source: string, grade: string, rung: Rung, pmids: readonly string[]): Evidence => ({
  source,
  grade,
  rung,
  citations: pmids.map((id) => ({ kind: 'pmid', id })),
  release: 'cpic 2024-02',
})

const record = (
  source: 'CPIC' | 'DPWG' | 'FDA',
  id: string,
  drug: string,
  key: Readonly<Record<string, string>>,
  classification: string,
  pmids: readonly string[],
): DrugGeneRecord => ({
  id,
  source,
  document: 'Guideline Annotation',
  guideline: 'PA166104948',
  drug,
  population: 'CVI ACS PCI',
  classification,
  lookup: [key],
  flags: { dosing: false, alternative: true, other: false },
  pmids,
  advice: `${drug}-1`,
})

const matched = (
  r: DrugGeneRecord,
  rung: Rung,
  branches: readonly Branch[],
  basedOn: 'genetic' | 'clinical' = 'genetic',
): MatchedAdvice => ({
  record: r,
  key: r.lookup[0] ?? {},
  applies: 'yes',
  because: [],
  branches: branches.map((branch, i) => ({ branch, applies: i === 0 ? 'yes' : 'unknown', because: [] })),
  evidence: evidence(r.source, r.classification, rung, r.pmids),
  basedOn,
})

type MedicineInput = {
  readonly drug: string
  readonly rxnorm?: string
  readonly atc?: readonly string[]
  readonly written?: string
  readonly genes?: readonly string[]
  readonly verdict: MedicineCard['verdict']
  readonly advice?: readonly MatchedAdvice[]
  readonly because?: readonly Reason[]
  readonly alternatives?: readonly Alternative[]
  readonly wouldChangeIf?: readonly Reason[]
  readonly differences?: MedicineCard['differences']
  readonly interactions?: MedicineCard['interactions']
  readonly needs?: MedicineCard['needs']
}

const states: Readonly<Record<MedicineCard['verdict'], AssessmentState>> = {
  act: 'finding',
  caution: 'finding',
  fine: 'negative',
  notKnown: 'indeterminate',
  noQuestion: 'notApplicable',
}

const medicine = (m: MedicineInput): MedicineCard => {
  const branch = m.advice?.[0]?.branches[0]?.branch
  const say = (audience: 'clinician' | 'patient') => ({
    title: branch
      ? titleOf(branch, m.drug, m.written !== undefined, audience, english)
      : m.verdict === 'notKnown'
        ? `What genes mean for ${m.drug} is not known`
        : `No genetic reason to change ${m.drug}`,
    why: (m.because ?? []).map((r) => sayReason(r, audience, english)).join(' '),
    steps: branch ? stepsOf(branch, m.drug, audience, english) : [],
  })
  return {
    kind: 'medicine',
    drug: { name: m.drug, ...(m.rxnorm ? { rxnorm: m.rxnorm } : {}), ...(m.atc ? { atc: m.atc } : {}) },
    ...(m.written === undefined
      ? {}
      : {
          onList: {
            asWritten: m.written,
            status: 'active',
            started: '2026-10-14',
            ref: { kind: 'fhir', resource: `MedicationRequest/${m.drug}`, path: 'medicationCodeableConcept' },
          },
        }),
    genes: m.genes ?? [],
    verdict: m.verdict,
    state: states[m.verdict],
    advice: m.advice ?? [],
    ...(branch ? { leading: { advice: 0, branch: 0 } } : {}),
    differences: m.differences ?? [],
    alternatives: m.alternatives ?? [],
    interactions: m.interactions ?? [],
    becauseOf: m.because ?? [],
    wouldChangeIf: m.wouldChangeIf ?? [],
    needs: m.needs ?? [],
    say: { clinician: say('clinician'), patient: say('patient') },
  }
}

const recommend = (
  m: MedicineCard,
  intent: SpokenRecommendation['intent'],
  verdict: Verdict,
  urgency: SpokenRecommendation['urgency'],
): SpokenRecommendation => ({
  id: `pgx-${m.drug.name}`,
  module: 'pharmacogenomics',
  intent,
  verdict,
  urgency,
  about: m.drug,
  onList: m.onList !== undefined,
  actionClass: 'avoid',
  steps: m.advice.slice(0, 1).flatMap((a) => a.branches.slice(0, 1).map((b) => b.branch)),
  because: m.becauseOf,
  evidence: m.advice.map((a) => a.evidence),
  alternatives: m.alternatives,
  wouldChangeIf: m.wouldChangeIf,
  basis: [],
  releases: ['cpic 2024-02', 'dpwg 2024-02'],
  say: m.say,
})

const effect = (drug: string, g: string, diplotype: string, name: string, text: string): Reason => ({
  code: 'gene-effect',
  with: { drug, gene: g, diplotype, phenotype: name, effect: text },
})

/** CYP2C19 positions of the allele definitions, GRCh38: rs12248560 (*17) and rs4244285 (*2) among them. */
const cyp2c19 = [
  position(1201, ['chr10', 94761900, 'rs12248560', 'C', 'T'], '0/0'),
  ...spread('chr10', 94762706, 20, 1202),
  position(1223, ['chr10', 94781859, 'rs4244285', 'G', 'A'], '1/1'),
  ...spread('chr10', 94781944, 12, 1224, [3, 4]),
]

const tpmt = [
  position(3310, ['chr6', 18130687, 'rs1142345', 'T', 'C'], '0/1'),
  ...spread('chr6', 18130694, 18, 3311, [7]),
  position(3330, ['chr6', 18138997, 'rs1800460', 'C', 'T'], '0/1'),
  ...spread('chr6', 18139027, 23, 3331),
]

const cyp2d6Outside: DatumRef = { kind: 'outsideCall', source: 'cyp2d6.tsv', line: 1, text: 'CYP2D6\t*1/*4' }

const normal = (
  name: string,
  label: string,
  result: string,
  medicines: readonly string[],
  n: number,
  line: number,
  chrom = 'chr7',
): GeneCard =>
  gene({
    gene: name,
    state: 'negative',
    pairs: [[pair(label, n), result]],
    positions: spread(chrom, 40_000_000 + line * 1000, n, line),
    medicines,
  })

const untested = (name: string, medicines: readonly string[]): GeneCard =>
  gene({ gene: name, state: 'indeterminate', source: 'none', medicines, notExcluded: ['any allele'] })

const avoidClopidogrel: Branch = {
  when: { indications: ['acute-coronary-syndrome-or-pci'] },
  first: [
    { do: 'avoid', firm: 'do' },
    { do: 'choose', firm: 'do', drugs: ['prasugrel', 'ticagrelor'] },
  ],
}
const doubleClopidogrel: Branch = {
  first: [{ do: 'choose', firm: 'do', drugs: ['prasugrel', 'ticagrelor'] }],
  or: [[{ do: 'doseFactor', firm: 'consider', of: 'maintenance', factor: [2, 2] }]],
  note: [{ do: 'inform', firm: 'do', about: 'interactions-may-raise-risk' }],
}
const clopidogrel = medicine({
  drug: 'clopidogrel',
  rxnorm: '32968',
  atc: ['B01AC04'],
  written: 'clopidogrel 75 mg once daily',
  genes: ['CYP2C19'],
  verdict: 'act',
  because: [
    effect('clopidogrel', 'CYP2C19', '*2/*2', 'Poor Metabolizer', 'Does not become active in this person'),
    {
      code: 'event-recent',
      with: { what: 'Coronary stent', when: '5 weeks ago' },
      basis: [{ kind: 'fhir', resource: 'Procedure/stent', path: 'performedDateTime' }],
    },
  ],
  advice: [
    matched(
      record('CPIC', 'PA166297572', 'clopidogrel', { CYP2C19: 'Poor Metabolizer' }, 'Strong', [
        '21716271',
        '23698643',
        '35034351',
      ]),
      'strong',
      [avoidClopidogrel],
    ),
    matched(
      record('DPWG', 'PA166299211', 'clopidogrel', { CYP2C19: 'Poor Metabolizer' }, '', ['21412232']),
      'unrated',
      [doubleClopidogrel],
    ),
  ],
  differences: [{ between: ['CPIC', 'DPWG'], kind: 'dose', reason: 'different-judgement' }],
  alternatives: [
    { drug: { name: 'ticagrelor', rxnorm: '1116632', atc: ['B01AC24'] }, fit: 'fits', because: [] },
    {
      drug: { name: 'prasugrel', rxnorm: '613391', atc: ['B01AC22'] },
      fit: 'caution',
      because: [{ code: 'applies-if', with: { population: 'age 75 or more needs a lower dose' } }],
    },
  ],
  wouldChangeIf: [{ code: 'if-indication-differs', with: { population: 'for stroke or TIA' } }],
})

const codeine = medicine({
  drug: 'codeine',
  rxnorm: '2670',
  atc: ['R05DA04'],
  genes: ['CYP2D6'],
  verdict: 'caution',
  because: [
    {
      code: 'phenoconverted',
      with: {
        by: 'paroxetine',
        gene: 'CYP2D6',
        from: 'Intermediate Metabolizer',
        to: 'Poor Metabolizer',
        drug: 'codeine',
      },
    },
  ],
  advice: [
    matched(
      record('CPIC', 'PA166299500', 'codeine', { CYP2D6: '0.0' }, 'Strong', ['22205192', '33387367']),
      'strong',
      [
        {
          first: [
            { do: 'avoid', firm: 'do' },
            { do: 'choose', firm: 'consider', classes: ['opioid-not-activated-by-cyp2d6'] },
          ],
        },
      ],
      'clinical',
    ),
  ],
  interactions: [
    {
      with: { name: 'paroxetine' },
      gene: 'CYP2D6',
      effect: 'Paroxetine turns off the enzyme that activates codeine.',
      severity: 'caution',
      source: 'FDA table of inhibitors',
      basis: { kind: 'fhir', resource: 'MedicationRequest/paroxetine', path: 'medicationCodeableConcept' },
    },
  ],
  wouldChangeIf: [
    {
      code: 'if-inhibitor-stops',
      with: { drug: 'paroxetine', gene: 'CYP2D6', phenotype: 'Intermediate Metabolizer', weeks: '1' },
    },
  ],
})

const azathioprine = medicine({
  drug: 'azathioprine',
  rxnorm: '1256',
  atc: ['L04AX01'],
  genes: ['TPMT', 'NUDT15'],
  verdict: 'notKnown',
  because: [{ code: 'candidates-differ', with: { gene: 'TPMT', candidates: '*1/*3A or *3B/*3C' } }],
  needs: [
    {
      code: 'phase',
      about: 'TPMT',
      test: 'phasing',
      missing: ['phase of rs1142345 and rs1800460'],
      wouldDecide: ['azathioprine', 'mercaptopurine', 'thioguanine'],
    },
  ],
})

const paroxetine = medicine({
  drug: 'paroxetine',
  rxnorm: '32937',
  atc: ['N06AB05'],
  written: 'paroxetine 20 mg once daily',
  genes: ['CYP2D6'],
  verdict: 'caution',
  because: [effect('paroxetine', 'CYP2D6', '*1/*4', 'Intermediate Metabolizer', 'Is broken down more slowly')],
  advice: [
    matched(record('CPIC', 'PA166288889', 'paroxetine', { CYP2D6: '1.0' }, 'Optional', ['37032427']), 'weak', [
      {
        first: [
          { do: 'doseChange', firm: 'consider', of: 'starting', direction: 'lower' },
          { do: 'titrate', firm: 'consider', by: 'slower' },
        ],
      },
    ]),
  ],
})

const fineDrugs: readonly (readonly [string, readonly string[]])[] = [
  ['abacavir', ['HLA-B']],
  ['allopurinol', ['HLA-B']],
  ['amikacin', ['MT-RNR1']],
  ['atazanavir', ['UGT1A1']],
  ['capecitabine', ['DPYD']],
  ['celecoxib', ['CYP2C9']],
  ['dapsone', ['G6PD']],
  ['desflurane', ['RYR1', 'CACNA1S']],
  ['efavirenz', ['CYP2B6']],
  ['fluorouracil', ['DPYD']],
  ['flurbiprofen', ['CYP2C9']],
  ['fluvastatin', ['SLCO1B1', 'CYP2C9']],
  ['gentamicin', ['MT-RNR1']],
  ['ibuprofen', ['CYP2C9']],
  ['isoflurane', ['RYR1', 'CACNA1S']],
  ['ivacaftor', ['CFTR']],
  ['lornoxicam', ['CYP2C9']],
  ['lovastatin', ['SLCO1B1']],
  ['meloxicam', ['CYP2C9']],
  ['methylene blue', ['G6PD']],
  ['nitrofurantoin', ['G6PD']],
  ['peginterferon alfa-2a', ['IFNL3']],
  ['phenytoin', ['CYP2C9']],
  ['piroxicam', ['CYP2C9']],
  ['pitavastatin', ['SLCO1B1']],
  ['pravastatin', ['SLCO1B1']],
  ['primaquine', ['G6PD']],
  ['rasburicase', ['G6PD']],
  ['rosuvastatin', ['SLCO1B1', 'ABCG2']],
  ['sevoflurane', ['RYR1', 'CACNA1S']],
  ['simvastatin', ['SLCO1B1']],
  ['succinylcholine', ['RYR1', 'CACNA1S']],
  ['tacrolimus', ['CYP3A5']],
  ['tenoxicam', ['CYP2C9']],
  ['tobramycin', ['MT-RNR1']],
  ['warfarin', ['CYP2C9', 'VKORC1', 'CYP4F2']],
]

const genesOfStentPatient: readonly GeneCard[] = [
  gene({
    gene: 'CYP2C19',
    state: 'finding',
    pairs: [[pair('*2/*2', 34), 'Poor Metabolizer']],
    positions: cyp2c19,
    notExcluded: ['*24', '*25'],
    medicines: ['clopidogrel', 'citalopram', 'omeprazole', 'voriconazole'],
    caveats: ['2 of 34 positions have no data; *24 and *25 could not be excluded.'],
  }),
  gene({
    gene: 'CYP2D6',
    state: 'finding',
    source: 'outside',
    pairs: [[pair('*1/*4', 1), 'Intermediate Metabolizer', '1.0']],
    outside: cyp2d6Outside,
    medicines: ['codeine', 'tramadol', 'paroxetine', 'tamoxifen', 'metoprolol'],
    clinical: {
      phenotypes: [phenotype(pair('*1/*4', 1), 'Poor Metabolizer', '0.0')],
      because: [
        {
          drug: { name: 'paroxetine' },
          effect: 'strong-inhibitor',
          basis: { kind: 'fhir', resource: 'MedicationRequest/paroxetine', path: 'medicationCodeableConcept' },
          evidence: 'FDA table of inhibitors',
        },
      ],
      changed: true,
      certainty: 'established',
      afterStopping: { weeks: 1, verified: false },
    },
  }),
  gene({
    gene: 'TPMT',
    state: 'indeterminate',
    pairs: [
      [pair('*1/*3A', 43, 0.997), 'Intermediate Metabolizer'],
      [pair('*3B/*3C', 43, 0.003), 'Poor Metabolizer'],
    ],
    positions: tpmt,
    medicines: ['azathioprine', 'mercaptopurine', 'thioguanine'],
    caveats: ['The two variants may lie on one chromosome or on both; the file does not say which.'],
  }),
  untested('HLA-A', ['carbamazepine']),
  untested('HLA-B', ['carbamazepine', 'allopurinol', 'abacavir']),
  untested('MT-RNR1', ['gentamicin']),
  normal('ABCG2', 'rs2231142 reference (G)/rs2231142 reference (G)', 'Normal Function', ['rosuvastatin'], 1, 410),
  normal('CACNA1S', 'Reference/Reference', 'Uncertain Susceptibility', ['desflurane', 'succinylcholine'], 2, 420),
  normal(
    'CFTR',
    'ivacaftor non-responsive CFTR sequence/ivacaftor non-responsive CFTR sequence',
    'ivacaftor non-responsive in CF patients',
    ['ivacaftor'],
    93,
    500,
  ),
  normal('CYP2B6', '*1/*1', 'Normal Metabolizer', ['efavirenz'], 48, 600),
  normal('CYP2C9', '*1/*1', 'Normal Metabolizer', ['warfarin', 'phenytoin', 'celecoxib'], 84, 700),
  normal('CYP3A4', '*1/*1', 'Normal Metabolizer', ['quetiapine'], 42, 800),
  normal('CYP3A5', '*3/*3', 'Poor Metabolizer', ['tacrolimus'], 5, 850),
  normal('CYP4F2', '*1/*1', 'Normal Function', ['warfarin'], 20, 860),
  normal('DPYD', 'Reference/Reference', 'Normal Metabolizer', ['capecitabine', 'fluorouracil'], 83, 900),
  normal('G6PD', 'B (reference)/B (reference)', 'Normal', ['rasburicase', 'primaquine'], 173, 1000),
  normal(
    'IFNL3',
    'rs12979860 reference (C)/rs12979860 reference (C)',
    'Increased Function',
    ['peginterferon alfa-2a'],
    1,
    1190,
  ),
  normal('NAT2', '*5/*6', 'Poor Metabolizer', ['isoniazid'], 47, 2000),
  normal('NUDT15', '*1/*1', 'Normal Metabolizer', ['azathioprine'], 18, 2100),
  normal('RYR1', 'Reference/Reference', 'Uncertain Susceptibility', ['desflurane', 'succinylcholine'], 314, 2200),
  normal('SLCO1B1', '*1/*1', 'Normal Function', ['simvastatin', 'atorvastatin'], 35, 2600),
  normal('UGT1A1', '*1/*1', 'Normal Metabolizer', ['irinotecan'], 4, 2700),
  normal('VKORC1', 'rs9923231 reference (C)/rs9923231 reference (C)', 'Normal', ['warfarin'], 1, 2800),
]

/** A woman with a fresh coronary stent on clopidogrel: CYP2C19 *2/*2, CYP2D6 turned off by paroxetine, TPMT that fits two ways, HLA not tested. */
export const stentPatient = (): ReportDocument => ({
  schema: 'attune.report.v1',
  software: { name: 'attune', version: '0.1.0' },
  knowledge: [
    {
      id: 'cpic',
      release: '2024-02',
      title: 'CPIC guidelines: alleles, functions, recommendations',
      licence: 'CC0-1.0',
      attribution: 'Clinical Pharmacogenetics Implementation Consortium',
    },
    {
      id: 'dpwg',
      release: '2024-02',
      title: 'DPWG recommendations',
      licence: 'CC-BY-SA-4.0',
      attribution: 'Dutch Pharmacogenetics Working Group via ClinPGx',
    },
    {
      id: 'attune-pgx',
      release: '2026-11',
      title: 'Interactions and alternatives',
      licence: 'Apache-2.0',
      attribution: 'Attune',
    },
  ],
  at: '2026-11-22T09:00:00Z' as Instant,
  language: 'en',
  intendedUse,
  person: {
    id: 'p-0042',
    name: 'J. Example',
    mrn: '0042',
    birthDate: '1964-05-09',
    age: 62,
    sex: 'female',
    conditions: [
      { text: 'coronary stent', onset: '2026-10-14', ref: { kind: 'fhir', resource: 'Condition/stent', path: 'code' } },
      { text: 'type 2 diabetes', ref: { kind: 'fhir', resource: 'Condition/t2d', path: 'code' } },
      { text: 'depression', ref: { kind: 'fhir', resource: 'Condition/dep', path: 'code' } },
    ],
    allergies: [{ text: 'penicillin', ref: { kind: 'fhir', resource: 'AllergyIntolerance/pen', path: 'code' } }],
    silentOn: [],
  },
  inputs: [
    {
      kind: 'vcf',
      name: file,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      build: 'GRCh38',
      buildEvidence: '##reference names GRCh38',
      sample,
      rowsRead: 1205,
    },
    { kind: 'fhir', name: 'example.json', sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' },
    {
      kind: 'outsideCalls',
      name: 'cyp2d6.tsv',
      sha256: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13',
    },
  ],
  policy: { missingAsReference: false, callCyp2d6: false },
  recommendations: [
    recommend(clopidogrel, 'choose', 'act', 'now'),
    recommend(paroxetine, 'adjustDose', 'caution', 'next'),
    recommend(codeine, 'avoid', 'caution', 'whenever'),
  ],
  medicines: [
    clopidogrel,
    paroxetine,
    medicine({
      drug: 'atorvastatin',
      rxnorm: '83367',
      atc: ['C10AA05'],
      written: 'atorvastatin 40 mg once daily',
      genes: ['SLCO1B1'],
      verdict: 'fine',
      advice: [
        matched(
          record('CPIC', 'PA166262342', 'atorvastatin', { SLCO1B1: 'Normal Function' }, 'Strong', ['35152405']),
          'strong',
          [{ first: [{ do: 'standard', firm: 'do' }] }],
        ),
      ],
    }),
    medicine({
      drug: 'metformin',
      rxnorm: '6809',
      atc: ['A10BA02'],
      written: 'metformin 1000 mg twice daily',
      verdict: 'noQuestion',
    }),
    medicine({
      drug: 'ramipril',
      rxnorm: '35296',
      atc: ['C09AA05'],
      written: 'ramipril 5 mg once daily',
      verdict: 'noQuestion',
    }),
    azathioprine,
    medicine({
      drug: 'carbamazepine',
      rxnorm: '2002',
      atc: ['N03AF01'],
      genes: ['HLA-A', 'HLA-B'],
      verdict: 'notKnown',
      because: [{ code: 'gene-not-tested', with: { gene: 'HLA-B' } }],
    }),
    codeine,
    ...fineDrugs.map(([name, genes]) =>
      medicine({
        drug: name,
        genes,
        verdict: genes.includes('HLA-B') || genes.includes('MT-RNR1') ? 'notKnown' : 'fine',
        because: genes.includes('HLA-B')
          ? [{ code: 'gene-not-tested', with: { gene: 'HLA-B' } }]
          : genes.includes('MT-RNR1')
            ? [{ code: 'gene-not-tested', with: { gene: 'MT-RNR1' } }]
            : [],
      }),
    ),
  ],
  genes: genesOfStentPatient,
  needs: [
    {
      code: 'phase',
      about: 'TPMT',
      test: 'phasing',
      missing: ['phase of rs1142345 and rs1800460'],
      wouldDecide: ['azathioprine', 'mercaptopurine', 'thioguanine'],
      say: 'Phase the two TPMT variants, or measure TPMT activity.',
    },
    {
      code: 'test',
      about: 'HLA-B',
      test: 'genotype-hla-b',
      missing: ['HLA-B'],
      wouldDecide: ['carbamazepine', 'allopurinol', 'abacavir'],
      say: 'Test HLA-B.',
    },
    {
      code: 'test',
      about: 'HLA-A',
      test: 'genotype-hla-a',
      missing: ['HLA-A'],
      wouldDecide: ['carbamazepine'],
      say: 'Test HLA-A.',
    },
    {
      code: 'test',
      about: 'MT-RNR1',
      test: 'genotype-mt-rnr1',
      missing: ['MT-RNR1'],
      wouldDecide: ['amikacin', 'gentamicin', 'tobramycin'],
      say: 'Test MT-RNR1 before an aminoglycoside.',
    },
  ],
  problems: [
    {
      code: 'vcf.duplicate-row',
      severity: 'warning',
      at: { source: file, line: 2210 },
      message: 'The position chr19:38448712 stands twice; the first row was used.',
      remedy: 'Remove one of the rows.',
    },
    {
      code: 'fhir.unknown-medicine',
      severity: 'warning',
      at: { source: 'example.json', path: 'entry[7].resource' },
      message: 'The medicine "herbal mix" is not known; it was not assessed.',
      remedy: 'Add a code, or ignore it.',
    },
  ],
  limits: [
    'Copy number and hybrid alleles of CYP2D6 cannot be seen in this file.',
    'Rare variants outside the listed positions are not looked for.',
  ],
})

/** A boy before anaesthesia with a variant of RYR1 that is tied to malignant hyperthermia; everything else is not tested. */
export const childBeforeAnaesthesia = (): ReportDocument => {
  const base = stentPatient()
  const ryr1 = gene({
    gene: 'RYR1',
    state: 'finding',
    pairs: [[pair('Reference/c.1840C>T', 314), 'Malignant Hyperthermia Susceptibility']],
    positions: [
      ...spread('chr19', 38430000, 40, 100),
      position(141, ['chr19', 38451842, 'rs193922764', 'C', 'T'], '0/1'),
      ...spread(
        'chr19',
        38451900,
        273,
        142,
        Array.from({ length: 60 }, (_, i) => i * 4),
      ),
    ],
    notExcluded: ['c.6617C>G', 'c.7048G>A'],
    lowestFunction: ['c.1840C>T'],
    medicines: ['sevoflurane', 'succinylcholine'],
    caveats: ['60 of 314 positions have no data.'],
  })
  const trigger = (drug: string) =>
    medicine({
      drug,
      genes: ['RYR1', 'CACNA1S'],
      verdict: 'act',
      because: [
        effect(
          drug,
          'RYR1',
          'c.1840C>T',
          'Malignant Hyperthermia Susceptibility',
          'Can set off malignant hyperthermia',
        ),
      ],
      advice: [
        matched(
          record('CPIC', `PA-${drug}`, drug, { RYR1: 'Malignant Hyperthermia Susceptibility' }, 'Strong', ['30499100']),
          'strong',
          [
            {
              first: [
                { do: 'contraindicate', firm: 'do' },
                { do: 'choose', firm: 'do', classes: ['intravenous-anaesthetic', 'non-depolarising-relaxant'] },
              ],
            },
          ],
        ),
      ],
    })
  const triggers = ['desflurane', 'halothane', 'isoflurane', 'sevoflurane', 'succinylcholine'].map(trigger)
  return {
    ...base,
    person: {
      id: 'p-0007',
      name: 'Max Example',
      birthDate: '2017-03-02',
      age: 9,
      sex: 'male',
      conditions: [
        { text: 'tonsillectomy planned', ref: { kind: 'fhir', resource: 'ServiceRequest/op', path: 'code' } },
      ],
      allergies: [],
      silentOn: ['allergies', 'medications'],
    },
    recommendations: triggers.map((m) => recommend(m, 'avoid', 'act', 'now')),
    medicines: [
      ...triggers,
      ...base.medicines
        .filter((m) => m.onList === undefined && !triggers.some((t) => t.drug.name === m.drug.name))
        .map((m) =>
          m.verdict === 'fine' ? { ...m, verdict: 'notKnown' as const, state: 'indeterminate' as const } : m,
        ),
    ],
    genes: [ryr1, ...base.genes.filter((g) => g.gene !== 'RYR1').map((g) => untested(g.gene, g.medicines))],
    needs: base.genes.slice(0, 12).map((g) => ({
      code: 'test',
      about: g.gene,
      test: 'genotype',
      missing: [g.gene],
      wouldDecide: g.medicines,
      say: `Test ${g.gene}.`,
    })),
  }
}

/** What an attacker would put into a name: every text of the document carries it. */
export const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>'

const poison = (value: unknown, key: string): unknown => {
  if (typeof value === 'string')
    return [
      'name',
      'text',
      'say',
      'title',
      'why',
      'result',
      'message',
      'remedy',
      'asWritten',
      'source',
      'sample',
      'id',
      'label',
      'shownAs',
      'effect',
      'mrn',
    ].includes(key)
      ? `${hostile}${value}`
      : value
  if (Array.isArray(value)) return value.map((v) => poison(v, key))
  if (key === 'software' || key === 'knowledge') return value
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poison(v, k)]))
  return value
}

/** The stent patient with hostile text in every field that a file can fill. */
export const hostilePatient = (): ReportDocument => poison(stentPatient(), '') as ReportDocument

/** More of everything than a page can hold: the summary must still be one page. */
export const crowdedPatient = (): ReportDocument => {
  const base = stentPatient()
  const long =
    'a reason that goes on for as long as two full sentences may, with a number and a unit and the name of another medicine in it, '
  const many = Array.from({ length: 9 }, (_, i) => {
    const m = base.medicines[i % 2]
    if (m === undefined) throw new Error('the sample has medicines')
    const title = `${m.say.clinician.title} and ${long}`.slice(0, 140)
    const say = { ...m.say, clinician: { ...m.say.clinician, title, why: long + long } }
    return { ...m, drug: { name: `medicine-with-a-long-name-${i}` }, say }
  })
  return {
    ...base,
    person: {
      ...base.person,
      conditions: Array.from({ length: 12 }, (_, i) => ({
        text: `condition with a long name ${i}`,
        ref: { kind: 'absent', what: '' } as const,
      })),
    },
    recommendations: many.map((m, i) => recommend(m, 'avoid', i < 6 ? 'act' : 'caution', 'now')),
    medicines: [...many, ...base.medicines],
    needs: Array.from({ length: 14 }, (_, i) => ({
      code: 'test',
      about: `GENE${i}`,
      test: 't',
      missing: [],
      wouldDecide: ['azathioprine', 'mercaptopurine', 'thioguanine', 'carbamazepine', 'phenytoin'],
      say: `Test gene number ${i} by a method with a long name.`,
    })),
  }
}

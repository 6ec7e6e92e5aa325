/**
 * Makes the tables of `knowledge/clinpgx/2025-11` and `knowledge/cpic/2024-02/allele-frequencies.tsv`
 * out of the reference facts.
 *
 *   node tools/knowledge/make-clinpgx.ts REFERENCE_FOLDER   (the folder that holds positions.tsv, alleles.jsonl, …)
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonlRows, tsvRows } from '../../src/knowledge/release.ts'

const from = process.argv[2]
if (from === undefined) {
  process.stderr.write('usage: node tools/knowledge/make-clinpgx.ts REFERENCE_FOLDER\n')
  process.exit(2)
}
const root = join(import.meta.dirname, '../..')
const clinpgx = join(root, 'knowledge/clinpgx/2025-11')
const cpic = join(root, 'knowledge/cpic/2024-02')
mkdirSync(clinpgx, { recursive: true })
mkdirSync(cpic, { recursive: true })
const read = (file: string) => readFileSync(join(from, file), 'utf8')

type SourceAllele = {
  readonly gene: string
  readonly allele: string
  readonly reference?: boolean
  readonly structural?: boolean
  readonly outside_call_only?: boolean
  readonly function: string | null
  readonly activity_value: string | null
  readonly function_source: string | null
  readonly amp_tier1?: boolean
  readonly defining?: readonly { readonly pos: number; readonly allele: string }[]
}

/** One HGVS name per ALT, in the order of the ALTs, whatever order the source lists them in. */
const hgvsByAlt = (ref: string, alts: readonly string[], hgvs: readonly string[]): readonly string[] => {
  if (alts.length === hgvs.length && alts.length === 1) return hgvs
  return alts.map((alt) => {
    if (ref.length === 1 && alt.length === 1) {
      const substitution = hgvs.find((h) => h.endsWith(`${ref}>${alt}`))
      if (substitution === undefined) throw new Error(`no HGVS for ${ref}>${alt} in ${hgvs.join('; ')}`)
      return substitution
    }
    const byLength = hgvs
      .map((h) => ({ h, copies: h.endsWith('dup') ? 2 : Number(/\[(\d+)\]/.exec(h)?.[1] ?? Number.NaN) }))
      .sort((a, b) => a.copies - b.copies)
    const order = [ref, ...alts].sort((a, b) => a.length - b.length)
    const withReference = byLength.length === order.length
    const place = withReference ? order.indexOf(alt) : [...alts].sort((a, b) => a.length - b.length).indexOf(alt)
    const found = byLength[place]
    if (found === undefined || Number.isNaN(found.copies))
      throw new Error(`no HGVS for ${ref}>${alt} in ${hgvs.join('; ')}`)
    return found.h
  })
}

const positions = tsvRows(read('positions.tsv')).map((r) => {
  const alts = (r.alts ?? '').split(',')
  const hgvs = hgvsByAlt(r.ref ?? '', alts, (r.hgvs_g ?? '').split('; '))
  const map = r.allele_map_json ? (JSON.parse(r.allele_map_json) as Record<string, string>) : {}
  const defs = Object.entries(map)
    .map(([def, vcf]) => `${def}=${vcf}`)
    .join(' ')
  return [
    r.gene,
    r.chrom,
    r.pos_grch38,
    r.rsid,
    r.ref,
    alts.join(','),
    hgvs.join('; '),
    defs,
    r.amp_tier1,
    r.required,
    r.kind,
  ].join('\t')
})
const alleles = jsonlRows<SourceAllele>(read('alleles.jsonl'))
// The reference allele of CYP2D6 leaves two positions open; the facts' reference rows spell REF throughout. From PharmCAT's CYP2D6 definition
// (custom-definitions.json), and borne out by the score 308 = 2 × (156 − 2) of its test Cyp2d6Test.testCyp2d6Matcher.
const openInReference: Readonly<Record<string, string>> = { CYP2D6: '42128813 R 42129130 S' }
const alleleLines = alleles.map((a) =>
  JSON.stringify({
    gene: a.gene,
    name: a.allele,
    ...(a.reference ? { reference: true } : {}),
    ...(a.structural ? { structural: true } : {}),
    ...(a.outside_call_only ? { outsideOnly: true } : {}),
    function: a.function,
    ...(a.activity_value === null ? {} : { activity: a.activity_value }),
    ...(a.function_source === 'reconstructed' ? { functionFrom: 'reconstructed', unverified: true } : {}),
    ...(a.amp_tier1 ? { tier1: true } : {}),
    ...(a.reference && openInReference[a.gene] ? { at: openInReference[a.gene] } : {}),
    ...(a.defining ? { at: a.defining.map((d) => `${d.pos} ${d.allele}`).join(' ') } : {}),
  }),
)
const phenotypes = tsvRows(read('function-pair-phenotypes.tsv')).map((r) =>
  [
    r.gene,
    r.key1,
    r.key2,
    r.phenotype,
    r.activity_score,
    r.lookup_key,
    r.source,
    r.source === 'reconstructed' ? '1' : '',
  ].join('\t'),
)

type Exemption = {
  readonly requiredPositions?: readonly number[]
  readonly ignoredPositions?: readonly { readonly position: number }[]
  readonly ignoredAlleles?: readonly string[]
  readonly amp1Alleles?: readonly string[]
  readonly amp1Positions?: readonly number[]
  readonly unphasedDiplotypePriorities?: readonly { readonly list: readonly string[]; readonly pick: string }[]
  readonly suballelesMap?: Readonly<Record<string, string>>
}
const exemptions = JSON.parse(read('gene-exemptions.json')) as Readonly<Record<string, Exemption>>

// What the calling method itself prescribes per gene, beside the exemptions of the data release.
const method: Readonly<Record<string, object>> = {
  CACNA1S: { undocumented: 'reference', nameReference: false },
  CFTR: { nameReference: false },
  CYP2C9: { lookupBy: 'activity' },
  CYP2D6: { lookupBy: 'activity', vcfCalling: 'research', manyCopies: ['*1', '*2', '*4'] },
  CYP3A5: { strand: 'minus' },
  CYP4F2: { lookupBy: 'none' },
  DPYD: {
    calling: 'lowest-function',
    nameReference: false,
    lookupBy: 'activity',
    undocumented: 'reference',
    strand: 'minus',
    linked: {
      allele: 'c.1129-5923C>G, c.1236G>A (HapB3)',
      causalAllele: 'c.1129-5923C>G',
      causal: { rsid: 'rs75017182', pos: 97579893 },
      tag: { rsid: 'rs56038477', pos: 97573863 },
    },
  },
  G6PD: { undocumented: 'reference', sexLinked: true },
  'HLA-A': { outsideOnly: true, lookupBy: 'alleleStatus', statusAlleles: ['*31:01'] },
  'HLA-B': {
    outsideOnly: true,
    lookupBy: 'alleleStatus',
    statusAlleles: ['*15:02', '*57:01', '*58:01'],
    positiveOnly: ['*15:11'],
  },
  IFNL3: { strand: 'minus' },
  'MT-RNR1': { outsideOnly: true, singleAllele: true },
  NUDT15: { undocumented: 'reference' },
  RYR1: { calling: 'lowest-function', nameReference: false, undocumented: 'reference' },
  SLCO1B1: { fallback: { rsid: 'rs4149056', pos: 21178615, byBase: { T: '*1', C: '*5' } } },
  TPMT: { undocumented: 'reference', strand: 'minus' },
  VKORC1: { strand: 'minus' },
}
const genes = [...new Set([...alleles.map((a) => a.gene), ...Object.keys(method)])].sort()
const rules = Object.fromEntries(
  genes.map((gene) => {
    const e = exemptions[gene] ?? {}
    return [
      gene,
      {
        ...method[gene],
        ...(e.requiredPositions ? { required: e.requiredPositions } : {}),
        ...(e.ignoredPositions ? { ignoredPositions: e.ignoredPositions.map((p) => p.position) } : {}),
        ...(e.ignoredAlleles ? { ignoredAlleles: e.ignoredAlleles } : {}),
        ...(e.amp1Alleles ? { tier1: { alleles: e.amp1Alleles, positions: e.amp1Positions ?? [] } } : {}),
        ...(e.unphasedDiplotypePriorities
          ? { unphasedPriorities: e.unphasedDiplotypePriorities.map((p) => ({ among: p.list, pick: p.pick })) }
          : {}),
        ...(e.suballelesMap ? { printAs: e.suballelesMap } : {}),
      },
    ]
  }),
)

const files: Readonly<Record<string, { readonly text: string; readonly rows: number; readonly what: string }>> = {
  'positions.tsv': {
    text: `${['gene\tchrom\tpos_grch38\trsid\tref\talts\thgvs_g\tdefinition_names\ttier1\trequired\tkind', ...positions].join('\n')}\n`,
    rows: positions.length,
    what: 'Positions of the allele definitions on GRCh38 in VCF form; hgvs_g has one name per ALT; definition_names = name in the definition table where it differs from the VCF allele',
  },
  'alleles.jsonl': {
    text: `${alleleLines.join('\n')}\n`,
    rows: alleleLines.length,
    what: 'Named alleles: function, activity value, and the VCF allele or IUPAC code at each position that the definition spells out (`at`). unverified: the function was rebuilt from older full tables',
  },
  'phenotypes.tsv': {
    text: `${['gene\tkey1\tkey2\tphenotype\tactivity_score\tlookup_key\tsource\tunverified', ...phenotypes].join('\n')}\n`,
    rows: phenotypes.length,
    what: 'Phenotype, activity score and lookup key by the unordered pair of allele functions or activity values; key2 empty = one allele only',
  },
  'gene-rules.json': {
    text: `${JSON.stringify({ genes: rules }, null, 1)}\n`,
    rows: genes.length,
    what: 'Rules per gene: how it is called, what its guidance is looked up by, required and ignored positions, tier-1 lists, priorities',
  },
}
const sha = (text: string) => createHash('sha256').update(text).digest('hex')
for (const [file, { text }] of Object.entries(files)) writeFileSync(join(clinpgx, file), text)
const grch37 = join(clinpgx, 'positions-grch37.tsv')
const extra = existsSync(grch37)
  ? [
      {
        file: 'positions-grch37.tsv',
        text: readFileSync(grch37, 'utf8'),
        what: 'GRCh37 position and reference base of each position, and how it was found',
      },
    ]
  : []
const tables = [
  ...Object.entries(files).map(([file, f]) => ({ file, sha256: sha(f.text), rows: f.rows, what: f.what })),
  ...extra.map((f) => ({ file: f.file, sha256: sha(f.text), rows: tsvRows(f.text).length, what: f.what })),
]
writeFileSync(
  join(clinpgx, 'manifest.json'),
  `${JSON.stringify(
    {
      id: 'clinpgx',
      release: '2025-11',
      title: 'Allele definitions, functions and phenotype rules',
      source:
        'ClinPGx data release as used by PharmCAT 3.1.1 (PharmGKB/PharmCAT commit 5431bf1187e50383df7e7db18ef67b36fc8b562e)',
      url: 'https://www.clinpgx.org/',
      version: '2025-11-05-00-25',
      retrieved: '2025-11-05',
      licence:
        'CPIC facts: CC0 1.0. Allele definitions reach us through ClinPGx and PharmVar: facts in our own layout, attributed; ClinPGx annotations are CC BY-SA 4.0 and no wording of them is held here',
      attribution:
        'CPIC (cpicpgx.org), ClinPGx (clinpgx.org), PharmVar (pharmvar.org); GRCh37 places from PyPGx (MIT, Copyright (c) 2020 Seung-been "Steven" Lee) and ClinVar (public domain)',
      made: 'tools/knowledge/make-clinpgx.ts; positions-grch37.tsv by tools/knowledge/make-grch37.ts. Functions of CYP2D6, G6PD and RYR1 and their phenotype rows are rebuilt from older full tables and marked',
      tables,
    },
    null,
    2,
  )}\n`,
)
const frequencies = read('allele-frequencies.tsv')
writeFileSync(join(cpic, 'allele-frequencies.tsv'), frequencies)
process.stdout.write(
  `${tables.map((t) => `${t.file}: ${t.rows} rows`).join('\n')}\nallele-frequencies.tsv: ${tsvRows(frequencies).length} rows, sha256 ${sha(frequencies)}\n`,
)

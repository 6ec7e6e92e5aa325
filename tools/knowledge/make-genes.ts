// Makes knowledge/attune-genes/2026-11: gene regions, transcript models on both builds and packed reference bases, from the facts beside this script
// (genes/genes.tsv, exons.tsv, sequences.tsv, second-readings.tsv) and the reference folder. Every model is held against protein changes and c. places that others state.
// Run: node tools/knowledge/make-genes.ts [REFERENCE_DIR]
import { mkdirSync, writeFileSync } from 'node:fs'
import { writePackedContext } from '../../src/genome/reference/index.ts'
import { writeTranscriptTable } from '../../src/genome/transcripts/transcript-table.ts'
import type { Build } from '../../src/genome/site.ts'
import { readAnchors } from './genes/anchors.ts'
import { checkModel, definedBasesThatFit, reproducedChanges } from './genes/check-models.ts'
import { contextWindows, definedBases, definitionPlaces, listedSites } from './genes/context-windows.ts'
import { geneFacts, modelOf } from './genes/models.ts'
import { secondReadingOf } from './genes/second-readings.ts'
import { sources } from './genes/sources.ts'
import { writeManifest } from './write-manifest.ts'

const reference = process.argv[2] ?? '../shared/reference'
const folder = 'knowledge/attune-genes/2026-11'
const facts = geneFacts('tools/knowledge/genes/genes.tsv')
const tables = {
  exons: 'tools/knowledge/genes/exons.tsv',
  sequences: 'tools/knowledge/genes/sequences.tsv',
  differing: 'tools/knowledge/genes/differing-bases.tsv',
}
const anchors = readAnchors(reference)
const places = { GRCh37: definitionPlaces('GRCh37'), GRCh38: definitionPlaces('GRCh38') }
mkdirSync(folder, { recursive: true })

const models = facts.map((f) => ({ facts: f, model: modelOf(f, tables, reference, anchors) }))

const head = [
  'gene',
  'name',
  'why',
  'matters_for',
  'chrom',
  'grch37',
  'grch38',
  'strand',
  'transcript',
  'mane_select',
  'model',
  'checks',
  'source',
  'unverified',
  'note',
]
const rows = models.map(({ facts: f, model }) => {
  const region = (build: Build): string => {
    const t = model?.transcripts[build]
    const stated = (f[build === 'GRCh37' ? 'region_grch37' : 'region_grch38'] ?? '')
      .split(':')[1]
      ?.split('-')
      .map(Number)
    const own = t?.exons.flatMap((e) => [e.genomeStart + 1, e.genomeEnd]) ?? stated ?? []
    const [low, high] = [Math.min(...own), Math.max(...own)]
    const near = (places[build].get(f['gene'] ?? '') ?? []).filter((at) => at > low - 10_000 && at < high + 10_000)
    const edges = [...own, ...near]
    return `${Math.min(...edges)}-${Math.max(...edges)}`
  }
  const agreement = model === undefined ? undefined : checkModel(model, anchors)
  for (const change of agreement?.differing ?? [])
    process.stderr.write(`${f['gene']}: the protein change ${change} of the variant table does not come out\n`)
  const defined = model === undefined ? 0 : definedBasesThatFit(model, definedBases(f['gene'] ?? ''))
  const held = model?.transcripts.GRCh38.sequence
  const again = model === undefined ? undefined : secondReadingOf(model, 'tools/knowledge/genes/second-readings.tsv')
  const checks =
    agreement === undefined
      ? ''
      : [
          model?.how,
          agreement.protein === 0
            ? ''
            : `${agreement.protein} of ${agreement.protein + agreement.differing.length} protein changes of PyPGx come out`,
          agreement.coding === 0 ? '' : `${agreement.coding} of ${agreement.coding} ClinVar c. places come out`,
          agreement.bases === 0
            ? ''
            : `${agreement.bases} of ${agreement.bases} reference bases of PyPGx fit the sequence`,
          defined === 0 ? '' : `${defined} of ${defined} reference bases of the allele definitions too`,
          ...(again?.checks ?? []),
        ]
          .filter((part) => part !== '')
          .join('; ')
  const unverified = [
    f['cds_length_source'] === 'unverified' && held === undefined ? 'end of the coding part' : '',
    f['gene'] === 'MT-RNR1' ? 'region' : '',
    ...(again?.unverified ?? []),
    f['id_unverified'] ?? '',
  ]
    .filter((part) => part !== '')
    .join('; ')
  const source =
    model === undefined
      ? f['region_source']
      : [(f['model'] ?? '').split(':')[0] ?? '', model.basesFrom ?? ''].flatMap((s) => sources[s] ?? []).join('; ')
  process.stderr.write(`${f['gene']}: ${checks || 'region only'}\n`)
  return [
    f['gene'],
    f['name'],
    f['why'],
    f['matters_for'],
    f['chrom'],
    region('GRCh37'),
    region('GRCh38'),
    f['strand'],
    f['transcript'],
    f['mane_select'],
    model === undefined
      ? ''
      : held === undefined
        ? 'exons'
        : held.includes('N')
          ? 'exons and coding sequence'
          : 'exons and sequence',
    checks,
    source,
    unverified,
    f['note'],
  ].join('\t')
})
writeFileSync(`${folder}/genes.tsv`, `${[head.join('\t'), ...rows].join('\n')}\n`)

writeFileSync(
  `${folder}/sites.tsv`,
  listedSites(
    new Map(
      models.map(({ facts: f, model }) => [
        f['gene'] ?? '',
        model === undefined ? new Map() : reproducedChanges(model, anchors),
      ]),
    ),
  ),
)

const transcripts = models.flatMap(({ model }) =>
  model === undefined ? [] : [model.transcripts.GRCh37, model.transcripts.GRCh38],
)
const table = writeTranscriptTable(transcripts)
writeFileSync(`${folder}/transcripts.tsv`, table.table)
writeFileSync(`${folder}/transcripts.index`, table.index)
for (const build of ['GRCh37', 'GRCh38'] as const)
  writeFileSync(
    `${folder}/context-${build.toLowerCase()}.bin`,
    writePackedContext(
      build,
      contextWindows(
        build,
        models.flatMap(({ model }) => model ?? []),
      ),
    ),
  )

writeManifest(folder, {
  id: 'attune-genes',
  release: '2026-11',
  role: 'genome',
  title: 'Genes the product speaks of: regions, transcript models, some reference bases',
  source:
    'RefSeq and Ensembl facts through PyPGx, Aldy, UCSC, Ensembl, UTA and mehari test data; ClinVar and PyPGx variants as a check',
  version: '2026-11',
  retrieved: '2026-11-22',
  licence:
    'Facts: places and bases, no text. RefSeq, RefSeqGene, GenBank, ClinVar and dbSNP are free of copyright (NCBI). Coding bases were read in: the gene files of 0xTCG/aldy, which hold NCBI RefSeqGene records (CYP2C9, CYP2C19, G6PD, NUDT15, SLCO1B1, UGT1A1, VKORC1; of these files only the bases of those records and the exon places were taken, none of its allele tables or program); the notes of the deep mutational scan of TPMT (TPMT); quotations of NM_000546.6 in public repositories (TP53); Ensembl data kept in opencb/jsorolla test data (BRCA2; Ensembl puts no restriction on its data); varfish-org/mehari test data (MIT: BRCA1, OPA1) and biocommons/hgvs test data (Apache-2.0: MLH1). PyPGx is MIT',
  attribution:
    'NCBI RefSeq and RefSeqGene; ClinVar; Ensembl and GENCODE; UniProt (proteins as a check); UCSC Genome Browser; PyPGx (MIT, Copyright (c) 2020 Seung-been "Steven" Lee); Aldy (0xTCG/aldy, as the place where RefSeqGene records were read); opencb/jsorolla; mehari (MIT); biocommons hgvs (Apache-2.0); ProteinGym; PharmVar and CPIC through the allele definitions',
  made: 'tools/knowledge/make-genes.ts from tools/knowledge/genes/*.tsv; the column checks says what holds each model, unverified what nothing outside holds',
  what: {
    'genes.tsv':
      'Genes by name: why they matter, region on both builds (1-based, both ends included: the transcript and the positions of the allele definitions within 10 kb of it), transcript, what was checked',
    'sites.tsv':
      'Positions of the allele definitions of these genes on both builds, in VCF form, for searching by rsID and for telling what was looked at; ALTs are those of the build: where the reference of GRCh37 has a changed base itself, the base of GRCh38 is the ALT there; changes = what bases do to the protein by PyPGx, as far as the model reproduces it',
    'transcripts.tsv':
      'Transcript models on both builds in the layout of src/genome/transcripts/transcript-table.ts. Bases where a transcript is known to differ from the genome are marked X; of some transcripts only the coding bases are held, the others are N; where no sequence is held, nothing outside says that there are no others',
    'transcripts.index': 'Byte offsets of contigs and genes in transcripts.tsv',
    'context-grch37.bin':
      'Reference bases at the positions of the allele definitions on GRCh37, around two indels that are often asked for, and of exons known to equal their transcript',
    'context-grch38.bin':
      'Reference bases at the positions of the allele definitions on GRCh38, and around two indels that are often asked for',
  },
})

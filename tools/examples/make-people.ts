// Makes the demonstration people of examples/: their records and genome files. Run: node tools/examples/make-people.ts
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'fflate'
import { jsonlRows, tsvRows } from '../../src/knowledge/release.ts'
import { drawGenome } from './draw-genome.ts'
import { fourMedicines, people, type GenomeSource } from './people.ts'
import { blockRows, depthRows, plainRows, vcfHeader } from './write-genome.ts'

type Sample = {
  readonly sample: string
  readonly rows: readonly (readonly [string, number, string, string, string, string, string, string])[]
}

const vectors = [
  'conformance/vectors/pgx/conformance/real-getrm-30x.jsonl',
  '../shared/reference/pgx/conformance/real-getrm-30x.jsonl',
].find((f) => existsSync(f))
if (vectors === undefined) throw new Error('The real samples (real-getrm-30x.jsonl) are not there')
const samples = new Map(jsonlRows<Sample>(readFileSync(vectors, 'utf8')).map((s) => [s.sample, s]))

const realSample = (name: string): Sample => {
  const sample = samples.get(name)
  if (sample === undefined) throw new Error(`${name} is not among the real samples`)
  return sample
}

const realVcf = (name: string): string => {
  const lines = [
    `source=1000 Genomes Project 30x on GRCh38, sample ${name}, positions of pharmacogenes only (open data; by way of PharmGKB/PharmCAT-tutorial, 30253e35)`,
    'comment=Real genotypes of an anonymous donor who consented to open publication; the clinical record beside it is invented',
  ]
  const filters = [
    '##FILTER=<ID=PCATxREF,Description="REF differs from the reference sequence at this position (set by the PharmCAT preprocessor)">',
    '##FILTER=<ID=PCATxALT,Description="ALT differs from the expected ALT at this position (set by the PharmCAT preprocessor)">',
  ]
  const rows = realSample(name).rows.map(
    ([chrom, pos, id, ref, alt, filter, format, gt]) =>
      `${chrom}\t${pos}\t${id === '' ? '.' : id}\t${ref}\t${alt}\t.\t${filter}\t.\t${format}\t${gt}`,
  )
  return `${vcfHeader(name, lines, ['GT'], filters)}\n${rows.join('\n')}\n`
}

/** Positions that consumer chips commonly report, by rsid; our choice, not the list of any one chip. */
const onChip = new Set([
  'rs4244285',
  'rs4986893',
  'rs28399504',
  'rs12248560',
  'rs1799853',
  'rs1057910',
  'rs9923231',
  'rs4149056',
  'rs2306283',
  'rs3918290',
  'rs55886062',
  'rs67376798',
  'rs75017182',
  'rs1142345',
  'rs1800460',
  'rs1800462',
  'rs116855232',
  'rs776746',
  'rs10264272',
  'rs2108622',
  'rs3745274',
  'rs2231142',
  'rs12979860',
  'rs3892097',
  'rs1065852',
  'rs16947',
  'rs28371725',
])

const arrayFile = (name: string): string => {
  const places = new Map(
    tsvRows(readFileSync('knowledge/clinpgx/2025-11/positions-grch37.tsv', 'utf8')).map((r) => [r['pos_grch38'], r]),
  )
  const rows = realSample(name).rows.flatMap(([chrom, pos, rsid, ref, alt, , , gt]) => {
    const place = places.get(String(pos))
    if (!onChip.has(rsid) || place?.['pos_grch37'] === undefined || place['pos_grch37'] === '') return []
    const letters = [ref, ...alt.split(',')]
    const two = gt
      .split(/[/|]/)
      .map((i) => letters[Number(i)] ?? '-')
      .sort()
      .join('')
    return [[rsid, chrom.replace('chr', ''), place['pos_grch37'], two] as const]
  })
  const sorted = rows.sort((a, b) => Number(a[1]) - Number(b[1]) || Number(a[2]) - Number(b[2]))
  const preface = [
    '# Synthetic demonstration file in the layout of a 23andMe raw data file; it was not made by 23andMe.',
    `# Genotypes: 1000 Genomes Project 30x, sample ${name} (open data), at a chip-like choice of positions.`,
    '# We are using reference human assembly build 37. Letters are on the plus strand.',
    '# rsid\tchromosome\tposition\tgenotype',
  ]
  return `${[...preface, ...sorted.map((r) => r.join('\t'))].join('\n')}\n`
}

const genomeFile = (g: GenomeSource): { name: string; bytes: Uint8Array } => {
  const text = (name: string, content: string): { name: string; bytes: Uint8Array } => ({
    name,
    bytes: new TextEncoder().encode(content),
  })
  if ('copyOf' in g)
    return g.as === 'array' ? text('genome.txt', arrayFile(g.copyOf)) : text('genome.vcf', realVcf(g.copyOf))
  const rows = drawGenome(g.pairs, g.male)
  const lines = [
    'source=Synthetic demonstration genome, drawn from allele definitions (tools/examples/make-people.ts); it belongs to nobody',
  ]
  if (g.as === 'plain-phased')
    return text('genome.vcf', `${vcfHeader(g.sample, lines, ['GT'])}\n${plainRows(rows, true).join('\n')}\n`)
  if (g.as === 'gvcf') {
    const header = vcfHeader(
      g.sample,
      [
        ...lines,
        'ALT=<ID=NON_REF,Description="Any other allele">',
        'INFO=<ID=END,Number=1,Type=Integer,Description="Last position of the block">',
      ],
      ['GT', 'AD', 'DP', 'GQ', 'MIN_DP'],
    )
    return text('genome.g.vcf', `${header}\n${blockRows(rows, g.seed, 26).join('\n')}\n`)
  }
  const { bytes } = text(
    '',
    `${vcfHeader(g.sample, lines, ['GT', 'AD', 'DP', 'GQ'])}\n${depthRows(rows, g.seed).join('\n')}\n`,
  )
  return g.as === 'vcf'
    ? { name: 'genome.vcf', bytes }
    : { name: 'genome.vcf.gz', bytes: gzipSync(bytes, { level: 9, mtime: 0 }) }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

for (const p of people) {
  const folder = `examples/${p.slug}`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const genome = genomeFile(p.genome)
  writeFileSync(`${folder}/${genome.name}`, genome.bytes)
  writeFileSync(`${folder}/record.json`, json(p.record))
  if (p.outsideCalls !== undefined) writeFileSync(`${folder}/outside-calls.tsv`, `${p.outsideCalls.join('\n')}\n`)
  const files = {
    record: 'record.json',
    genome: genome.name,
    ...(p.outsideCalls === undefined ? {} : { outsideCalls: 'outside-calls.tsv' }),
  }
  writeFileSync(`${folder}/person.json`, json({ slug: p.slug, story: p.story, files, expect: p.expect }))
}
mkdirSync('examples/more', { recursive: true })
writeFileSync('examples/more/four-medicines.json', json(fourMedicines))
writeFileSync('examples/more/NA18565.vcf', realVcf('NA18565'))
console.log(`${people.length} people`)

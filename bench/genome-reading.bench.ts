import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import VcfParser from '@gmod/vcf'
import { portableInflate, readCohort, readSites, type Site } from '../src/genome/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { tsvRows } from '../src/knowledge/release.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { bgzfOf, generator, writeSyntheticGenome } from './synthetic-genome.ts'

const here = new URL('../knowledge/clinpgx/2025-11/', import.meta.url)
const table = (file: string): string => readFileSync(new URL(file, here), 'utf8')

/** The wanted sites of the shipped release on GRCh38. */
const pgxSites = (): readonly Site[] => {
  const after = tsvRows(table('positions-grch37.tsv')).map((r) => r.after ?? '')
  return tsvRows(table('positions.tsv')).map((r, i) => ({
    chrom: r.chrom ?? '',
    pos: Number(r.pos_grch38),
    ref: r.ref ?? '',
    alts: (r.alts ?? '').split(','),
    after: after[i] ?? '',
  }))
}

const header = (samples: readonly string[]): string =>
  [
    '##fileformat=VCFv4.2',
    ...[
      248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717, 133797422,
    ].map((l, i) => `##contig=<ID=chr${i + 1},length=${l}>`),
    ...[12, 13, 16, 19, 22, 'X'].map((c) => `##contig=<ID=chr${c}>`),
    '##FILTER=<ID=PASS,Description="All filters passed">',
    ...['AC', 'AF', 'AN', 'DP', 'FS', 'MQ', 'QD', 'SOR'].map(
      (id) => `##INFO=<ID=${id},Number=1,Type=Float,Description="${id}">`,
    ),
    ...['GT', 'AD', 'DP', 'GQ', 'PL'].map(
      (id) =>
        `##FORMAT=<ID=${id},Number=${id === 'AD' ? 'R' : id === 'PL' ? 'G' : '1'},Type=${id === 'GT' ? 'String' : 'Integer'},Description="${id}">`,
    ),
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${samples.join('\t')}`,
  ].join('\n')

/** One person's whole-genome-like rows over the chromosomes that hold wanted sites, the wanted sites among them. */
const writeGenome = (path: string, sites: readonly Site[], rowsPerChrom: number): number => {
  const random = generator()
  const file = openSync(path, 'w')
  let rows = 0
  let text = `${header(['S1'])}\n`
  for (const [chrom, of] of Map.groupBy(sites, (s) => s.chrom)) {
    const places = new Map<number, readonly [string, string]>()
    for (let i = 0; i < rowsPerChrom; i++) places.set(1 + Math.floor(random() * 5e7), ['A', 'G'])
    for (const s of of) for (let at = s.pos; at < s.pos + 200; at++) places.delete(at)
    for (const s of of) places.set(s.pos, [s.ref, s.alts[0] ?? 'N'])
    for (const [pos, [ref, alt]] of [...places].toSorted((a, b) => a[0] - b[0])) {
      const depth = 20 + Math.floor(random() * 30)
      const het = random() < 0.62
      text += `${chrom}\t${pos}\t.\t${ref}\t${alt}\t${(random() * 1000).toFixed(2)}\tPASS\tAC=1;AF=0.500;AN=2;BaseQRankSum=${(random() * 2 - 1).toFixed(3)};DP=${depth};ExcessHet=3.0103;FS=${(random() * 5).toFixed(3)};MLEAC=1;MLEAF=0.500;MQ=60.00;MQRankSum=0.000;QD=${(random() * 30).toFixed(2)};ReadPosRankSum=0.346;SOR=0.693\tGT:AD:DP:GQ:PL\t${het ? '0/1' : '1/1'}:${depth >> 1},${depth - (depth >> 1)}:${depth}:99:452,0,409\n`
      rows++
      if (text.length < 4e6) continue
      writeSync(file, text)
      text = ''
    }
  }
  writeSync(file, text)
  return rows
}

const writeCohort = (path: string, sites: readonly Site[], samples: number): void => {
  const random = generator()
  const file = openSync(path, 'w')
  writeSync(file, `${header(Array.from({ length: samples }, (_, i) => `S${i}`))}\n`)
  for (const s of sites) {
    const cells = Array.from({ length: samples }, () => (random() < 0.9 ? '0/0' : random() < 0.8 ? '0/1' : '1|1'))
    writeSync(file, `${s.chrom}\t${s.pos}\t.\t${s.ref}\t${s.alts.join(',')}\t.\tPASS\t.\tGT\t${cells.join('\t')}\n`)
  }
}

/** Median wall time of three runs, in seconds. */
const seconds = async (work: () => unknown): Promise<number> => {
  const times: number[] = []
  for (let i = 0; i < 3; i++) {
    const from = performance.now()
    await work()
    times.push((performance.now() - from) / 1000)
  }
  return times.toSorted((a, b) => a - b)[1] as number
}

type Times = { readonly wall: number; readonly cpu: number }
type AllGenotypes = {
  readonly times: readonly Times[]
  readonly rows: number
  readonly sum: number
  readonly megabytes: number
}

const median = (times: readonly Times[], of: keyof Times): number =>
  times.map((t) => t[of]).toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN

const readAll = (way: 'own' | 'gmod', file: string): AllGenotypes => {
  const script = new URL('./all-genotypes.ts', import.meta.url).pathname
  const [program, ...rest] = [...pinned(), process.execPath, '--max-old-space-size=8000', script, way, file]
  return JSON.parse(execFileSync(program, rest, { encoding: 'utf8' })) as AllGenotypes
}

/** Wall and CPU time of a program, its output thrown away, as bash measures it. */
const theirs = (command: string): readonly Times[] =>
  Array.from({ length: 5 }, () => {
    const line = `TIMEFORMAT='%R %U %S'; time ${pinned().join(' ')} ${command} > /dev/null`
    const told = spawnSync('bash', ['-c', line], { encoding: 'utf8' }).stderr.trim().split(/\s+/).map(Number)
    return { wall: told[0] ?? Number.NaN, cpu: (told[1] ?? Number.NaN) + (told[2] ?? Number.NaN) }
  })

/** Every genotype of a million variants in a BGZF file: one process each, pinned to one core. */
const allGenotypes = (file: string): readonly BenchRow[] => {
  const variants = 1_000_000
  writeSyntheticGenome(file, variants, true)
  const own = readAll('own', file)
  const gmod = readAll('gmod', file)
  if (own.rows !== variants || gmod.rows !== variants || own.sum !== gmod.sum)
    throw new Error('the readers do not agree on the genotypes')
  const bcftools = onPath('bcftools') ? theirs(`bcftools query -f '%POS[ %GT]\\n' ${file}`) : undefined
  const rows: BenchRow[] = [
    {
      what: `every genotype of ${variants} variants, BGZF, one core, wall`,
      value: median(own.times, 'wall'),
      unit: 's',
    },
    { what: 'the same, user and system CPU', value: median(own.times, 'cpu'), unit: 's' },
    { what: 'the same, peak memory', value: own.megabytes, unit: 'MB', limit: 250 },
    {
      what: 'times faster than @gmod/vcf 7.2.0 on text already in memory (CPU)',
      value: median(gmod.times, 'cpu') / median(own.times, 'cpu'),
      unit: '×',
      limit: 6,
      atLeast: true,
    },
  ]
  if (bcftools === undefined) return rows
  const ratio = (of: keyof Times): BenchRow => ({
    what: `times faster than bcftools query -f '%POS[ %GT]' (${of === 'cpu' ? 'CPU' : 'wall'})`,
    value: median(bcftools, of) / median(own.times, of),
    unit: '×',
    limit: 1.5,
    atLeast: true,
  })
  return [...rows, ratio('cpu'), ratio('wall')]
}

const onPath = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

const pinned = (): readonly string[] => (onPath('taskset') ? ['taskset', '-c', '0'] : [])

/** Reading the wanted sites out of one genome and out of a cohort, and every genotype of a genome, against @gmod/vcf and (when it is on the path) bcftools, on the same files. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genome-reading-'))
  try {
    const sites = pgxSites()
    const wanted = { GRCh38: sites, GRCh37: [] }
    const [plain, packed, cohort, places] = ['one.vcf', 'one.vcf.gz', 'cohort.vcf', 'places.tsv'].map((f) =>
      join(dir, f),
    ) as [string, string, string, string]
    const rows = writeGenome(plain, sites, 20_000)
    const text = readFileSync(plain)
    writeFileSync(packed, bgzfOf(text))
    writeFileSync(places, [...new Set(sites.map((s) => `${s.chrom}\t${s.pos}`))].join('\n'))
    const read = async (path: string, inflate = nodeInflate): Promise<void> => {
      const r = await readSites(fileSource(path), wanted, { inflate })
      if (!r.ok || r.value.rowsRead !== rows) throw new Error('the benchmark file was not read whole')
    }
    const megabytes = statSync(plain).size / 1e6
    const own = await seconds(() => read(plain))
    const ownPacked = await seconds(() => read(packed))
    const ownPortable = await seconds(() => read(packed, portableInflate))
    const keys = new Set(sites.map((s) => `${s.chrom}:${s.pos}`))
    const gmod = await seconds(() => {
      const lines = text.toString('latin1').split('\n')
      const parser = new VcfParser({ header: lines.filter((l) => l.startsWith('#')).join('\n') })
      let calls = 0
      for (const line of lines) {
        if (line === '' || line.startsWith('#')) continue
        const v = parser.parseLine(line)
        if (keys.has(`${v.CHROM}:${v.POS}`)) calls += Object.keys(v.GENOTYPES()).length
      }
      if (calls === 0) throw new Error('@gmod/vcf found nothing')
    })
    const out: BenchRow[] = [
      {
        what: 'plain VCF scanned for the wanted sites, with SHA-256',
        value: megabytes / own,
        unit: 'MB/s',
        limit: 250,
        atLeast: true,
      },
      {
        what: `plain VCF of ${rows} rows`,
        value: own,
        unit: 's',
        peer: '@gmod/vcf 7.2.0 on text in memory',
        ratio: gmod / own,
      },
      { what: 'BGZF through node:zlib', value: ownPacked, unit: 's' },
      { what: 'BGZF through the portable inflater (browser)', value: ownPortable, unit: 's' },
    ]
    if (onPath('bcftools')) {
      const theirs = await seconds(() =>
        execFileSync('bcftools', ['query', '-T', places, '-f', '%CHROM %POS %REF %ALT [%GT]\\n', packed], {
          maxBuffer: 1 << 28,
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      )
      out[2] = {
        what: 'BGZF through node:zlib',
        value: ownPacked,
        unit: 's',
        peer: 'bcftools query -T',
        ratio: theirs / ownPacked,
      }
    }
    const samples = 10_000
    writeCohort(cohort, sites, samples)
    const many = await seconds(async () => {
      const r = await readCohort(fileSource(cohort), wanted, { inflate: nodeInflate })
      if (!r.ok || r.value.columns.length < sites.length) throw new Error('the cohort was not read whole')
    })
    out.push({ what: `cohort of ${samples} samples at ${sites.length} sites`, value: many, unit: 's', limit: 3 })
    out.push(...allGenotypes(join(dir, 'million.vcf.gz')))
    return { name: 'Reading genomes', rows: out }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

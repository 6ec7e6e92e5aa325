import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  joinPacks,
  packScores,
  type PackedScores,
  type Score,
  type ScoreRow,
  writePackedScores,
} from '../src/clinical/polygenic/index.ts'
import { nodeInflate } from '../src/genome/node/index.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { bgzfOf, generator } from './synthetic-genome.ts'

const variants = 1_000_000

/** GRCh38 lengths of chr1 to chr22 in millions of bases, rounded down. */
const lengths = [248, 242, 198, 190, 181, 170, 159, 145, 138, 133, 135, 133, 114, 107, 101, 90, 83, 80, 58, 64, 46, 50]

type Material = { readonly vcf: Buffer; readonly table: string; readonly score: Score }

/** One person's genotypes at a million places, and a score with a weight for each, as PLINK and as we read it. */
const material = (): Material => {
  const random = generator()
  const bases = 'ACGT'
  const genome = lengths.reduce((a, b) => a + b)
  const lines = [
    '##fileformat=VCFv4.2',
    ...lengths.map((l, i) => `##contig=<ID=chr${i + 1},length=${l}000000>`),
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1',
  ]
  const table = ['ID\teffect_allele\tW']
  const rows: ScoreRow[] = []
  let left = variants
  for (const [c, length] of lengths.entries()) {
    const count = c === lengths.length - 1 ? left : Math.round((variants * length) / genome)
    left -= count
    const step = (length * 1e6) / count
    for (let i = 0; i < count; i++) {
      const pos = 1 + Math.floor((i + random()) * step)
      const ref = Math.floor(random() * 4)
      const [r, a] = [bases[ref] as string, bases[(ref + 1 + Math.floor(random() * 3)) % 4] as string]
      const id = `${c + 1}:${pos}:${r}:${a}`
      const g = random()
      const weight = Number((random() - 0.5).toFixed(6))
      const named = random() < 0.5 ? r : a
      lines.push(
        `chr${c + 1}\t${pos}\t${id}\t${r}\t${a}\t.\tPASS\t.\tGT\t${g < 0.5 ? '0/0' : g < 0.85 ? '0/1' : '1/1'}`,
      )
      table.push(`${id}\t${named}\t${weight}`)
      rows.push({
        line: rows.length + 2,
        chrom: `chr${c + 1}`,
        pos,
        effectAllele: named,
        otherAlleles: [named === r ? a : r],
        effect: { kind: 'additive', weight },
      })
    }
  }
  return {
    vcf: bgzfOf(Buffer.from(`${lines.join('\n')}\n`)),
    table: `${table.join('\n')}\n`,
    score: { id: 'W', traitIds: [], build: 'GRCh38', harmonised: false, header: {}, rows, source: 'generated' },
  }
}

/** A score on part of the places of another, with weights of its own. */
const part = (pack: PackedScores, share: number, id: string, random: () => number): PackedScores => ({
  ...pack,
  scores: pack.scores.map((s) => ({ ...s, header: { ...s.header, id } })),
  chroms: pack.chroms.map((chrom) => {
    const held = [...chrom.positions.keys()].filter(() => random() < share)
    return {
      ...chrom,
      positions: Uint32Array.from(held, (i) => chrom.positions[i] as number),
      codes: Uint8Array.from(held, (i) => chrom.codes[i] as number),
      refSides: new Uint8Array(held.length),
      termsFrom: Uint32Array.from({ length: held.length + 1 }, (_, i) => i),
      termScores: new Uint16Array(held.length),
      termKinds: Uint8Array.from(held, (i) => chrom.termKinds[i] as number),
      termWeights: Float64Array.from(held, () => random() - 0.5),
      termRows: Uint32Array.from(held.keys()),
    }
  }),
})

const must = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T => {
  if (!result.ok) throw new Error('the benchmark could not make its own input')
  return result.value
}

/** The score of a million weights and 99 others, whose sizes lie evenly on a logarithmic scale between 100 and a million. */
const hundred = (one: PackedScores): PackedScores => {
  const random = generator()
  const others = Array.from({ length: 99 }, (_, i) =>
    part(one, (100 * (variants / 100) ** ((i + 0.5) / 99)) / variants, `W${i + 2}`, random),
  )
  return must(joinPacks([one, ...others]))
}

type Work = { readonly seconds: readonly number[]; readonly sums: readonly number[]; readonly megabytes: number }

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN

const onPath = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0

const pinned = (): readonly string[] => (onPath('taskset') ? ['taskset', '-c', '1'] : [])

const ours = (pack: string, vcf: string, runs: number): Work => {
  const script = new URL('./polygenic-work.ts', import.meta.url).pathname
  const [program, ...rest] = [...pinned(), process.execPath, script, pack, vcf, String(runs)]
  return JSON.parse(execFileSync(program as string, rest, { encoding: 'utf8' })) as Work
}

/** Seconds of a whole process from its start to its end, five times. */
const processes = (pack: string, vcf: string): readonly number[] =>
  Array.from({ length: 5 }, () => {
    const from = performance.now()
    ours(pack, vcf, 1)
    return (performance.now() - from) / 1000
  })

/** Seconds that PLINK 2 takes to read the VCF and to score it, on one thread, and the sum that it finds. */
const theirs = (
  dir: string,
  vcf: string,
  table: string,
): { readonly reading: number; readonly scoring: number; readonly average: number } => {
  const [out, scored] = [join(dir, 'plink'), join(dir, 'scored')]
  const timed = (args: readonly string[]): number => {
    const from = performance.now()
    const [program, ...rest] = [...pinned(), 'plink2', '--threads', '1', ...args]
    const done = spawnSync(program as string, rest, { stdio: 'ignore' })
    if (done.status !== 0) throw new Error('plink2 failed')
    return (performance.now() - from) / 1000
  }
  const reading: number[] = []
  const scoring: number[] = []
  for (let i = 0; i < 5; i++) {
    reading.push(timed(['--vcf', vcf, '--make-pgen', '--out', out]))
    scoring.push(
      timed(['--pfile', out, '--score', table, '1', '2', '3', 'header', 'no-mean-imputation', '--out', scored]),
    )
  }
  const [names = '', values = ''] = readFileSync(`${scored}.sscore`, 'utf8').trim().split('\n')
  const average = Number(values.split('\t')[names.split('\t').indexOf('SCORE1_AVG')])
  return { reading: median(reading), scoring: median(scoring), average }
}

/** One score of a million weights, and a hundred scores in one pass, from the packed VCF of one person on one core; against `plink2` (reading the VCF, then `--score`) on the same files when it is on the path. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'polygenic-'))
  try {
    const [vcf, table, onePack, manyPack] = ['person.vcf.gz', 'score.tsv', 'one.pack', 'many.pack'].map((f) =>
      join(dir, f),
    ) as [string, string, string, string]
    const made = material()
    writeFileSync(vcf, made.vcf)
    writeFileSync(table, made.table)
    const one = must(packScores([made.score], 'GRCh38'))
    writeFileSync(onePack, writePackedScores(one, nodeInflate.crc32))
    const many = hundred(one)
    const terms = many.chroms.reduce((n, c) => n + c.termScores.length, 0)
    writeFileSync(manyPack, writePackedScores(many, nodeInflate.crc32))
    const single = ours(onePack, vcf, 5)
    const all = ours(manyPack, vcf, 5)
    if (Math.abs((all.sums[0] ?? 0) - (single.sums[0] ?? 1)) > 1e-9)
      throw new Error('one score and a hundred do not agree')
    const whole = median(processes(onePack, vcf))
    const peer = onPath('plink2') ? theirs(dir, vcf, table) : undefined
    if (
      peer !== undefined &&
      Math.abs(peer.average * 2 * variants - (single.sums[0] ?? 0)) > 2e-5 * Math.abs(single.sums[0] ?? 0)
    )
      throw new Error('plink2 finds another sum')
    const inAll = peer === undefined ? Number.NaN : peer.reading + peer.scoring
    const rows: BenchRow[] = [
      {
        what: 'a packed score of 1 M weights from a .vcf.gz of 1 M variants, whole process',
        value: whole,
        unit: 's',
        limit: 1,
        ...(peer === undefined ? {} : { peer: 'plink2 2.0 (VCF import + --score)', ratio: inAll / whole }),
      },
      { what: 'the same in a running process, median of 5', value: median(single.seconds), unit: 's', limit: 1 },
      { what: 'the same, peak memory', value: single.megabytes, unit: 'MB' },
      {
        what: `100 scores (${(terms / 1e6).toFixed(1)} M weights in all) in one pass, median of 5`,
        value: median(all.seconds),
        unit: 's',
      },
      { what: 'the same, times one score', value: median(all.seconds) / median(single.seconds), unit: '×', limit: 2 },
      { what: 'the same, peak memory', value: all.megabytes, unit: 'MB' },
    ]
    if (peer === undefined)
      return { name: 'polygenic scores (plink2 is not on the path: nothing to compare with)', rows }
    return {
      name: 'polygenic scores',
      rows: [
        ...rows,
        { what: 'plink2: VCF import, 1 thread, median of 5', value: peer.reading, unit: 's' },
        { what: 'plink2: --score with 1 M weights, 1 thread, median of 5', value: peer.scoring, unit: 's' },
      ],
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult, BenchRow } from './bench.ts'
import { generator, syntheticGenome, writeSyntheticGenome } from './synthetic-genome.ts'

type Times = { readonly wall: number; readonly cpu: number }
type Measured = { readonly times: readonly Times[]; readonly rows: number; readonly megabytes: number }

const variants = 1_000_000
/** About as many as a whole genome has: starting a thread takes as long as reading 200,000 of them. */
const genomeVariants = 4_000_000
const wantedSites = 2000
const genes = 90
const child = new URL('./site-extraction.ts', import.meta.url).pathname

const onPath = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
const wall = (times: readonly Times[]): number => median(times.map((t) => t.wall))
const cpu = (times: readonly Times[]): number => median(times.map((t) => t.cpu))
const pinning = onPath('taskset') ? ['taskset', '-c', '0'] : []

const ours = (way: string, file: string, sites: string, pinned: boolean): Measured => {
  const [program, ...rest] = [...(pinned ? pinning : []), process.execPath, child, way, file, sites]
  return JSON.parse(execFileSync(program, rest, { encoding: 'utf8' })) as Measured
}

/** Wall and CPU time of a program, its output counted and thrown away, as bash measures it. */
const theirs = (command: readonly string[]): readonly Times[] =>
  Array.from({ length: 5 }, () => {
    const line = `TIMEFORMAT='%R %U %S'; time ${[...pinning, ...command].join(' ')} > /dev/null`
    const [real = '', user = '', system = ''] = spawnSync('bash', ['-c', line], { encoding: 'utf8' })
      .stderr.trim()
      .split(/\s+/)
    return { wall: Number(real), cpu: Number(user) + Number(system) }
  })

/** Every n-th variant of the synthetic genome, as CHROM POS REF ALT. */
const everyNth = (rows: number, n: number): readonly string[] => {
  const out: string[] = []
  let row = 0
  syntheticGenome(rows, (text) => {
    for (const line of text.split('\n')) {
      if (line === '' || line.startsWith('#')) continue
      if (row++ % n === 7)
        out.push(
          line
            .split('\t', 5)
            .filter((_, i) => i !== 2)
            .join('\t'),
        )
    }
  })
  return out
}

/** Finding few places in a genome of a million variants: the sites of a list by reading it all, by one thread and by two, and the genes of a panel through the index. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genome-region-'))
  try {
    const [file, genome, sites, places, panel] = [
      'one.vcf.gz',
      'genome.vcf.gz',
      'sites.tsv',
      'places.tsv',
      'panel.tsv',
    ].map((f) => join(dir, f)) as [string, string, string, string, string]
    writeSyntheticGenome(file, variants, true)
    const list = everyNth(variants, variants / wantedSites)
    writeFileSync(sites, `${list.join('\n')}\n`)
    writeFileSync(places, `${list.map((l) => l.split('\t', 2).join('\t')).join('\n')}\n`)
    const random = generator()
    const starts = Array.from(
      { length: genes },
      () => `chr${1 + Math.floor(random() * 22)}\t${1 + Math.floor(random() * 4.5e7)}\tN\tN`,
    )
    writeFileSync(panel, `${starts.join('\n')}\n`)

    const one = ours('workers1', file, sites, true)
    if (one.rows !== list.length) throw new Error(`${one.rows} of ${list.length} sites were found`)
    const peer = onPath('bcftools') ? theirs(['bcftools', 'view', '-H', '-T', places, file]) : undefined
    const against = (ratio: (t: readonly Times[]) => number): Partial<BenchRow> =>
      peer === undefined ? {} : { peer: 'bcftools view -T', ratio: ratio(peer) / ratio(one.times) }
    const rows: BenchRow[] = [
      {
        what: `${list.length} sites of ${variants} variants, one core, wall`,
        value: wall(one.times),
        unit: 's',
        ...against(wall),
      },
      { what: 'the same, user and system CPU', value: cpu(one.times), unit: 's', ...against(cpu) },
      { what: 'the same, peak memory', value: one.megabytes, unit: 'MB', limit: 250 },
    ]
    if (peer !== undefined)
      rows.push({
        what: 'times faster than bcftools view -T (CPU)',
        value: cpu(peer) / cpu(one.times),
        unit: '×',
        limit: 2,
        atLeast: true,
      })

    const stream = ours('stream', file, sites, true)
    rows.push({
      what: 'the same from a stream (standard input, browser), CPU',
      value: cpu(stream.times),
      unit: 's',
      ...(peer === undefined ? {} : { peer: 'bcftools view -T', ratio: cpu(peer) / cpu(stream.times) }),
    })
    writeSyntheticGenome(genome, genomeVariants, true)
    writeFileSync(sites, `${everyNth(genomeVariants, genomeVariants / wantedSites).join('\n')}\n`)
    const load = loadavg()[0] ?? 0
    const free = ours('workers1', genome, sites, false)
    const two = ours('workers2', genome, sites, false)
    const ratio = wall(free.times) / wall(two.times)
    rows.push(
      {
        what: `${wantedSites} sites of ${genomeVariants} variants, two threads, wall`,
        value: wall(two.times),
        unit: 's',
        peer: 'one thread',
        ratio,
      },
      {
        what: 'the same, user and system CPU',
        value: cpu(two.times),
        unit: 's',
        peer: 'one thread',
        ratio: cpu(free.times) / cpu(two.times),
      },
      {
        what: `times faster than one thread (load average before: ${load.toFixed(1)})`,
        value: ratio,
        unit: '×',
        limit: 1.6,
        atLeast: true,
      },
      { what: 'two threads, peak memory', value: two.megabytes, unit: 'MB', limit: 250 },
    )

    if (onPath('tabix')) {
      execFileSync('tabix', ['-p', 'vcf', file])
      const regions = ours('regions', file, panel, true)
      const tabix = theirs([
        'tabix',
        '-h',
        file,
        ...starts.map((s) => s.split('\t')).map(([c, p]) => `${c}:${p}-${Number(p) + 49_999}`),
      ])
      rows.push(
        {
          what: `${genes} genes of 50 kb through the index, first time in a process`,
          value: (regions.times[0]?.wall ?? Number.NaN) * 1000,
          unit: 'ms',
          limit: 100,
        },
        {
          what: 'the same, median of five',
          value: wall(regions.times) * 1000,
          unit: 'ms',
          limit: 100,
          peer: 'tabix',
          ratio: wall(tabix) / wall(regions.times),
        },
      )
    }
    return { name: 'Finding places in a genome', rows }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

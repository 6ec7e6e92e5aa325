import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchResult } from './bench.ts'
import { writeSyntheticGenome } from './synthetic-genome.ts'

const variants = 5_000_000
const script = new URL('./archive-work.ts', import.meta.url).pathname
const pinning = spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0 ? ['taskset', '-c', '0'] : []

/** The figures of one step, run in a process of its own on one core. */
const work = (step: string, file: string, archive: string): Readonly<Record<string, number>> => {
  const [program, ...rest] = [...pinning, process.execPath, script, step, file, archive]
  return JSON.parse(execFileSync(program, rest, { encoding: 'utf8' })) as Readonly<Record<string, number>>
}

/** A genome of five million variants (GT, AD, DP, GQ, PL, INFO as GATK writes it) packed into an archive and looked up, on one core. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genome-archive-'))
  const [plain, packed, archive] = ['genome.vcf', 'genome.vcf.gz', 'genome.attune'].map((f) => join(dir, f)) as [
    string,
    string,
    string,
  ]
  const rate = (of: Readonly<Record<string, number>>, by: 'wall' | 'cpu'): number =>
    (of.calls as number) / (of[by] as number) / 1e6
  try {
    writeSyntheticGenome(packed, variants, true)
    const batches = work('memory', packed, archive)
    const fromPacked = work('pack', packed, archive)
    rmSync(packed)
    writeSyntheticGenome(plain, variants, false)
    const text = statSync(plain).size
    const fromText = work('pack', plain, archive)
    rmSync(plain)
    const look = work('look', '', archive)
    const size = statSync(archive).size
    return {
      name: 'The genome archive',
      rows: [
        { what: 'calls packed from batches (CPU)', value: rate(batches, 'cpu'), unit: 'M/s', limit: 1, atLeast: true },
        { what: 'calls packed from batches (wall)', value: rate(batches, 'wall'), unit: 'M/s' },
        { what: 'plain VCF read and packed (CPU)', value: rate(fromText, 'cpu'), unit: 'M/s' },
        { what: 'plain VCF read and packed (wall)', value: rate(fromText, 'wall'), unit: 'M/s' },
        { what: 'BGZF read and packed (CPU)', value: rate(fromPacked, 'cpu'), unit: 'M/s' },
        { what: 'BGZF read and packed (wall)', value: rate(fromPacked, 'wall'), unit: 'M/s' },
        { what: 'peak memory of packing', value: fromPacked.megabytes as number, unit: 'MB', limit: 250 },
        {
          what: `size of ${variants} variants with AD, DP and GQ`,
          value: size / 1e6,
          unit: 'MB',
          limit: 15,
          peer: 'the plain VCF',
          ratio: text / size,
        },
        { what: 'opened (directory only)', value: look.open as number, unit: 'ms', limit: 20 },
        { what: 'first call of a position after opening', value: look.first as number, unit: 'ms' },
        { what: '100,000 listed sites in order, chunks unpacked', value: look.warm as number, unit: 'ms', limit: 50 },
        {
          what: '100,000 listed sites in any order, chunks unpacked',
          value: look.shuffled as number,
          unit: 'ms',
        },
        {
          what: '100,000 listed sites in order, every chunk unpacked on the way',
          value: look.cold as number,
          unit: 'ms',
        },
        { what: 'one position as a full call', value: look.each as number, unit: 'µs' },
        {
          what: 'all calls walked through',
          value: (look.walked as number) / (look.seconds as number) / 1e6,
          unit: 'M/s',
        },
        { what: 'peak memory with every chunk unpacked', value: look.megabytes as number, unit: 'MB' },
      ],
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

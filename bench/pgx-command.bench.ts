import { spawn, spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pgxKnowledge, wantedSites } from '../src/clinical/pharmacogenomics/index.ts'
import { loadRelease } from '../src/knowledge/folder.ts'
import type { BenchResult, BenchRow } from './bench.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = join(root, 'src/cli/main.ts')
const memoryHook = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmaxrss '+process.resourceUsage().maxRSS+'\\n'))`

type Run = {
  readonly seconds: number
  readonly megabytes: number
  readonly status: number | null
  readonly out: number
}

const attune = (args: readonly string[]): Run => {
  const from = performance.now()
  const run = spawnSync(process.execPath, ['--import', memoryHook, main, ...args], {
    maxBuffer: 1 << 30,
    encoding: 'buffer',
  })
  const seconds = (performance.now() - from) / 1000
  const rss = /maxrss (\d+)/.exec(run.stderr.toString())?.[1]
  return { seconds, megabytes: Number(rss ?? 0) / 1024, status: run.status, out: run.stdout.length }
}

const median = (xs: readonly number[]): number => [...xs].sort((a, b) => a - b)[Math.floor(xs.length / 2)] ?? Number.NaN

/** A small seeded generator, so that every run measures the same file. */
const generator = (seed: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** A VCF with every position and many samples; each alternative allele has a frequency of its own between 0 and 30 %. */
const writeCohort = async (file: string, samples: number): Promise<number> => {
  const random = generator(7)
  const sites = [...wantedSites(pgxKnowledge([loadRelease('clinpgx')])).sites.GRCh38].sort((a, b) =>
    a.chrom === b.chrom ? a.pos - b.pos : a.chrom < b.chrom ? -1 : 1,
  )
  const out = createWriteStream(file)
  out.write(
    '##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n',
  )
  out.write(
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${Array.from({ length: samples }, (_, i) => `S${i}`).join('\t')}\n`,
  )
  for (const site of sites) {
    const frequency = random() ** 4 * 0.3
    const allele = (): number => (random() < frequency ? 1 : 0)
    const cells = Array.from({ length: samples }, () => `${allele()}|${allele()}`)
    if (
      !out.write(
        `${site.chrom}\t${site.pos}\t${site.rsid ?? '.'}\t${site.ref}\t${site.alts[0] ?? '.'}\t.\tPASS\t.\tGT\t${cells.join('\t')}\n`,
      )
    ) {
      await new Promise<void>((resolve) => out.once('drain', () => resolve()))
    }
  }
  await new Promise<void>((resolve) => out.end(() => resolve()))
  return sites.length
}

const answerTime = (data: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const from = performance.now()
    const server = spawn(process.execPath, [main, 'serve', '--demo', '--port', '0', '--data', data], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    server.once('error', reject)
    server.stdout.on('data', (text: Buffer) => {
      const url = /http:\/\/[\d.]+:\d+/.exec(text.toString())?.[0]
      if (url === undefined) return
      fetch(url).then(() => {
        const seconds = (performance.now() - from) / 1000
        server.once('exit', () => resolve(seconds))
        server.kill('SIGTERM')
      }, reject)
    })
  })

/** The command and the server as a user meets them: cold, from the shell. */
export const run = async (): Promise<BenchResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  const rows: BenchRow[] = []
  try {
    const sample = join(root, 'examples/statin-muscle-pain/genome.vcf')
    const cold = Array.from({ length: 9 }, () =>
      attune(['pgx', '--vcf', sample, '--at', '2026-11-22T00:00:00Z', '--json', '--quiet']),
    )
    const bare = Array.from({ length: 9 }, () => {
      const from = performance.now()
      spawnSync(process.execPath, ['-e', '0'])
      return (performance.now() - from) / 1000
    })
    const coldMs = median(cold.map((c) => c.seconds)) * 1000
    rows.push({
      what: 'cold `attune pgx --json`, 236 rows, median of 9',
      value: coldMs,
      unit: 'ms',
      limit: 400,
      peer: 'starting Node alone',
      ratio: coldMs / (median(bare) * 1000),
    })
    rows.push({
      what: 'its memory (largest resident set)',
      value: Math.max(...cold.map((c) => c.megabytes)),
      unit: 'MB',
      limit: 150,
    })

    const file = join(folder, 'cohort.vcf')
    const sites = await writeCohort(file, 10_000)
    const table = attune(['pgx', '--vcf', file, '--all-samples', '--quiet'])
    const bcftools = (() => {
      const from = performance.now()
      const peer = spawnSync('bcftools', ['query', '-f', '%CHROM\\t%POS[\\t%GT]\\n', '-o', '/dev/null', file])
      return peer.status === 0 ? (performance.now() - from) / 1000 : undefined
    })()
    rows.push({
      what: `10,000 samples × ${sites} sites (VCF) to a table of calls`,
      value: table.seconds,
      unit: 's',
      limit: 10,
      ...(bcftools === undefined
        ? {}
        : { peer: 'times as fast as bcftools query printing the same genotypes', ratio: bcftools / table.seconds }),
    })
    rows.push({ what: 'its memory (largest resident set)', value: table.megabytes, unit: 'MB' })

    const data = join(folder, 'data')
    const first = await answerTime(data)
    const second = median([await answerTime(data), await answerTime(data), await answerTime(data)])
    rows.push({ what: 'first start with seven people to assess, page built', value: first, unit: 's' })
    rows.push({ what: 'second start to an answering page, median of 3', value: second, unit: 's', limit: 3 })
    writeFileSync(join(folder, 'done'), '')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { name: 'pharmacogenomics: command and server', rows }
}

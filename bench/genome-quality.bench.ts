import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCalls } from '../src/genome/calls/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { qualityCounter, qualityReport } from '../src/genome/quality/index.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { syntheticGenome } from './synthetic-genome.ts'

const rows = 500_000

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] as number

/** One pass of quality control over half a million rows of plain VCF text with callability of a thousand regions, against `bcftools stats` with the sample's counts on the same file. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  const path = join(dir, 'genome.vcf')
  try {
    const file = openSync(path, 'w')
    syntheticGenome(rows, (text) => {
      writeSync(file, text)
    })
    closeSync(file)
    const regions = Array.from({ length: 1000 }, (_, i) => ({
      name: `region ${i}`,
      chrom: `chr${1 + (i % 22)}`,
      start: 1_000_000 + i * 30_000,
      end: 1_005_000 + i * 30_000,
    }))
    const times: number[] = []
    for (let i = 0; i < 3; i++) {
      const from = performance.now()
      const counter = qualityCounter({ build: 'GRCh38', regions })
      const read = await readCalls(fileSource(path), { inflate: nodeInflate }, counter.add)
      if (!read.ok) throw new Error('the made file is not read')
      const report = qualityReport(counter.tally, { header: read.value, format: read.value.format })
      if (report.rows < rows * 0.99) throw new Error('rows are missing')
      times.push((performance.now() - from) / 1000)
    }
    const seconds = median(times)
    const out: BenchRow[] = [
      { what: 'quality control, rows per second (plain text)', value: rows / seconds, unit: '1/s' },
    ]
    const peer: number[] = []
    for (let i = 0; i < 3; i++) {
      const from = performance.now()
      if (spawnSync('bcftools', ['stats', '-s', 'S1', path], { maxBuffer: 1 << 26 }).status !== 0) break
      peer.push((performance.now() - from) / 1000)
    }
    if (peer.length === 3)
      out.push({
        what: 'quality control beside bcftools stats',
        value: seconds,
        unit: 's',
        peer: `bcftools stats ${median(peer).toFixed(2)} s`,
        ratio: median(peer) / seconds,
      })
    return { name: 'genome quality', rows: out }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

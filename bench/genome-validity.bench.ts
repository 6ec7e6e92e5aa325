import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { checkVcf } from '../src/genome/validity/index.ts'
import type { BenchResult } from './bench.ts'
import { syntheticGenome } from './synthetic-genome.ts'

const rows = 1_000_000

/** The strict check of one person's VCF of a million rows, plain text. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genome-validity-'))
  try {
    const path = join(dir, 'one.vcf')
    const file = openSync(path, 'w')
    syntheticGenome(rows, (text) => writeSync(file, text))
    closeSync(file)
    const rates: number[] = []
    for (let i = 0; i < 3; i++) {
      const from = performance.now()
      const checked = await checkVcf(fileSource(path), { inflate: nodeInflate, mode: 'strict' })
      if (checked.rows < rows * 0.99 || checked.errors > rows / 1000)
        throw new Error('the file is not the one that was written')
      rates.push((checked.rows * 1000) / (performance.now() - from))
    }
    const median = rates.toSorted((a, b) => a - b)[1] as number
    return {
      name: 'Checking a genome',
      rows: [{ what: 'strict check of 1,000,000 rows', value: median, unit: 'rows/s', limit: 200_000, atLeast: true }],
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  atHand,
  genomicsOperations,
  isRefused,
  type OperationName,
  type Persons,
  readRequest,
  type SubjectGenome,
} from '../src/deliver/genomics-operations/index.ts'
import { openArchiveFile, packArchiveFile } from '../src/genome/archive/node/index.ts'
import { fileSource } from '../src/genome/node/index.ts'
import { operationKnowledge } from '../src/server/genomics-operations/index.ts'
import type { BenchResult, BenchRow } from './bench.ts'
import { writeSyntheticGenome } from './synthetic-genome.ts'

const variants = 5_000_000
const limit = 10

const queries: readonly (readonly [what: string, operation: OperationName, query: Readonly<Record<string, string>>])[] =
  [
    ['variants of one gene, present or not', 'find-subject-variants', { ranges: 'NC_000019.10:11089361-11133829' }],
    [
      'variants of one gene, told',
      'find-subject-variants',
      { ranges: 'NC_000019.10:11089361-11133829', includeVariants: 'true' },
    ],
    [
      'the same gene asked on the other build',
      'find-subject-variants',
      { ranges: 'NC_000019.9:11200037-11244505', includeVariants: 'true' },
    ],
    [
      'the first page of a whole chromosome',
      'find-subject-variants',
      { ranges: 'NC_000001.11:0-248956422', includeVariants: 'true', _count: '100' },
    ],
    ['one variant by c. name', 'find-subject-specific-variants', { variants: 'NM_007294.4:c.68_69del' }],
    [
      'seven variants by SPDI',
      'find-subject-specific-variants',
      {
        variants: Array.from(
          { length: 7 },
          (_, i) => `NC_00000${i + 1}.${[11, 12, 12, 12, 10, 12, 14][i]}:20000000:A:G`,
        ).join(','),
      },
    ],
    [
      'structural variants of one gene',
      'find-subject-structural-intersecting-variants',
      { ranges: 'NC_000017.11:43044294-43125364' },
    ],
    [
      'molecular consequences in one gene',
      'find-subject-molecular-consequences',
      { ranges: 'NC_000017.11:43044294-43125364' },
    ],
    ['what was studied of one gene', 'find-study-metadata', { ranges: 'NC_000017.11:43044294-43125364' }],
  ]

const spread = (times: readonly number[]): readonly [median: number, p99: number] => {
  const sorted = times.toSorted((a, b) => a - b)
  return [sorted[Math.floor(sorted.length / 2)] as number, sorted[Math.floor(sorted.length * 0.99)] as number]
}

/** Operations on one whole genome of five million variants with their answers written as JSON: CPU time of this process, chunks unpacked once and kept. */
export const run = async (): Promise<BenchResult> => {
  const dir = mkdtempSync(join(tmpdir(), 'genomics-operations-'))
  const [vcf, path] = [join(dir, 'genome.vcf.gz'), join(dir, 'genome.attune')]
  try {
    writeSyntheticGenome(vcf, variants, true)
    const packed = await packArchiveFile(fileSource(vcf), path, {})
    if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
    rmSync(vcf)
    const opened = openArchiveFile(path)
    if (!opened.ok) throw new Error(opened.problems.map((p) => p.message).join(' '))
    const archive = opened.value
    const { context } = operationKnowledge()
    const subject: SubjectGenome = {
      id: 'person',
      tests: [{ id: 'genome', sourceClass: 'germline', build: 'GRCh38', archive }],
      results: [],
    }
    const persons: Persons = {
      subject: async () => atHand(subject),
      subjects: async function* () {
        yield atHand(subject)
      },
      counts: { kind: 'exact' },
    }
    const operations = genomicsOperations(context)
    const rows: BenchRow[] = []
    for (const [what, operation, query] of queries) {
      const request = readRequest(
        operation,
        Object.entries({ subject: 'person', ...query }).map(([name, value]) => ({ name, value })),
      )
      if (isRefused(request)) throw new Error(request.issues.map((i) => i.text).join(' '))
      const times: number[] = []
      for (let i = 0; i < 200; i++) {
        const before = process.cpuUsage()
        const answer = await operations.run(request, persons)
        JSON.stringify(answer)
        const { user, system } = process.cpuUsage(before)
        times.push((user + system) / 1000)
        if (isRefused(answer)) throw new Error(answer.issues.map((x) => x.text).join(' '))
      }
      const [median, p99] = spread(times.slice(20))
      rows.push(
        { what: `${what}: first, its chunk unpacked`, value: times[0] as number, unit: 'ms' },
        { what: `${what}: median`, value: median, unit: 'ms', limit },
        { what: `${what}: 99 of 100`, value: p99, unit: 'ms' },
      )
    }
    archive.close()
    return { name: `Genomics operations on ${variants} variants`, rows }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

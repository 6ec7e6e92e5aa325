import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { memorySource, portableInflate, readGenotype, readSites, type Site } from '../index.ts'
import { vcf38 } from '../bytes/packed.fixture.ts'

const folder = '../shared/reference/genome'
const options = { inflate: portableInflate, build: 'GRCh37' } as const
const sites: readonly Site[] = [
  { chrom: 'chr20', pos: 14370, ref: 'G', alts: ['A'] },
  { chrom: 'chr1', pos: 10, ref: 'A', alts: ['G'] },
]
const wanted = { GRCh37: sites, GRCh38: [] }

describe.skipIf(!existsSync(folder))(
  'VCF files of hts-specs and vcf-validator (skipped without the reference folder)',
  () => {
    const files = (kind: string): readonly string[] =>
      existsSync(folder) ? globSync(`${folder}/vcf-validity/**/${kind}/*.vcf`) : []

    test('all 84 valid files are read; those without samples say so', async () => {
      expect(files('passed')).toHaveLength(84)
      for (const file of files('passed')) {
        const r = await readSites(memorySource(file, readFileSync(file)), wanted, options)
        const errors = r.problems.filter((p) => p.severity === 'error').map((p) => p.code)
        const bare = !/^#CHROM.*\tFORMAT\t./m.test(readFileSync(file, 'utf8'))
        expect([file, errors]).toEqual([file, bare ? ['VCF_NO_SAMPLES'] : []])
      }
    })

    test('all 468 faulty files end in an answer or in problems', async () => {
      expect(files('failed')).toHaveLength(468)
      for (const file of files('failed')) {
        const r = await readSites(memorySource(file, readFileSync(file)), wanted, options)
        expect(r.ok || r.problems.length > 0).toBe(true)
      }
    })
  },
)

type Semantics = {
  readonly id: string
  readonly line: string
  readonly expect: {
    readonly alleles?: readonly (number | null)[]
    readonly phased?: boolean
    readonly phaseSet?: number
    readonly passFilter?: boolean
    readonly referenceBlock?: readonly [number, number]
    readonly sv?: {
      readonly type: string
      readonly start?: number
      readonly end?: number
      readonly copyNumber?: number
    }
  }
}

describe.skipIf(!existsSync(folder))('the genotype semantics vectors (skipped without the reference folder)', () => {
  const path = `${folder}/ingest/genotype-semantics.json`
  const vectors = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { vectors: readonly Semantics[] }).vectors
    : []

  test.each(vectors.map((v) => [v.id, v] as const))('%s', async (_, v) => {
    const cells = v.line.trimEnd().split('\t')
    const [chrom, pos, ref] = [cells[0] as string, Number(cells[1]), (cells[3] as string).toUpperCase()]
    const site: Site = { chrom, pos, ref, alts: ['G'] }
    const regions = { GRCh37: [], GRCh38: [{ chrom, start: pos, end: pos + 10000 }] }
    const r = await readSites(
      memorySource('v', vcf38([]) + v.line),
      { GRCh38: [site], GRCh37: [] },
      { inflate: portableInflate, regions },
    )
    if (!r.ok) throw new Error(r.problems.map((p) => p.message).join('\n'))
    const row = r.value.sites[0]
    if (v.expect.alleles !== undefined) expect(readGenotype(row?.gt ?? '')?.alleles).toEqual(v.expect.alleles)
    if (v.expect.phased !== undefined) expect(readGenotype(row?.gt ?? '')?.phased).toBe(v.expect.phased)
    if (v.expect.phaseSet !== undefined) expect(row?.phaseSet).toBe(String(v.expect.phaseSet))
    if (v.expect.passFilter !== undefined) expect(row?.filter === 'PASS').toBe(v.expect.passFilter)
    if (v.expect.referenceBlock !== undefined) expect(row?.kind).toBe('referenceBlock')
    const { sv } = v.expect
    if (sv !== undefined && sv.type !== 'BND') {
      const { start, end, type, copyNumber } = r.value.structural[0] ?? {}
      expect({ start: sv.start === undefined ? undefined : start, end, type, copyNumber }).toEqual({
        start: sv.start,
        end: sv.end,
        type: sv.type,
        copyNumber: sv.copyNumber,
      })
    }
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../src/knowledge/folder.ts'
import { jsonlRows, tsvRows } from '../../src/knowledge/release.ts'
import { compileTerms } from '../../src/record/index.ts'
import { readRecord } from '../../src/record/read-record.ts'
import type { Instant } from '../../src/shared/instant.ts'
import { drawGenome } from './draw-genome.ts'
import { people } from './people.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const terms = compileTerms(loadRelease('attune-terms'))
const read = (path: string): string => readFileSync(path, 'utf8')

describe.each(people.map((p) => p.slug))('%s', (slug) => {
  const person = JSON.parse(read(`examples/${slug}/person.json`)) as {
    slug: string
    story: string
    expect: string
    files: Record<string, string>
  }
  test('has the files it names and a story', () => {
    expect(person.slug).toBe(slug)
    for (const file of Object.values(person.files)) expect(existsSync(`examples/${slug}/${file}`)).toBe(true)
    expect(person.story.length * person.expect.length).toBeGreaterThan(0)
  })
  test('has a record without problems in which every medicine is known', () => {
    const result = readRecord(read(`examples/${slug}/record.json`), { at, terms, source: 'record.json' })
    expect(result.problems).toEqual([])
    expect(result.ok && result.value.medications.every((m) => m.recognisedBy !== undefined)).toBe(true)
  })
})

test('one record says nothing about allergies, others state them or that there are none', () => {
  const silent = people.filter((p) => !JSON.stringify(p.record).includes('AllergyIntolerance')).map((p) => p.slug)
  expect(silent).toEqual(['statin-muscle-pain', 'array-only'])
})

describe('drawn genomes', () => {
  const table = tsvRows(read('knowledge/clinpgx/2025-11/positions.tsv'))
  test('cover every position outside CYP2D6 once', () => {
    const wanted = new Set(table.filter((r) => r['gene'] !== 'CYP2D6').map((r) => `${r['chrom']}:${r['pos_grch38']}`))
    const drawn = drawGenome({}, false).map((r) => `${r.chrom}:${r.pos}`)
    expect(new Set(drawn)).toEqual(wanted)
    expect(drawn).toHaveLength(wanted.size)
  })
  test('hold the variants of the alleles named and no other', () => {
    const rows = drawGenome({ CYP2C19: ['*2', '*2'], DPYD: ['Reference', 'c.1905+1G>A (*2A)'] }, true)
    const changed = (gene: string): readonly string[] =>
      rows.filter((r) => r.gene === gene && r.gt.some((i) => i > 0)).map((r) => `${r.rsid} ${r.gt.join('/')}`)
    expect(changed('CYP2C19')).toEqual(['rs12769205 1/1', 'rs4244285 1/1', 'rs3758581 1/1'])
    expect(changed('DPYD')).toEqual(['rs3918290 0/1'])
    expect(changed('TPMT')).toEqual([])
    expect(new Set(rows.filter((r) => r.chrom === 'chrX').map((r) => r.gt.length))).toEqual(new Set([1]))
  })
})

test('the real sample stands in its file row by row as in the vectors', () => {
  const source = 'conformance/vectors/pgx/conformance/real-getrm-30x.jsonl'
  const samples = jsonlRows<{ sample: string; rows: readonly (readonly (string | number)[])[] }>(read(source))
  const file = read('examples/statin-muscle-pain/genome.vcf')
    .split('\n')
    .filter((l) => l !== '' && !l.startsWith('#'))
    .map((l) => l.split('\t'))
  const real = samples.find((s) => s.sample === 'NA18526')
  expect(file.map((c) => [c[0], Number(c[1]), c[3], c[4], c[6], c[9]])).toEqual(
    real?.rows.map((r) => [r[0], r[1], r[3], r[4], r[5], r[7]]),
  )
})

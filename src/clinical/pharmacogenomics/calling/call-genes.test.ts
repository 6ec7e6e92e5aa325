import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SampleSites, SiteRow, StructuralRow } from '../../../genome/site.ts'
import { loadRelease } from '../../../knowledge/folder.ts'
import { pgxKnowledge } from '../knowledge.ts'
import type { GeneCall } from '../model.ts'
import { callGenes } from './call-genes.ts'
import type { CallOptions } from './call-genes.ts'
import { siteOn } from './read-rows.ts'

const knowledge = pgxKnowledge([loadRelease('clinpgx'), ...optional('cpic')])
function optional(id: string) {
  try {
    return [loadRelease(id)]
  } catch {
    return []
  }
}

const geneOf = (name: string) => {
  const gene = knowledge.genes.get(name)
  if (gene?.definition === undefined) throw new Error(`no ${name}`)
  return gene.definition
}

/** Rows of a gene: `gt` everywhere but where `at` (rsid → [alt, gt]) says otherwise; `without`: rsids that have no row. */
const rowsOf = (
  name: string,
  gt: string,
  at: Readonly<Record<string, readonly [alt: string, gt: string]>> = {},
  without: readonly string[] = [],
): readonly SiteRow[] =>
  geneOf(name)
    .positions.filter((p) => p.rsid === undefined || !without.includes(p.rsid))
    .map((p, i) => {
      const told = at[p.rsid ?? '']
      return {
        chrom: p.chrom,
        pos: p.pos,
        id: p.rsid ?? '.',
        ref: p.ref,
        alts: told === undefined ? p.alts : [told[0]],
        filter: 'PASS',
        gt: told?.[1] ?? gt,
        kind: 'row',
        line: i + 1,
        text: 'row',
      }
    })

const sample = (sites: readonly SiteRow[], over: Partial<SampleSites> = {}): SampleSites => ({
  source: 'a.vcf',
  sample: 's',
  samples: ['s'],
  build: 'GRCh38',
  buildEvidence: '',
  format: 'vcf',
  adNumber: 'R',
  sites,
  unresolved: [],
  structural: [],
  rowsRead: sites.length,
  ...over,
})
const call = (
  name: string,
  sites: readonly SiteRow[],
  options: CallOptions = {},
  over: Partial<SampleSites> = {},
): GeneCall => {
  const [only] = callGenes(sample(sites, over), knowledge, { ...options, genes: [name] })
  if (only === undefined) throw new Error(`${name} was not called`)
  return only
}
const labels = (c: GeneCall) => c.diplotypes.map((d) => d.label)
const codes = (c: GeneCall) => c.messages.map((m) => m.code)

describe('calling a gene', () => {
  test('CYP2C19 without any variant is *38/*38, and rs3758581 G on both strands is *1/*1', () => {
    expect(labels(call('CYP2C19', rowsOf('CYP2C19', '0/0')))).toEqual(['*38/*38'])
    expect(labels(call('CYP2C19', rowsOf('CYP2C19', '0/0', { rs3758581: ['G', '1/1'] })))).toEqual(['*1/*1'])
  })

  test('SLCO1B1 rs4149056 and rs2306283 together, unphased, is *1/*15, with what phase could change', () => {
    const c = call('SLCO1B1', rowsOf('SLCO1B1', '0/0', { rs4149056: ['C', '0/1'], rs2306283: ['G', '0/1'] }))
    expect(labels(c)).toEqual(['*1/*15'])
    expect(c.messages.find((m) => m.code === 'phase-could-be-otherwise')?.with).toMatchObject({
      called: '*1/*15',
      diplotypes: '*5/*37',
    })
    const trans = call('SLCO1B1', rowsOf('SLCO1B1', '0|0', { rs4149056: ['C', '0|1'], rs2306283: ['G', '1|0'] }))
    expect(labels(trans)).toEqual(['*5/*37'])
    expect(codes(trans)).not.toContain('phase-could-be-otherwise')
  })

  test('nothing read is no call, never reference', () => {
    const c = call('TPMT', [])
    expect(c).toMatchObject({ source: 'none', diplotypes: [] })
    expect(codes(c)).toEqual(['not-called-no-data'])
    expect(c.notExcluded).toContain('*3A')
    expect(c.missing).toHaveLength(geneOf('TPMT').positions.length)
  })

  test('a missing defining position leaves its allele not excluded', () => {
    const c = call('CYP2C19', rowsOf('CYP2C19', '0/0', { rs3758581: ['G', '1/1'] }, ['rs4244285']))
    expect(labels(c)).toEqual(['*1/*1'])
    expect(c.notExcluded).not.toContain('*2')
    const both = call('CYP2C19', rowsOf('CYP2C19', '0/0', { rs3758581: ['G', '1/1'] }, ['rs4244285', 'rs12769205']))
    expect(both.notExcluded).toContain('*2')
    expect(both.notExcluded).not.toContain('*17')
  })

  test('missing positions count as reference only when asked for, and each says so', () => {
    const rows = rowsOf('TPMT', '0/0', {}, ['rs1142345'])
    const c = call('TPMT', rows, { missingAsReference: true })
    expect(labels(c)).toEqual(['*1/*1'])
    expect(c.missing).toHaveLength(1)
    expect(c.positions.filter((p) => p.messages.some((m) => m.code === 'missing-taken-as-reference'))).toHaveLength(1)
    expect(codes(c)).toContain('missing-taken-as-reference')
    expect(c.notExcluded).toContain('*3C')
  })

  test('NAT2 is not called without a required position', () => {
    const c = call('NAT2', rowsOf('NAT2', '0/0', {}, ['rs1801280']))
    expect(labels(c)).toEqual([])
    expect(c.messages).toEqual([{ code: 'missing-required-position', with: { positions: 'chr8:18400344' } }])
  })

  test('a male’s one G6PD allele is a single allele', () => {
    expect(call('G6PD', rowsOf('G6PD', '0')).diplotypes).toMatchObject([
      { label: 'B (reference)', alleles: ['B (reference)'] },
    ])
  })

  test('every discarded or odd row keeps the line it stands on', () => {
    const rows = rowsOf('VKORC1', '0/1').map((r) => ({ ...r, ref: 'G' }))
    const c = call('VKORC1', rows)
    expect(c.positions[0]).toMatchObject({
      state: 'discarded',
      messages: [{ code: 'ref-mismatch' }],
      basis: { kind: 'variantRow', source: 'a.vcf', line: 1 },
    })
  })

  test('CYP2D6 is left alone unless asked for, and then says that structural alleles are not seen', () => {
    const rows = rowsOf('CYP2D6', '0/0')
    expect(callGenes(sample(rows), knowledge, { genes: ['CYP2D6'] })).toEqual([])
    const c = call('CYP2D6', rows, { callCyp2d6: true })
    expect(labels(c)).toEqual(['*1/*1'])
    expect(codes(c)).toContain('structural-alleles-not-seen')
  })
})

describe('CYP2D6 copies', () => {
  const span = { start: geneOf('CYP2D6').positions[0]?.pos ?? 0, end: geneOf('CYP2D6').positions.at(-1)?.pos ?? 0 }
  const record = (over: Partial<StructuralRow>): StructuralRow => ({
    chrom: 'chr22',
    start: span.start - 500,
    end: span.end + 500,
    type: 'DEL',
    gt: '0/1',
    filter: 'PASS',
    line: 99,
    text: 'sv',
    ...over,
  })
  const heterozygous = { rs1065852: ['A', '0/1'], rs1135840: ['G', '0/1'], rs1058164: ['G', '0/1'] } as const
  const with2d6 = (record_: StructuralRow, at: Readonly<Record<string, readonly [string, string]>> = {}) =>
    call('CYP2D6', rowsOf('CYP2D6', '0/0', at), { callCyp2d6: true }, { structural: [record_] })

  test('one deleted copy is *5 beside the allele seen; both deleted is *5/*5', () => {
    expect(labels(with2d6(record({})))).toEqual(['*1/*5'])
    expect(labels(with2d6(record({ gt: '1/1' })))).toEqual(['*5/*5'])
  })

  test('a third copy keeps every way to share it out unless the strands are alike', () => {
    expect(labels(with2d6(record({ type: 'DUP' }), heterozygous))).toEqual(['*1/*10x2', '*1x2/*10'])
    expect(labels(with2d6(record({ type: 'CNV', copyNumber: 3 })))).toEqual(['*1/*1x2'])
  })

  test('a record that covers part of the gene only changes nothing and is told', () => {
    const c = with2d6(record({ start: span.start + 1000 }))
    expect(labels(c)).toEqual(['*1/*1'])
    expect(codes(c)).toContain('structural-partial')
  })

  test('one copy with a heterozygous genotype contradicts itself', () => {
    const c = with2d6(record({}), heterozygous)
    expect(labels(c)).toEqual([])
    expect(codes(c)).toContain('copy-number-contradicts-genotype')
  })
})

describe('missing rows', () => {
  const standard = [...knowledge.genes.values()].flatMap((g) =>
    g.definition === undefined ||
    g.rules.calling !== undefined ||
    g.rules.vcfCalling !== undefined ||
    g.rules.required !== undefined
      ? []
      : [g.definition],
  )

  test('never rule out an allele that the full rows call: it is in a pair, or not excluded', () => {
    const person = fc.constantFrom(...standard).chain((definition) =>
      fc.record({
        definition: fc.constant(definition),
        alleles: fc.tuple(fc.nat(definition.names.length - 1), fc.nat(definition.names.length - 1)),
        phased: fc.boolean(),
        dropped: fc.array(fc.nat(definition.positions.length - 1), { maxLength: definition.positions.length }),
      }),
    )
    fc.assert(
      fc.property(person, ({ definition, alleles, phased, dropped }) => {
        const n = definition.positions.length
        const code = (a: number, p: number) =>
          31 - Math.clz32((definition.allowed[a * n + p] ?? 1) & -(definition.allowed[a * n + p] ?? 1))
        const rows = definition.positions.map(
          (p, i): SiteRow => ({
            chrom: p.chrom,
            pos: p.pos,
            id: '.',
            ref: p.ref,
            alts: definition.vcfAlleles[i]?.slice(1) ?? [],
            filter: 'PASS',
            gt: alleles.map((a) => code(a, i)).join(phased ? '|' : '/'),
            kind: 'row',
            line: i,
            text: '',
          }),
        )
        const full = call(definition.gene, rows)
        const less = call(
          definition.gene,
          rows.filter((_, i) => !dropped.includes(i)),
          { allPairs: true },
        )
        const reference = definition.names[definition.reference]
        const open = new Set([...less.diplotypes.flatMap((d) => d.alleles), ...less.notExcluded, reference])
        expect(full.diplotypes.length).toBeGreaterThan(0)
        expect(full.diplotypes.flatMap((d) => d.alleles).filter((a) => !open.has(a))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})

type RealVector = { readonly sample: string; readonly rows: readonly (readonly string[])[] }
const real = readFileSync(
  join(import.meta.dirname, '../../../../conformance/vectors/pgx/conformance/real-getrm-30x.jsonl'),
  'utf8',
)
  .split('\n')
  .filter((l) => l !== '')
  .map((l) => JSON.parse(l) as RealVector)
const realRows = (v: RealVector): readonly SiteRow[] =>
  v.rows.map(([chrom = '', pos = '', id = '', ref = '', alt = '', filter = '', , gt = ''], i) => ({
    chrom,
    pos: Number(pos),
    id,
    ref,
    alts: alt === '.' ? [] : alt.split(','),
    filter,
    gt,
    kind: 'row',
    line: i + 1,
    text: '',
  }))
const summary = (calls: readonly GeneCall[]) =>
  calls.map((c) => [c.gene, c.diplotypes.map((d) => [d.label, d.score]), c.lowestFunction, c.missing, c.notExcluded])

describe('real genomes', () => {
  test('give the same calls whatever the order of rows at different positions', () => {
    for (const v of real) {
      const rows = realRows(v)
      const before = summary(callGenes(sample(rows), knowledge))
      fc.assert(
        fc.property(
          fc.shuffledSubarray([...new Set(rows.map((r) => r.pos))], {
            minLength: new Set(rows.map((r) => r.pos)).size,
          }),
          (order) => {
            const shuffled = order.flatMap((pos) => rows.filter((r) => r.pos === pos))
            expect(summary(callGenes(sample(shuffled), knowledge))).toEqual(before)
          },
        ),
        { numRuns: 5 },
      )
    }
  })

  test('give the same calls when multi-allelic rows are split', () => {
    for (const v of real) {
      const rows = realRows(v)
      const split = rows.flatMap((r) =>
        r.alts.length < 2
          ? [r]
          : r.alts.map((alt, i) => ({
              ...r,
              alts: [alt],
              gt: r.gt.replaceAll(/\d+/g, (x) => (Number(x) === i + 1 ? '1' : '0')),
            })),
      )
      expect(split.length).toBeGreaterThan(rows.length)
      expect(summary(callGenes(sample(split), knowledge))).toEqual(summary(callGenes(sample(rows), knowledge)))
    }
  })

  test('give the same calls when the same rows are written on GRCh37', () => {
    for (const v of real) {
      const known = realRows(v).filter((r) => {
        const p = [...knowledge.genes.values()]
          .flatMap((g) => g.definition?.positions ?? [])
          .find((q) => q.chrom === r.chrom && q.pos === r.pos)
        return (
          p !== undefined &&
          siteOn(p, 'GRCh37') !== undefined &&
          r.ref === p.ref &&
          r.alts.every((a) => /^[ACGT]+$/.test(a))
        )
      })
      const old = known.map((r) => {
        const p = [...knowledge.genes.values()]
          .flatMap((g) => g.definition?.positions ?? [])
          .find((q) => q.chrom === r.chrom && q.pos === r.pos)
        const place = p === undefined ? undefined : siteOn(p, 'GRCh37')
        if (place === undefined) throw new Error('not placed')
        const texts = [r.ref, ...r.alts]
        const alts = texts.filter((t) => t !== place.ref)
        const number = (x: string) => String([place.ref, ...alts].indexOf(texts[Number(x)] ?? ''))
        return { ...r, pos: place.pos, ref: place.ref, alts, gt: r.gt.replaceAll(/\d+/g, number) }
      })
      expect(old.some((r, i) => r.ref !== known[i]?.ref)).toBe(true)
      expect(summary(callGenes(sample(old, { build: 'GRCh37' }), knowledge))).toEqual(
        summary(callGenes(sample(known), knowledge)),
      )
    }
  })
})

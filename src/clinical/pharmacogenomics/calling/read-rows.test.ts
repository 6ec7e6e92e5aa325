import { describe, expect, test } from 'vitest'
import type { SampleSites, SiteRow } from '../../../genome/site.ts'
import type { Position } from '../model.ts'
import { indexRows, seenAt } from './read-rows.ts'

const substitution: Position = {
  gene: 'G',
  chrom: 'chr1',
  pos: 100,
  pos37: 90,
  ref37: 'A',
  ref: 'A',
  alts: ['C', 'G'],
  hgvs: '',
  alleleMap: {},
  tier1: false,
  required: false,
  kind: 'named_allele',
}
const deletion: Position = { ...substitution, ref: 'AT', alts: ['A'] }
const onX: Position = { ...substitution, chrom: 'chrX' }

const row = (over: Partial<SiteRow>): SiteRow => ({
  chrom: 'chr1',
  pos: 100,
  id: '.',
  ref: 'A',
  alts: ['C'],
  filter: 'PASS',
  gt: '0/1',
  kind: 'row',
  line: 1,
  text: 'row',
  ...over,
})
const sample = (rows: readonly SiteRow[], over: Partial<SampleSites> = {}): SampleSites => ({
  source: 'a.vcf',
  sample: 's',
  samples: ['s'],
  build: 'GRCh38',
  buildEvidence: '',
  format: 'vcf',
  adNumber: 'R',
  sites: rows,
  unresolved: [],
  structural: [],
  rowsRead: rows.length,
  ...over,
})
const read = (rows: readonly SiteRow[], position = substitution, over: Partial<SampleSites> = {}) => {
  const s = sample(rows, over)
  const seen = seenAt(position, s, indexRows(s))
  return seen === undefined ? undefined : { alleles: seen.alleles, codes: seen.messages.map((m) => m.code), seen }
}

describe('rows at a position', () => {
  test('no row is missing, not reference', () => expect(read([])).toBeUndefined())

  test('another REF than the expected one discards the row', () => {
    expect(read([row({ ref: 'T' })])).toMatchObject({ alleles: [], codes: ['ref-mismatch'], seen: { discarded: true } })
    expect(read([row({ filter: 'PCATxREF' })])).toMatchObject({ alleles: [], codes: ['ref-mismatch'] })
    expect(read([row({ ref: 'a', alts: ['c'] })])?.alleles).toEqual(['A', 'C'])
  })

  test('a genotype that is all dots is no genotype', () => {
    for (const gt of ['./.', '.', '.|.'])
      expect(read([row({ gt })])).toMatchObject({ alleles: [], codes: ['row-no-genotype'], seen: { discarded: false } })
  })

  test('half a genotype: REF alone is missing, an ALT alone is kept with its other strand unknown', () => {
    for (const gt of ['0/.', './0', '0']) expect(read([row({ gt })])?.alleles).toEqual([])
    expect(read([row({ gt: '1/.' })])).toMatchObject({ alleles: ['C', null], codes: ['one-allele-of-two'] })
    expect(read([row({ gt: '.|1' })])?.alleles).toEqual([null, 'C'])
    expect(read([row({ gt: '1' })])?.alleles).toEqual(['C', null])
  })

  test('one strand is enough on chrX, chrY and chrM', () => {
    expect(read([row({ chrom: 'chrX', gt: '1' })], onX)).toMatchObject({ alleles: ['C'], seen: { haploid: true } })
    const mitochondrial = { ...substitution, chrom: 'chrM' }
    expect(read([row({ chrom: 'chrM', gt: './1' })], mitochondrial)).toMatchObject({
      alleles: ['C'],
      seen: { haploid: true },
    })
  })

  test('a phase mark before the first allele (VCF 4.4) and a lost allele are read as such', () => {
    expect(read([row({ gt: '|0|1' })])).toMatchObject({ alleles: ['A', 'C'], codes: [], seen: { phased: true } })
    expect(read([row({ gt: '1/' })])?.alleles).toEqual(['C', null])
    expect(read([row({ gt: 'x/1' })])).toMatchObject({ alleles: [], codes: ['gt-outside-alts'] })
  })

  test('more than two alleles: the first two', () =>
    expect(read([row({ gt: '0/1/1' })])).toMatchObject({ alleles: ['A', 'C'], codes: ['more-than-two-alleles'] }))

  test('an ALT that is no base matters only when the genotype uses it', () => {
    for (const [alt, code] of [
      ['<DEL>', 'alt-symbolic'],
      ['*', 'alt-overlapped'],
      ['N', 'alt-ambiguous'],
      ['Q', 'alt-unknown-base'],
    ] as const) {
      expect(read([row({ alts: [alt, 'C'], gt: '0/1' })])).toMatchObject({
        alleles: [],
        codes: [code],
        seen: { discarded: true },
      })
      expect(read([row({ alts: [alt, 'C'], gt: '0/2' })])).toMatchObject({ alleles: ['A', 'C'], codes: [code] })
    }
  })

  test('an allele number without an ALT is no genotype at all', () =>
    expect(read([row({ gt: '0/3' })])).toMatchObject({ alleles: [], codes: ['gt-outside-alts'] }))

  test('an expected deletion that the row cannot show is told', () => {
    expect(read([row({ ref: 'AT', alts: [], gt: '0/0' })], deletion)).toMatchObject({
      alleles: ['AT', 'AT'],
      codes: ['indel-not-validated'],
    })
    expect(read([row({ ref: 'AT', alts: ['A'], gt: '0/1' })], deletion)).toMatchObject({
      alleles: ['AT', 'A'],
      codes: [],
    })
  })

  test('a base that the definition does not list is kept and named', () => {
    expect(read([row({ alts: ['T'] })])).toMatchObject({
      alleles: ['A', 'T'],
      codes: ['undocumented-allele'],
      seen: { notDocumented: ['T'] },
    })
  })

  test('a heterozygous genotype with reads on one side only is discarded, if the header declares AD with Number=R', () => {
    expect(read([row({ depths: [0, 30] })])).toMatchObject({ alleles: [], codes: ['ad-contradicts-gt'] })
    expect(read([row({ depths: [12, 18] })])?.alleles).toEqual(['A', 'C'])
    expect(read([row({ depths: [0, 30] })], substitution, { adNumber: '.' })?.alleles).toEqual(['A', 'C'])
    expect(read([row({ depths: [0, 30], gt: '1/1' })])?.alleles).toEqual(['C', 'C'])
  })

  test('phase: a bar or a single strand is phased; the phase set counts where the strands differ', () => {
    expect(read([row({ gt: '0|1', phaseSet: '7' })])?.seen).toMatchObject({ phased: true, phaseSet: '7' })
    expect(read([row({ gt: '1|1', phaseSet: '7' })])?.seen).toMatchObject({ phased: true, phaseSet: null })
    expect(read([row({ gt: '0/1', phaseSet: '7' })])?.seen).toMatchObject({ phased: false, phaseSet: null })
  })

  test('the first usable row wins, and a later one replaces an unusable one', () => {
    expect(read([row({ gt: '0/1' }), row({ gt: '1/1', line: 2 })])).toMatchObject({
      alleles: ['A', 'C'],
      codes: ['duplicate-row'],
    })
    expect(read([row({ gt: './.' }), row({ gt: '1/1', line: 2 })])).toMatchObject({
      alleles: ['C', 'C'],
      codes: ['row-no-genotype'],
    })
  })

  test('rows split by ALT are put together, phased by strand and unphased in either order', () => {
    expect(read([row({ gt: '1/0' }), row({ alts: ['G'], gt: '0/1' })])?.alleles).toEqual(['C', 'G'])
    expect(read([row({ gt: '0/1' }), row({ alts: ['G'], gt: '0/1' })])?.alleles.toSorted()).toEqual(['C', 'G'])
    expect(read([row({ gt: '1|.' }), row({ alts: ['G'], gt: '.|1' })])?.alleles).toEqual(['C', 'G'])
    expect(read([row({ gt: '0/0' }), row({ alts: ['G'], gt: '1/1' })])?.alleles).toEqual(['G', 'G'])
    expect(read([row({ gt: '1/1' }), row({ alts: ['G'], gt: '0/1' })])?.codes).toContain('duplicate-row')
  })

  test('a reference block is REF on both strands, at indels too', () => {
    expect(read([row({ kind: 'referenceBlock', alts: [], gt: '0/0', ref: 'A' })], deletion)?.alleles).toEqual([
      'AT',
      'AT',
    ])
  })

  test('an indel in a notation the reader could not resolve makes the position missing', () => {
    const unresolved = [{ site: { chrom: 'chr1', pos: 100, ref: 'AT', alts: ['A'] }, line: 9, text: 'x' }]
    expect(read([row({ ref: 'AT', alts: ['A'], gt: '0/0' })], deletion, { unresolved })).toMatchObject({
      alleles: [],
      codes: ['indel-notation-unresolved'],
    })
  })

  test('on GRCh37 the old position and reference base are expected, and bases keep their meaning', () => {
    const swapped = { ...substitution, ref37: 'C' }
    expect(read([row({ pos: 90, ref: 'C', alts: ['A'], gt: '0/1' })], swapped, { build: 'GRCh37' })?.alleles).toEqual([
      'C',
      'A',
    ])
    expect(read([row({ pos: 90, ref: 'A', alts: ['C'] })], swapped, { build: 'GRCh37' })?.codes).toEqual([
      'ref-mismatch',
    ])
    const { pos37: _p, ref37: _r, ...nowhere } = substitution
    expect(read([row({ pos: 90 })], nowhere, { build: 'GRCh37' })).toBeUndefined()
  })
})

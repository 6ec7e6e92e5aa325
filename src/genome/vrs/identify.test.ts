import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildOfAccession } from '../identity/contig-name.ts'
import type { ReferenceSequence } from '../reference/reference-genome.ts'
import { refgetAccession, refgetOfSequence, vrsIdentify, vrsOfVariant, vrsSerialize } from './index.ts'

const sequence: ReferenceSequence = {
  name: 'chr19',
  length: 8,
  codeAt: (at) => 'ACGTNACG'.charCodeAt(at) || 0,
  slice: (start, end) => (end > 8 ? undefined : 'ACGTNACG'.slice(start, end)),
}
const reference = { build: 'GRCh38', names: ['chr19'], sequence: () => sequence } as const

test('names, alphabets and written-out repeats are left out of what is digested', () => {
  const sequenceReference = { type: 'SequenceReference', refgetAccession: 'SQ.x', id: 'NC_1' } as const
  const location = { type: 'SequenceLocation', sequenceReference, start: 1, end: 2 } as const
  expect(vrsSerialize(location)).toBe(
    '{"end":2,"sequenceReference":{"refgetAccession":"SQ.x","type":"SequenceReference"},"start":1,"type":"SequenceLocation"}',
  )
  const state = { type: 'ReferenceLengthExpression', length: 4, repeatSubunitLength: 2, sequence: 'CACA' } as const
  expect(vrsSerialize(state)).toBe('{"length":4,"repeatSubunitLength":2,"type":"ReferenceLengthExpression"}')
})

test('an identifier may stand for the object it names', () => {
  const location = {
    type: 'SequenceLocation',
    sequenceReference: { type: 'SequenceReference', refgetAccession: 'SQ.F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul' },
    start: 44908821,
    end: 44908822,
  } as const
  expect(vrsIdentify({ type: 'Terminus', location: 'ga4gh:SL.4t6JnYWqHwYw9WzBT_lmWBb3tLQNalkT' })).toBe(
    vrsIdentify({ type: 'Terminus', location }),
  )
})

test.each([
  [
    'GRCh38',
    'chr1',
    150509934,
    150509939,
    3,
    'SL.lATPyMuwVuHvSnMktrj-NfJ3CkC6u5I3',
    'VA.mkLU2yL862kqFSvsTsB_JhSg8Cvg88BG',
  ],
  [
    'GRCh37',
    'chr7',
    36561661,
    36561663,
    0,
    'SL.JOFKL4nL5mRUlO_xLwQ8VOD1v7mxhs3I',
    'VA.d6ru7RcuVO0-v3TtPFX5fZz-GLQDhMVb',
  ],
] as const)('identifiers that others published: %s %s:%i-%i', (build, contig, start, end, length, sl, va) => {
  const accession = refgetAccession(build, contig) ?? ''
  const sequenceReference = { type: 'SequenceReference', refgetAccession: accession } as const
  const location = { type: 'SequenceLocation', sequenceReference, start, end } as const
  const state = { type: 'ReferenceLengthExpression', length, repeatSubunitLength: 2 } as const
  expect(vrsIdentify(location)).toBe(`ga4gh:${sl}`)
  expect(vrsIdentify({ type: 'Allele', location, state })).toBe(`ga4gh:${va}`)
})

test('the accession of a sequence is the digest of its letters (ACGT as in the GA4GH vectors)', () => {
  const four: ReferenceSequence = { ...sequence, length: 4 }
  expect(refgetOfSequence(four)).toBe('SQ.aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2')
  expect(refgetOfSequence({ ...sequence, length: 20 })).toBeUndefined()
})

test('the accessions that the GA4GH vectors give to RefSeq sequences are those of the table', () => {
  const text = readFileSync('conformance/vectors/genome/vrs/models.json', 'utf8')
  const met = new Set<string>()
  for (const [reference] of text.matchAll(/\{[^{}]*"SequenceReference"[^{}]*\}/g)) {
    const { id, refgetAccession: expected } = JSON.parse(reference) as { id?: string; refgetAccession: string }
    const build = id === undefined ? undefined : buildOfAccession(id)
    if (id === undefined || build === undefined) continue
    met.add(id)
    expect(refgetAccession(build, id)).toBe(expected)
  }
  expect([...met].toSorted()).toEqual(['NC_000001.10', 'NC_000002.11', 'NC_000007.14'])
})

test('chromosomes are found by any of their names, other contigs are not known', () => {
  expect(refgetAccession('GRCh38', 'NC_000019.10')).toBe('SQ.IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl')
  expect(refgetAccession('GRCh37', 'chrM')).toBe(refgetAccession('GRCh38', 'MT'))
  expect(refgetAccession('GRCh38', 'chrUn_KI270302v1')).toBeUndefined()
})

test.each([
  [{ chrom: 'chrUn_KI270302v1', pos: 1, ref: 'A', alt: 'C' }, 'accession'],
  [{ chrom: 'chr19', pos: 1, ref: 'A', alt: '<DEL>' }, 'notLetters'],
  [{ chrom: 'chr19', pos: 1, ref: 'A', alt: '*' }, 'notLetters'],
  [{ chrom: 'chr19', pos: 8, ref: 'GT', alt: 'G' }, 'referenceNotHeld'],
  [{ chrom: 'chr19', pos: 2, ref: 'G', alt: 'T' }, 'referenceDiffers'],
] as const)('%o has no name: %s', (variant, because) => {
  expect(vrsOfVariant(variant, 'GRCh38', reference)).toEqual({ kind: 'notKnown', because })
})

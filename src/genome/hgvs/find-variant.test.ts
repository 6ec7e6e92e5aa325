import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/memory-reference.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { variantOfHgvs } from './find-variant.ts'
import { searchText, variantOfCoordinates } from './search-text.ts'

/** ATG AGA TGT | CAA TAA in two exons of chr17, with a second transcript that begins one codon later. */
const genome = 'CCCCATGAGATGTGTACCAGCAATAACCCC'
const select: Transcript = {
  id: 'NM_1.2',
  gene: 'BRCA1',
  protein: 'NP_1.1',
  biotype: 'protein_coding',
  build: 'GRCh38',
  chrom: 'chr17',
  strand: 1,
  exons: [
    { start: 0, end: 10, genomeStart: 3, genomeEnd: 13 },
    { start: 10, end: 17, genomeStart: 20, genomeEnd: 27 },
  ],
  cds: { start: 1, end: 16 },
  tags: ['MANE Select'],
}
const other: Transcript = { ...select, id: 'NM_5.1', protein: 'NP_5.1', cds: { start: 4, end: 16 }, tags: [] }
const reference = memoryReference({ chr17: genome }, 'GRCh38')
const index = transcriptIndex([other, select])

const found = (text: string): readonly string[] => {
  const result = variantOfHgvs(text, index, reference)
  if (!result.ok) return result.problems.map((p) => p.code)
  return result.value.variants.map(({ pos, ref, alt }) => `${pos} ${ref}>${alt}`)
}

describe('a change is found however it is asked for', () => {
  test.each([
    ['NM_1.2:c.4A>T'],
    ['NM_1.2(BRCA1):c.4A>T'],
    ['NC_000017.11(NM_1.2):c.4A>T'],
    ['NC_000017.11:g.8A>T'],
    ['chr17:g.8A>T'],
    ['BRCA1:c.4A>T'],
    ['brca1 c.4A>T'],
    ['BRCA1 : C.4A＞T'.replace('＞', '>')],
    ['NM_1.2(BRCA1):c.4A>T (p.Arg2Trp)'],
    ['NM_1:c.4A>T'],
    ['NM_1.2:n.5A>T'],
    ['17-8-A-T'],
    ['chr17:8 A>T'],
  ])('%s', (text) => expect(found(text)).toEqual(['8 A>T']))

  test('indels come left-aligned and anchored', () => {
    expect(found('BRCA1:c.6del')).toEqual(['9 GA>G'])
    expect(found('BRCA1:c.9+1_9+2dup')).toEqual(['10 A>ATG'])
    expect(found('BRCA1:c.4_6delinsTT')).toEqual(['8 AGA>TT'])
    expect(found('BRCA1:c.1_3inv')).toEqual(['5 ATG>CAT'])
  })

  test('changes of one allele belong together, those of two do not', () => {
    expect(variantOfHgvs('BRCA1:c.[4A>T;6A>C]', index, reference)).toMatchObject({
      value: { meaning: 'all', variants: [{ pos: 8 }, { pos: 10 }] },
    })
    expect(found('BRCA1:c.[4A>T];[6A>C]')).toEqual(['HGVS_SEVERAL_CHANGES'])
  })

  test('promoter positions before the transcript are counted on', () => {
    expect(found('BRCA1:c.-3C>T')).toEqual(['2 C>T'])
  })
})

describe('a protein change is every DNA change of its codon, single bases first', () => {
  test('p.Arg2Ter: AGA to TGA, then to TAA and TAG', () => {
    expect(found('BRCA1 p.Arg2*')).toEqual(['8 A>T', '8 AG>TA', '8 AGA>TAG'])
    expect(found('BRCA1:R2*')).toEqual(['8 A>T', '8 AG>TA', '8 AGA>TAG'])
    expect(found('NP_1.1:p.(Arg2Ter)')).toEqual(['8 A>T', '8 AG>TA', '8 AGA>TAG'])
    expect(variantOfHgvs('BRCA1:p.R2*', index, reference)).toMatchObject({
      value: { meaning: 'any', transcript: { id: 'NM_1.2' } },
    })
  })
  test('a codon that an intron divides is only changed where its bases are together', () => {
    const divided: Transcript = {
      ...select,
      exons: [
        { start: 0, end: 9, genomeStart: 3, genomeEnd: 12 },
        { start: 9, end: 16, genomeStart: 20, genomeEnd: 27 },
      ],
      endIncomplete: true,
    }
    // TG|C to TGA is one base; TAA and TAG would need both sides of the intron.
    expect(variantOfHgvs('BRCA1:p.Cys3Ter', transcriptIndex([divided]), reference)).toMatchObject({
      value: { variants: [{ chrom: 'chr17', pos: 21, ref: 'C', alt: 'A' }] },
    })
  })
  test('a frameshift has too many, a wrong residue none', () => {
    expect(found('BRCA1:p.Arg2fs')).toEqual(['HGVS_MANY_VARIANTS'])
    expect(found('BRCA1:p.Lys2Ter')).toEqual(['HGVS_NOT_AS_DESCRIBED'])
  })
})

describe('of several transcripts', () => {
  test('the preferred one is taken where the stated bases fit, else the next', () => {
    expect(variantOfHgvs('BRCA1:c.1A>G', index, reference)).toMatchObject({ value: { transcript: { id: 'NM_1.2' } } })
    expect(variantOfHgvs('BRCA1:c.2G>C', index, reference)).toMatchObject({ value: { transcript: { id: 'NM_5.1' } } })
  })
  test('another version is taken and said', () => {
    expect(variantOfHgvs('NM_1.9:c.4A>T', index, reference)).toMatchObject({ value: { otherVersion: 'NM_1.2' } })
  })
})

describe('where the genome is not held', () => {
  const alone = (text: string) => variantOfHgvs(text, index, undefined, { build: 'GRCh38' })
  test('a substitution is taken as it is stated, and said to be unchecked', () => {
    for (const text of ['NC_000017.11:g.8A>T', 'BRCA1:c.4A>T', '17-8-A-T'])
      expect(alone(text)).toMatchObject({
        ok: true,
        value: { variants: [{ chrom: 'chr17', pos: 8, ref: 'A', alt: 'T' }], unchecked: true },
      })
    expect(variantOfHgvs('BRCA1:c.4A>T', index, reference)).not.toHaveProperty('value.unchecked')
  })
  test('what needs a base beside it is not made up', () => {
    for (const text of ['NC_000017.11:g.8delA', 'BRCA1:c.4_5insT', 'BRCA1:c.4_5dupAG', 'BRCA1:c.4_6delinsTT'])
      expect(alone(text)).toMatchObject({ ok: false, problems: [{ code: 'HGVS_NO_SEQUENCE' }] })
    expect(alone('BRCA1:c.4_6delAGAinsTT')).toMatchObject({ value: { variants: [{ pos: 8, ref: 'AGA', alt: 'TT' }] } })
  })
  test('a repeat that may go on behind the held bases has no number of units', () => {
    const cut = memoryReference({ chr17: 'CCCAGAGA' }, 'GRCh38')
    const windowed = { ...cut, sequence: () => ({ name: 'chr17', length: 99, codeAt, slice: () => undefined }) }
    const codeAt = (at: number) => 'CCCAGAGA'.charCodeAt(at) || 0
    const asked = 'chr17:g.4AG[5]'
    expect(variantOfHgvs(asked, index, windowed)).toMatchObject({ problems: [{ code: 'HGVS_NO_SEQUENCE' }] })
    expect(variantOfHgvs(asked, index, memoryReference({ chr17: 'CCCAGAGC' }, 'GRCh38'))).toMatchObject({
      value: { variants: [{ pos: 3, ref: 'C', alt: 'CAGAGAG' }] },
    })
  })
})

test('a change to what the reference has already is told as that, not as a wrong base', () => {
  expect(found('NC_000017.11:g.8G>A')).toEqual(['HGVS_REFERENCE_IS_ALT'])
  expect(found('BRCA1:c.4G>A')).toEqual(['HGVS_REFERENCE_IS_ALT'])
  expect(found('BRCA1:c.9+1C>G')).toEqual(['HGVS_REFERENCE_IS_ALT'])
  expect(found('BRCA1:c.4G>C')).toEqual(['HGVS_REF_MISMATCH'])
})

test('m. means the reference mitochondrion, with its accession, a gene of it or nothing before it', () => {
  for (const text of ['NC_012920.1:m.1555A>G', 'MT-RNR1 m.1555A>G', 'm.1555A>G'])
    expect(found(text)).toEqual(['1555 A>G'])
  expect(found('NC_001807.4:m.1555A>G')).toEqual(['HGVS_UNKNOWN_REFERENCE'])
})

test('what stands in the way is told', () => {
  expect(found('NM_1.2:c.4C>T')).toEqual(['HGVS_REF_MISMATCH'])
  expect(found('c.4A>T')).toEqual(['HGVS_NO_REFERENCE'])
  expect(found('NOGENE:c.4A>T')).toEqual(['HGVS_UNKNOWN_REFERENCE'])
  expect(found('NC_000017.10:g.8A>T')).toEqual(['HGVS_WRONG_BUILD'])
  expect(found('NC_000017.9:g.8A>T')).toEqual(['HGVS_WRONG_BUILD'])
  expect(found('NC_000017.9(NM_1.2):c.4A>T')).toEqual(['HGVS_WRONG_BUILD'])
  expect(found('NC_060941.1:g.8A>T')).toEqual(['HGVS_WRONG_BUILD'])
  expect(found('NC_000018.10:g.8del')).toEqual(['HGVS_NO_SEQUENCE'])
  expect(found('BRCA1:c.4A=')).toEqual(['HGVS_NO_CHANGE'])
  expect(found('BRCA1:c.(4_5)del')).toEqual(['HGVS_UNCERTAIN'])
  expect(found('BRCA1:r.4a>u')).toEqual(['HGVS_RNA'])
  expect(found('BRCA1:c.4A>')).toEqual(['HGVS_SYNTAX'])
  expect(found('17-8-C-T')).toEqual(['HGVS_REF_MISMATCH'])
})

describe('what people type', () => {
  test.each([
    ['BRCA1 c.68_69delAG', 'BRCA1:c.68_69delAG'],
    ['BRCA1:R1443*', 'BRCA1:p.R1443*'],
    ['BRCA1 Arg1443Ter', 'BRCA1:p.Arg1443Ter'],
    ['BRCA1 p.Arg1443Ter', 'BRCA1:p.Arg1443Ter'],
    ['NM_007294.4(BRCA1):c.68_69del (p.Glu23fs)', 'NM_007294.4(BRCA1):c.68_69del'],
    ['nm_007294.4:c.68–1G&gt;A', 'NM_007294.4:c.68-1G>A'],
    ['C9orf72:c.45+163GGGGCC[70]', 'C9orf72:c.45+163GGGGCC[70]'],
    ['HLA-A:c.2T>C', 'HLA-A:c.2T>C'],
    ['p.Arg97*', 'p.Arg97*'],
    ['ENST00000357654.9:c.1A>G', 'ENST00000357654.9:c.1A>G'],
  ])('%s', (text, expected) => expect(searchText(text)).toBe(expected))

  test('coordinates are a variant, anything else is not', () => {
    expect(variantOfCoordinates('MT-3243-A-G')).toEqual({ chrom: 'chrM', pos: 3243, ref: 'A', alt: 'G' })
    expect(variantOfCoordinates('chrX:100:AC:A')).toEqual({ chrom: 'chrX', pos: 100, ref: 'AC', alt: 'A' })
    expect(variantOfCoordinates('BRCA1')).toBeUndefined()
    expect(variantOfCoordinates('29-100-A-G')).toBeUndefined()
  })
})

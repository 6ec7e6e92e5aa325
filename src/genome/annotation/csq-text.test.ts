import { describe, expect, test } from 'vitest'
import type { AlleleAnnotation } from './allele-annotation.ts'
import { csqHeader, csqText, togetherHeader, togetherText } from './csq-text.ts'

const columnsOf = (header: string): readonly string[] => (/Format: ([^"]+)"/.exec(header)?.[1] ?? '').split('|')
const cellsOf = (header: string, text: string) =>
  Object.fromEntries(columnsOf(header).map((name, i) => [name, text.split('|')[i]]))

const annotation: AlleleAnnotation = {
  variant: { chrom: 'chr1', pos: 5, ref: 'A', alt: 'C' },
  reference: 'equal',
  g: 'NC_000001.11:g.5A>C',
  transcripts: [
    {
      gene: 'G|1',
      transcript: 'T1.1',
      tags: ['MANE Select'],
      biotype: 'protein_coding',
      terms: ['missense_variant', 'splice_region_variant'],
      impact: 'moderate',
      c: 'T1.1:c.3=',
      p: 'p.(Met1?)',
      codons: ['Atg', 'Ctg'],
      mayShift: true,
      flags: [],
    },
  ],
}

describe('the CSQ field', () => {
  test('has a cell for each column of its header, and nothing in it that would break INFO', () => {
    const text = csqText('C', annotation)
    expect(text).not.toMatch(/[;=,\s]/)
    expect(cellsOf(csqHeader, text)).toEqual({
      Allele: 'C',
      Consequence: 'missense_variant&splice_region_variant',
      IMPACT: 'MODERATE',
      SYMBOL: 'G%7C1',
      Feature: 'T1.1',
      BIOTYPE: 'protein_coding',
      EXON: '',
      INTRON: '',
      HGVSc: 'T1.1:c.3%3D',
      HGVSp: 'p.(Met1?)',
      HGVSg: 'NC_000001.11:g.5A>C',
      DISTANCE: '',
      Codons: 'Atg/Ctg',
      MANE: 'Select',
      FLAGS: 'nameMayShift',
    })
  })

  test('claims no intergenic variant where only no loaded transcript is near', () => {
    expect(cellsOf(csqHeader, csqText('C', { ...annotation, transcripts: [] }))).toMatchObject({
      Consequence: 'sequence_variant',
      IMPACT: 'MODIFIER',
      HGVSg: 'NC_000001.11:g.5A>C',
    })
  })

  test('says nothing of an allele that is not read', () => {
    expect(csqText('<CNV>', { reference: 'notHeld', transcripts: [] })).toBe('')
  })
})

test('what variants do together has a cell for each column of its header', () => {
  const [a, b] = [
    { chrom: 'chr1', pos: 5, ref: 'A', alt: 'C' },
    { chrom: 'chr1', pos: 6, ref: 'T', alt: 'G' },
  ]
  const text = togetherText({
    gene: 'G',
    transcript: 'T1.1',
    members: [a, b],
    terms: ['missense_variant'],
    impact: 'notKnown',
    residues: [3, 3],
    aminoAcids: ['R', 'Y'],
    copies: [1, 2],
  })
  expect(cellsOf(togetherHeader, text)).toEqual({
    SYMBOL: 'G',
    Feature: 'T1.1',
    Members: '5:A>C&6:T>G',
    Consequence: 'missense_variant',
    IMPACT: 'MODIFIER',
    Amino_acids: '3R>Y',
    Copies: '1&2',
    Unplaced: '',
  })
})

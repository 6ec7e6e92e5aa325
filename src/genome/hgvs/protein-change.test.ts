import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Transcript } from '../transcripts/transcript.ts'
import { codingReference } from './coding-reference.ts'
import { proteinChangeText } from './format-hgvs.ts'
import type { ProteinChange } from './hgvs-variant.ts'
import { proteinChange } from './protein-change.ts'
import { dice, otherBase, randomBases } from './random-transcript.fixture.ts'
import { isRefusal } from './refusal.ts'
import type { SequenceEdit } from './sequence-edit.ts'
import { trimEdit } from './sequence-edit.ts'
import { textReader } from './readers.ts'

/** NCBI's table 1, bases in the order T, C, A, G. */
const ncbi = 'FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG'
const naive = (bases: string, start: number): string => {
  let protein = ''
  for (let i = start; i + 3 <= bases.length && !protein.endsWith('*'); i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => 'TCAG'.indexOf(bases.charAt(i + k)))
    protein += ncbi.charAt(16 * (a as number) + 4 * (b as number) + (c as number))
  }
  return protein
}

const coding = (sequence: string, start: number, end: number, more: Partial<Transcript> = {}): Transcript => ({
  id: 'NM_1.1',
  gene: 'G',
  biotype: 'protein_coding',
  build: undefined,
  chrom: 'chr1',
  strand: 1,
  exons: [],
  cds: { start, end },
  sequence,
  tags: [],
  ...more,
})

const told = (transcript: Transcript, edit: SequenceEdit): string => {
  const reference = codingReference(transcript)
  if (isRefusal(reference)) return reference.refused
  const change = proteinChange(reference, edit)
  return isRefusal(change) ? change.refused : proteinChangeText(change)
}

const replace = (start: number, end: number, inserted: string): SequenceEdit => ({ start, end, inserted })

describe('selenocysteine, mitochondria, incomplete ends, slippage', () => {
  test('a TGA inside the coding part is read through, before and after an in-frame change', () => {
    const transcript = coding('ATGTGAAAACCCTGA', 0, 15)
    expect(told(transcript, replace(7, 8, 'G'))).toBe('(Lys3Arg)')
    expect(told(transcript, replace(3, 6, 'GGG'))).toBe('(Sec2Gly)')
    expect(told(transcript, replace(3, 3, 'GGG'))).toBe('(Met1_Sec2insGly)')
    expect(told(transcript, replace(4, 5, 'A'))).toBe('(Sec2Ter)')
  })

  test('another stop inside the coding part refuses what depends on it', () => {
    expect(told(coding('ATGTAAAAACCCTGA', 0, 15), replace(7, 8, 'G'))).toBe('internalStop')
  })

  test('the mitochondrial code reads TGA as Trp and AGA as stop, and poly-A finishes a stop', () => {
    const transcript = coding('ATGTGACCCTA', 0, 11, { chrom: 'chrM' })
    expect(told(transcript, replace(4, 5, 'C'))).toBe('(Trp2Ser)')
    expect(told(transcript, replace(6, 8, 'AG'))).toBe('(Pro3Ser)')
    expect(told(transcript, replace(6, 9, 'AGA'))).toBe('(Pro3Ter)')
    expect(told(transcript, replace(9, 10, 'C'))).toBe('(Ter4GlnextTer?)')
  })

  test('an incomplete beginning counts its cut codon as residue 1 and has no start codon to lose', () => {
    const transcript = coding('CATGCCCTGA', 0, 10, { frame: 1, startIncomplete: true })
    expect(told(transcript, replace(2, 3, 'C'))).toBe('(Met2Thr)')
    expect(told(transcript, replace(0, 1, 'G'))).toBe('noSequence')
  })

  test('an incomplete end is not read further than the coding part goes', () => {
    const transcript = coding('ATGCGTAAACCCTGA', 0, 9, { endIncomplete: true })
    expect(told(transcript, replace(4, 5, 'A'))).toBe('(Arg2His)')
    expect(told(transcript, replace(4, 5, ''))).toBe('(Arg2LeufsTer?)')
  })

  test('behind a slip of the ribosome the frame is the one that follows it', () => {
    // Bases 0-8 in one frame, base 8 is read again: ATG CCC AAG GTT TGA.
    const transcript = coding('ATGCCCAAGTTTGA', 0, 14, { slippage: 8 })
    expect(told(transcript, replace(9, 10, 'A'))).toBe('(Val4Asp)')
    expect(told(transcript, replace(4, 5, 'A'))).toBe('(Pro2His)')
    expect(told(transcript, replace(8, 9, 'C'))).toBe('slippage')
  })
})

describe('start and stop', () => {
  const transcript = coding('GGATGAAATGGTAACCCTGACC', 2, 14)
  test('a lost start codon leaves the protein open, a rebuilt one does not', () => {
    expect(told(transcript, replace(3, 4, 'C'))).toBe('(Met1?)')
    expect(told(transcript, replace(3, 3, 'TGA'))).not.toBe('(Met1?)')
    expect(told(transcript, replace(1, 3, ''))).toBe('(Met1?)')
  })
  test('a silent change of the stop codon is silent, a lost stop is counted to the next one', () => {
    expect(told(transcript, replace(12, 13, 'G'))).toBe('(Ter4=)')
    expect(told(transcript, replace(11, 12, 'C'))).toBe('(Ter4GlnextTer2)')
  })
  test('the untranslated parts and the whole coding part', () => {
    expect(told(transcript, replace(0, 1, ''))).toBe('?')
    expect(told(transcript, replace(2, 2, 'A'))).toBe('?')
    expect(told(transcript, replace(14, 15, ''))).toBe('?')
    expect(told(transcript, replace(0, 15, ''))).toBe('0?')
  })
  test('in-frame changes with a stop in them end there', () => {
    const longer = coding('ATGCCCGGGAAACCCTGA', 0, 18)
    expect(told(longer, replace(6, 12, 'CATTAG'))).toBe('(Gly3_Lys4delinsHisTer)')
    expect(told(longer, replace(6, 6, 'CATTAG'))).toBe('(Pro2_Gly3insHisTer)')
    expect(told(longer, replace(6, 6, 'TAGCAT'))).toBe('(Gly3Ter)')
  })
})

/** A coding part without a stop inside, between untranslated parts. */
const randomCoding = (seed: number) => {
  const roll = dice(seed)
  const before = randomBases(roll, 3 + roll(10))
  let body = 'ATG'
  const codons = 4 + roll(25)
  while (body.length < 3 * codons) {
    const codon = randomBases(roll, 3, roll(4) === 0 ? 'CAG' : 'ACGT')
    if (naive(codon, 0) !== '*') body += codon
  }
  body += ['TAA', 'TAG', 'TGA'][roll(3)]
  const sequence = before + body + randomBases(roll, roll(40))
  return {
    roll,
    transcript: coding(sequence, before.length, before.length + body.length),
    sequence,
    start: before.length,
  }
}

/** The protein that a description makes of the reference one. */
const applied = (reference: string, change: ProteinChange): string => {
  if (change.kind === 'whole' || change.start.kind !== 'residue') return reference
  const first = change.start.number - 1
  const last = (change.end?.kind === 'residue' ? change.end.number : change.start.number) - 1
  const { edit } = change
  const end = edit.kind === 'insertion' ? first + 1 : last + 1
  const middle =
    edit.kind === 'substitution'
      ? edit.alt
      : edit.kind === 'duplication'
        ? reference.slice(first, end).repeat(2)
        : edit.kind === 'insertion'
          ? reference.charAt(first) + edit.inserted
          : edit.kind === 'delins'
            ? edit.inserted
            : edit.kind === 'deletion'
              ? ''
              : reference.slice(first, end)
  return (reference.slice(0, first) + middle + reference.slice(end)).replace(/\*.*/, '*')
}

test('the p. of random coding changes says exactly what a naive translation gives', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { roll, transcript, sequence, start } = randomCoding(seed)
      const end = transcript.cds?.end ?? 0
      const at = start + 3 + roll(end - start - 3)
      const kind = roll(4)
      const size = kind === 0 ? 1 : roll(7)
      const to = Math.min(end, at + size)
      const inserted =
        kind === 0 ? otherBase(roll, sequence.charAt(at)) : kind === 1 ? '' : randomBases(roll, 1 + roll(7))
      const edit = trimEdit(textReader(sequence), { start: at, end: kind === 2 ? at : to, inserted }, 3)
      const altered = sequence.slice(0, edit.start) + edit.inserted + sequence.slice(edit.end)
      const reference = codingReference(transcript)
      if (isRefusal(reference)) throw new Error(reference.because)
      const change = proteinChange(reference, edit)
      if (isRefusal(change)) throw new Error(change.because)
      const before = naive(sequence, start)
      const after = naive(altered, start)
      seen.add(change.kind === 'whole' ? change.state : change.edit.kind)
      if (change.kind === 'whole') {
        expect(edit.start >= end || (edit.start === edit.end && edit.inserted === '')).toBe(true)
        return
      }
      if (change.start.kind !== 'residue') throw new Error('no residue')
      const first = change.start.number - 1
      expect(before.charAt(first)).toBe(change.start.aminoAcid)
      const stop = after.endsWith('*') ? after.length - first : '?'
      if (change.edit.kind === 'frameshift') {
        expect(after.slice(0, first)).toBe(before.slice(0, first))
        expect(change.edit).toEqual({ kind: 'frameshift', alt: after.charAt(first) || 'X', stop })
        expect(after.charAt(first)).not.toBe(before.charAt(first))
      } else if (change.edit.kind === 'extension') {
        expect(before.charAt(first)).toBe('*')
        expect(change.edit).toEqual({
          kind: 'extension',
          alt: after.charAt(first) || 'X',
          end: 'C',
          by: stop === '?' ? '?' : stop - 1,
        })
      } else expect(applied(before, change)).toBe(after)
      if (change.edit.kind === 'deletion') {
        const last = change.end?.kind === 'residue' ? change.end.number : change.start.number
        expect(before.charAt(last)).not.toBe(change.start.aminoAcid)
      }
    }),
    { numRuns: 3000 },
  )
  for (const kind of [
    'substitution',
    'identity',
    'frameshift',
    'extension',
    'deletion',
    'insertion',
    'delins',
    'duplication',
  ])
    expect(seen).toContain(kind)
})

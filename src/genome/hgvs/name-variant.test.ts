import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/memory-reference.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { transcriptIndex } from '../transcripts/transcript-index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'
import { variantOfHgvs } from './find-variant.ts'
import { formatHgvs } from './format-hgvs.ts'
import { hgvsOfVariant, type Naming } from './name-variant.ts'
import { parseHgvs } from './parse-hgvs.ts'
import { dice, otherBase, randomBases, randomTranscript } from './random-transcript.fixture.ts'
import { isRefusal } from './refusal.ts'
import { toProteinVariant } from './to-protein.ts'

const text = (naming: Naming): string => ('refused' in naming ? naming.refused : naming.text)
const names = (variant: Variant, transcript: Transcript, genome: string): readonly string[] => {
  const { g, c, p } = hgvsOfVariant(variant, transcript, memoryReference({ [variant.chrom]: genome }, 'GRCh38'))
  return [g, c, p].map(text)
}

/** Two exons on chr2, the bases of `first` and `second`, with the intron between them. */
const spliced = (first: string, intron: string, second: string, turned = false) => {
  const forward = `CC${first}${intron}${second}CC`
  const genome = turned ? reverseComplement(forward) : forward
  const span = (at: number, size: number) =>
    turned
      ? { genomeStart: genome.length - at - size, genomeEnd: genome.length - at }
      : { genomeStart: at, genomeEnd: at + size }
  const transcript: Transcript = {
    id: 'NM_2.1',
    gene: 'TTN',
    protein: 'NP_2.1',
    biotype: 'protein_coding',
    build: 'GRCh38',
    chrom: 'chr2',
    strand: turned ? -1 : 1,
    exons: [
      { start: 0, end: first.length, ...span(2, first.length) },
      {
        start: first.length,
        end: first.length + second.length,
        ...span(2 + first.length + intron.length, second.length),
      },
    ],
    cds: { start: 0, end: 3 * Math.floor((first.length + second.length) / 3) },
    tags: [],
  }
  return { genome, transcript }
}

/** The deletion of one base, anchored on the base before it. `at`: 0-based on the genome. */
const deletion = (genome: string, at: number): Variant => ({
  chrom: 'chr2',
  pos: at,
  ref: genome.slice(at - 1, at + 1),
  alt: genome.slice(at - 1, at),
})

describe('the three border cases of the HGVS deletion page', () => {
  test.each([false, true])('exon|exon: GAT gta..cag TCA loses its T in the first exon (minus strand: %s)', (turned) => {
    const { genome, transcript } = spliced('ATGGAT', 'gtacccag'.toUpperCase(), 'TCAAAATAA', turned)
    const at = turned ? genome.length - 1 - 7 : 7
    expect(names(deletion(genome, at), transcript, genome)[1]).toBe('NM_2.1:c.6del')
  })
  test.each([false, true])('exon|intron: GAACAG gt loses the G of the intron (minus strand: %s)', (turned) => {
    const { genome, transcript } = spliced('ATGGAACAG', 'GTACCCAG', 'TGCCTTTAA', turned)
    const at = turned ? genome.length - 1 - 10 : 10
    const [, c, p] = names(deletion(genome, at), transcript, genome)
    expect([c, p]).toEqual(['NM_2.1:c.9+1del', 'NP_2.1:p.?'])
  })
  test.each([false, true])('intron|exon: ag GTC loses the G of the exon (minus strand: %s)', (turned) => {
    const { genome, transcript } = spliced('ATGGCC', 'GTACCCAG', 'GTCTTATAA', turned)
    const at = turned ? genome.length - 1 - 15 : 15
    expect(names(deletion(genome, at), transcript, genome)[1]).toBe('NM_2.1:c.7del')
  })
})

describe('where REF, genome and transcript disagree', () => {
  const { genome, transcript } = spliced('ATGGAACAG', 'GTACCCAG', 'TGCCTTTAA')
  test('a REF that the genome does not have is not named on the genome, nor without the transcript bases', () => {
    const wrong = { chrom: 'chr2', pos: 7, ref: 'G', alt: 'T' }
    expect(names(wrong, transcript, genome)).toEqual(['refMismatch', 'refMismatch', 'refMismatch'])
    const known = { ...transcript, sequence: 'ATGGAACAGTGCCTTTAA' }
    const { c, p } = hgvsOfVariant(wrong, known, memoryReference({ chr2: genome }, 'GRCh38'))
    expect(c).toEqual({ text: 'NM_2.1:c.5A>T', refReplaced: true })
    expect(text(p)).toBe('NP_2.1:p.(Glu2Val)')
  })
  test('where the genome is not held, a REF that the transcript does not have is replaced and that is said', () => {
    const known = { ...transcript, sequence: 'ATGGAACAGTGCCTTTAA' }
    const named = (ref: string) => hgvsOfVariant({ chrom: 'chr2', pos: 7, ref, alt: 'T' }, known).c
    expect(named('G')).toEqual({ text: 'NM_2.1:c.5A>T', refReplaced: true })
    expect(named('A')).toEqual({ text: 'NM_2.1:c.5A>T' })
  })
  test('where genome and REF agree and the transcript has another base, the name says that one', () => {
    const known = { ...transcript, sequence: 'ATGGCACAGTGCCTTTAA' }
    const { c, p } = hgvsOfVariant(
      { chrom: 'chr2', pos: 7, ref: 'A', alt: 'T' },
      known,
      memoryReference({ chr2: genome }, 'GRCh38'),
    )
    expect(c).toEqual({ text: 'NM_2.1:c.5C>T', refReplaced: true })
    expect(text(p)).toBe('NP_2.1:p.(Ala2Val)')
  })
  test('nothing is named at a base that the alignment says is another one, as long as it is not held', () => {
    const other = { ...transcript, exons: transcript.exons.map((e, i) => (i === 0 ? { ...e, cigar: '4=1X4=' } : e)) }
    expect(names({ chrom: 'chr2', pos: 7, ref: 'A', alt: 'T' }, other, genome)).toEqual([
      'NC_000002.12:g.7A>T',
      'transcriptDiffers',
      'transcriptDiffers',
    ])
    expect(names({ chrom: 'chr2', pos: 8, ref: 'A', alt: 'T' }, other, genome)[1]).toBe('NM_2.1:c.6A>T')
  })
  test('a change to what the transcript has anyway is no change of the transcript', () => {
    const other = {
      ...transcript,
      sequence: 'ATGGTACAGTGCCTTTAA',
      exons: transcript.exons.map((e, i) => (i === 0 ? { ...e, cigar: '4=1X4=' } : e)),
    }
    expect(names({ chrom: 'chr2', pos: 7, ref: 'A', alt: 'T' }, other, genome)).toEqual([
      'NC_000002.12:g.7A>T',
      'NM_2.1:c.5=',
      'NP_2.1:p.(=)',
    ])
    expect(names({ chrom: 'chr2', pos: 7, ref: 'A', alt: 'C' }, other, genome).slice(1)).toEqual([
      'NM_2.1:c.5T>C',
      'NP_2.1:p.(Val2Ala)',
    ])
  })
  test('symbolic alleles, other contigs and places outside are refused', () => {
    expect(names({ chrom: 'chr2', pos: 7, ref: 'A', alt: '<DEL>' }, transcript, genome)[1]).toBe('notSupported')
    expect(names({ chrom: 'chr2', pos: 1, ref: 'C', alt: 'T' }, transcript, genome)[1]).toBe('outsideTranscript')
    expect(names({ chrom: 'chr3', pos: 7, ref: 'A', alt: 'T' }, transcript, genome)[1]).toBe('outsideTranscript')
  })
  test('a repeat that runs out of the held bases is named as far as it is known, and says so', () => {
    const { c } = hgvsOfVariant({ chrom: 'chr2', pos: 6, ref: 'GA', alt: 'G' }, transcript)
    expect(c).toEqual({ text: 'NM_2.1:c.5del', shiftCut: true })
  })
  test('an insertion that may be a duplication for all that is held says so', () => {
    const held = memoryReference({ chr2: genome }, 'GRCh38').sequence('chr2')
    const from = (low: number) => ({
      build: 'GRCh38' as const,
      names: ['chr2'],
      sequence: () =>
        held && { ...held, codeAt: (at: number) => (at < low ? 0 : held.codeAt(at)), slice: () => undefined },
    })
    // CCATGGAACAG: TG behind its own TG, then behind bases that are not held.
    const variant = { chrom: 'chr2', pos: 5, ref: 'G', alt: 'GTG' }
    expect(hgvsOfVariant(variant, transcript, from(0)).c).toEqual({ text: 'NM_2.1:c.2_3dup' })
    expect(hgvsOfVariant(variant, transcript, from(4)).c).toEqual({ text: 'NM_2.1:c.3_4insTG', shiftCut: true })
    expect(hgvsOfVariant({ ...variant, alt: 'GTC' }, transcript, from(4)).c).toEqual({ text: 'NM_2.1:c.3_4insTC' })
  })
  test('a transcript that does not code has n. and no p.', () => {
    const { cds: _, ...noncoding } = transcript
    expect(names({ chrom: 'chr2', pos: 7, ref: 'A', alt: 'T' }, noncoding, genome)).toEqual([
      'NC_000002.12:g.7A>T',
      'NM_2.1:n.5A>T',
      'notCoding',
    ])
  })
})

const applied = (genome: string, { pos, ref, alt }: Variant): string => {
  expect(genome.slice(pos - 1, pos - 1 + ref.length)).toBe(ref)
  return genome.slice(0, pos - 1) + alt + genome.slice(pos - 1 + ref.length)
}

const randomVariant = (roll: (n: number) => number, genome: string, low: number, high: number): Variant => {
  const at = low + roll(high - low - 5)
  const ref = genome.slice(at, at + 1 + (roll(2) === 0 ? 0 : roll(4)))
  const kind = roll(4)
  const alt =
    kind === 0
      ? otherBase(roll, ref.charAt(0)) + ref.slice(1)
      : kind === 1
        ? ref.charAt(0)
        : kind === 2
          ? ref + randomBases(roll, 1 + roll(4), 'AC')
          : randomBases(roll, 1 + roll(4))
  return { chrom: 'contig1', pos: at + 1, ref, alt }
}

test('whatever a variant is named, the name finds the same change of the genome again, left-aligned', () => {
  let found = 0
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), fc.constantFrom('ACGT', 'AC'), (seed, letters) => {
      const { transcript, reference, genome } = randomTranscript(seed, { letters })
      const { sequence: _, ...bare } = transcript
      const roll = dice(seed + 7)
      const model = roll(2) === 0 ? transcript : bare
      const first = Math.min(...model.exons.map((e) => e.genomeStart))
      const last = Math.max(...model.exons.map((e) => e.genomeEnd))
      for (let turn = 0; turn < 10; turn++) {
        const variant = randomVariant(roll, genome, first, last + 3)
        if (variant.ref === variant.alt) continue
        const { g, c } = hgvsOfVariant(variant, model, reference)
        for (const naming of [g, c]) {
          if ('refused' in naming) {
            expect(naming.refused).toBe('outsideTranscript')
            continue
          }
          const back = variantOfHgvs(naming.text, transcriptIndex([model]), reference)
          if (!back.ok) throw new Error(`${naming.text}: ${back.problems[0]?.message}`)
          const [only] = back.value.variants
          if (only === undefined) throw new Error(naming.text)
          expect(applied(genome, only)).toBe(applied(genome, variant))
          const { pos, ref, alt } = only
          if (
            ref.length !== alt.length &&
            (ref.length === 1 || alt.length === 1) &&
            ref.charAt(0) === alt.charAt(0) &&
            pos > 1
          )
            expect(ref.charAt(ref.length - 1)).not.toBe(alt.charAt(alt.length - 1))
          found++
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(found).toBeGreaterThan(4000)
})

test('two ways to write a variant have the same names', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { transcript, reference, genome } = randomTranscript(seed, { letters: 'AC' })
      const roll = dice(seed + 3)
      const first = Math.min(...transcript.exons.map((e) => e.genomeStart))
      const last = Math.max(...transcript.exons.map((e) => e.genomeEnd))
      const variant = randomVariant(roll, genome, first, last)
      const result = applied(genome, variant)
      const grown = result.length - genome.length
      const expected = hgvsOfVariant(variant, transcript, reference)
      for (let from = Math.max(0, variant.pos - 8); from < variant.pos; from++)
        for (let to = variant.pos + variant.ref.length; to < variant.pos + variant.ref.length + 6; to++) {
          if (to > genome.length || result === genome) continue
          const wide = { ...variant, pos: from + 1, ref: genome.slice(from, to), alt: result.slice(from, to + grown) }
          expect(hgvsOfVariant(wide, transcript, reference)).toEqual(expected)
        }
    }),
    { numRuns: 200 },
  )
})

test('the p. of a variant is the one that its c. description predicts, gaps included', () => {
  let compared = 0
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { transcript, reference, genome } = randomTranscript(seed, { letters: 'AC', gaps: true })
      const roll = dice(seed + 5)
      const first = Math.min(...transcript.exons.map((e) => e.genomeStart))
      const last = Math.max(...transcript.exons.map((e) => e.genomeEnd))
      for (let turn = 0; turn < 10; turn++) {
        const { c, p } = hgvsOfVariant(randomVariant(roll, genome, first, last), transcript, reference)
        if ('refused' in c) continue
        const described = parseHgvs(c.text)
        if (!described.ok || described.value.type === 'p') throw new Error(c.text)
        const predicted = toProteinVariant(described.value, transcript, reference)
        // A range over an intron is read on the spliced transcript by the one and not at all by the other.
        if (text(p) === 'NP_1.1:p.?' && !isRefusal(predicted) && c.text.includes('_')) continue
        expect([c.text, isRefusal(predicted) ? predicted.refused : formatHgvs(predicted)]).toEqual([c.text, text(p)])
        compared++
      }
    }),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(1000)
})

test('a name that rests on a window of the genome is the one that the whole genome gives, or says that it may not be', () => {
  let same = 0
  let cut = 0
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const { transcript, reference, genome } = randomTranscript(seed, { letters: 'AC' })
      const { sequence: _, ...model } = transcript
      const roll = dice(seed + 11)
      const first = Math.min(...model.exons.map((e) => e.genomeStart))
      const last = Math.max(...model.exons.map((e) => e.genomeEnd))
      for (let turn = 0; turn < 10; turn++) {
        const variant = randomVariant(roll, genome, first, last)
        const [low, high] = [variant.pos - roll(8), variant.pos + variant.ref.length + roll(8)]
        const whole = reference.sequence('contig1')
        const held = (at: number): boolean => at >= low && at < high
        const window = {
          ...reference,
          sequence: () =>
            whole && { ...whole, codeAt: (at: number) => (held(at) ? whole.codeAt(at) : 0), slice: () => undefined },
        }
        const [full, part] = [reference, window].map((r) => hgvsOfVariant(variant, model, r))
        for (const key of ['g', 'c'] as const) {
          const [of, by] = [full?.[key], part?.[key]]
          if (of === undefined || by === undefined || 'refused' in of || 'refused' in by) continue
          if (by.shiftCut) cut++
          else {
            expect([variant, by.text]).toEqual([variant, of.text])
            same++
          }
        }
      }
    }),
    { numRuns: 300 },
  )
  expect(same).toBeGreaterThan(2000)
  expect(cut).toBeGreaterThan(100)
})

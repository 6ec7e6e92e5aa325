import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { translate } from '../transcripts/genetic-code.ts'
import { type Variant } from '../variant.ts'
import { alleleChange, shiftRoom } from './allele-change.ts'
import { consequences } from './annotator.ts'
import { readHaplotype } from './haplotype.ts'
import { syntheticGene } from './synthetic-gene.fixture.ts'
import { transcriptModel } from './transcript-model.ts'

const letters = (size: number) =>
  fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), minLength: size, maxLength: size })
const inner = fc
  .constantFrom('A', 'C', 'G', 'T')
  .chain((a) =>
    fc.constantFrom('A', 'C', 'G', 'T').chain((b) => fc.constantFrom('A', 'C', 'G', 'T').map((c) => a + b + c)),
  )
  .filter((c) => translate(c) !== '*')
const gene = fc
  .record({
    five: letters(12),
    codons: fc.array(inner, { minLength: 20, maxLength: 40 }),
    stop: fc.constantFrom('TAA', 'TAG', 'TGA'),
    three: letters(40),
    cut: fc.integer({ min: 16, max: 50 }),
    strand: fc.constantFrom(1 as const, -1 as const),
  })
  .map(({ five, codons, stop, three, cut, strand }) => {
    const coding = `ATG${codons.join('')}${stop}`
    const bases = five + coding + three
    const made = syntheticGene(
      [bases.slice(0, cut), bases.slice(cut)],
      { start: 12, end: 12 + coding.length },
      strand,
      {},
      300,
    )
    return { coding, three, ...made, toString: () => `${strand} ${five} ${coding} ${three} cut ${cut}` }
  })

const summary = (
  variant: Variant,
  of: { transcript: Parameters<typeof transcriptModel>[0]; reference: Parameters<typeof consequences>[2] },
) => {
  const [found] = consequences(variant, [of.transcript], of.reference)
  return found === undefined
    ? undefined
    : {
        terms: found.terms,
        residues: found.residues,
        aminoAcids: found.aminoAcids,
        at: found.transcriptPosition,
        decay: found.decay,
      }
}

describe('consequences do not depend on how a variant is written', () => {
  test('bases that REF and ALT share on either side change nothing', () => {
    fc.assert(
      fc.property(
        gene,
        fc.nat(),
        fc.integer({ min: 1, max: 6 }),
        letters(4),
        fc.integer({ min: 0, max: 4 }),
        fc.nat(9),
        fc.nat(9),
        (of, where, size, bases, put, before, behind) => {
          const low = of.at(of.transcript.strand === 1 ? 0 : 40)
          const pos = low - 20 + (where % 400)
          const ref = of.genome.slice(pos - 1, pos - 1 + size)
          const alt = ref.charAt(0) + bases.slice(0, put)
          fc.pre(ref.length === size && ref !== alt)
          const padded = {
            chrom: 'chr1',
            pos: pos - before,
            ref: of.genome.slice(pos - 1 - before, pos - 1 + size + behind),
            alt:
              of.genome.slice(pos - 1 - before, pos - 1) +
              alt +
              of.genome.slice(pos - 1 + size, pos - 1 + size + behind),
          }
          expect(summary(padded, of)).toEqual(summary({ chrom: 'chr1', pos, ref, alt }, of))
        },
      ),
      { numRuns: 400, seed: 12345 },
    )
  })

  test('the place in a repeat changes nothing', () => {
    fc.assert(
      fc.property(gene, fc.nat(), fc.integer({ min: 1, max: 4 }), fc.boolean(), (of, where, size, insert) => {
        const low = of.at(of.transcript.strand === 1 ? 0 : 40)
        const pos = low - 10 + (where % 380)
        const unit = of.genome.slice(pos, pos + size)
        const at = (p: number): Variant =>
          insert
            ? {
                chrom: 'chr1',
                pos: p,
                ref: of.genome.charAt(p - 1),
                alt: of.genome.charAt(p - 1) + of.genome.slice(p, p + size),
              }
            : { chrom: 'chr1', pos: p, ref: of.genome.slice(p - 1, p + size), alt: of.genome.charAt(p - 1) }
        const first = at(pos)
        const change = alleleChange(first)
        fc.pre(change !== undefined && unit.length === size)
        const room = shiftRoom(change as NonNullable<typeof change>, of.reference.sequence('chr1'))
        const [start, end] = [(change?.start ?? 0) - room.left, (change?.start ?? 0) + room.right]
        const written = Array.from({ length: end - start + 1 }, (_, i): Variant => {
          const s = start + i
          if (!insert)
            return { chrom: 'chr1', pos: s, ref: of.genome.slice(s - 1, s + size), alt: of.genome.charAt(s - 1) }
          const turn = (((s - (change?.start ?? 0)) % size) + size) % size
          const text = (change?.alt.slice(turn) ?? '') + (change?.alt.slice(0, turn) ?? '')
          return { chrom: 'chr1', pos: s, ref: of.genome.charAt(s - 1), alt: of.genome.charAt(s - 1) + text }
        })
        const results = new Set(written.map((v) => JSON.stringify(summary(v, of))))
        expect(results.size).toBe(1)
      }),
      { numRuns: 400, seed: 12345 },
    )
  })
})

/** The coding part with one base changed, read by whole translation: an independent and slower way. */
const naive = (coding: string, at: number, alt: string): string => {
  const before = translate(coding)
  const after = translate(coding.slice(0, at) + alt + coding.slice(at + 1))
  if (at < 3) return 'start_lost'
  if (before === after) return at >= coding.length - 3 ? 'stop_retained_variant' : 'synonymous_variant'
  if (!after.endsWith('*') && after.indexOf('*') < 0) return 'stop_lost'
  return after.indexOf('*') < before.length - 1 ? 'stop_gained' : 'missense_variant'
}

describe('agreement with a naive reading', () => {
  test('any base of the coding part changed', () => {
    fc.assert(
      fc.property(gene, fc.nat(), fc.constantFrom('A', 'C', 'G', 'T'), (of, where, alt) => {
        const at = where % of.coding.length
        fc.pre(of.coding[at] !== alt)
        const [found] = consequences(of.variant(12 + at, 13 + at, alt), [of.transcript], of.reference)
        expect(found?.terms).toContain(naive(of.coding, at, alt))
        expect(found?.codingPosition).toEqual([at + 1, at + 1])
        expect(found?.residues?.[0]).toBe(Math.floor(at / 3) + 1)
      }),
      { numRuns: 1500, seed: 12345 },
    )
  })

  test('a frame shift’s new stop is where whole translation finds it', () => {
    fc.assert(
      fc.property(gene, fc.nat(), (of, where) => {
        const at = 3 + (where % (of.coding.length - 9))
        const own = of.transcript.exons[0]?.end ?? 0
        fc.pre(Math.abs(12 + at - own) > 8)
        const [found] = consequences(of.variant(12 + at, 13 + at, ''), [of.transcript], of.reference)
        const protein = translate(of.coding.slice(0, at) + of.coding.slice(at + 1) + of.three)
        fc.pre(!protein.startsWith(translate(of.coding)))
        expect(found?.terms).toContain('frameshift_variant')
        expect(found?.newStop).toBe(protein.includes('*') ? protein.indexOf('*') + 1 : undefined)
      }),
      { numRuns: 500, seed: 12345 },
    )
  })

  test('two phased changes in one codon are what the one change of both bases is', () => {
    fc.assert(
      fc.property(gene, fc.nat(), fc.constantFrom([0, 1], [0, 2], [1, 2]), letters(2), (of, where, [i, j], alts) => {
        const codon = 12 + 3 + 3 * (where % (of.coding.length / 3 - 2))
        const bases = of.coding.slice(codon - 12, codon - 9)
        fc.pre(bases[i] !== alts[0] && bases[j] !== alts[1])
        const own = of.transcript.exons[0]?.end ?? 0
        fc.pre(codon + 3 <= own || codon >= own)
        const model = transcriptModel(of.transcript)
        const two = [
          of.variant(codon + i, codon + i + 1, alts.charAt(0)),
          of.variant(codon + j, codon + j + 1, alts.charAt(1)),
        ]
        const clusters = readHaplotype(model, two, of.reference)
        const letters3 = Array.from(bases, (b, k) => (k === i ? alts.charAt(0) : k === j ? alts.charAt(1) : b)).join('')
        const [one] = consequences(of.variant(codon, codon + 3, letters3), [of.transcript], of.reference)
        expect(clusters).toHaveLength(1)
        const protein = (terms: readonly string[] | undefined) => terms?.filter((t) => !t.includes('splice'))
        expect(protein(clusters[0]?.consequence.terms)).toEqual(protein(one?.terms))
        expect(clusters[0]?.consequence.aminoAcids).toEqual(one?.aminoAcids)
      }),
      { numRuns: 500, seed: 12345 },
    )
  })
})

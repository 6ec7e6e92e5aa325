import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/memory-reference.ts'
import { positionMap, toTranscript } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { formatHgvs } from './format-hgvs.ts'
import type { NucleotideVariant } from './hgvs-variant.ts'
import { parseHgvs } from './parse-hgvs.ts'
import { toGenomeVariant, toTranscriptVariant } from './project.ts'
import { dice, otherBase, randomTranscript } from './random-transcript.fixture.ts'
import { isRefusal, type Refusal } from './refusal.ts'

const read = (text: string): NucleotideVariant => {
  const parsed = parseHgvs(text)
  if (!parsed.ok || parsed.value.type === 'p') throw new Error(text)
  return parsed.value
}
const shown = (result: NucleotideVariant | Refusal): string => (isRefusal(result) ? result.refused : formatHgvs(result))

test('g. → c. → g. comes back to the same description, or both say why not', () => {
  let carried = 0
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const roll = dice(seed + 1)
      const { transcript, reference, genome } = randomTranscript(seed, { gaps: true })
      const map = positionMap(transcript)
      for (let turn = 0; turn < 10; turn++) {
        const at = map.low + roll(map.high - map.low - 4)
        const end = at + 1 + roll(4)
        const edit = [
          `${at + 1}${genome[at]}>${otherBase(roll, genome.charAt(at))}`,
          `${at + 1}_${end + 1}del`,
          `${at + 1}_${at + 2}insACC`,
          `${at + 1}_${end + 1}delinsGG`,
          `${at + 1}_${end + 1}dup`,
        ][turn % 5]
        const g = `contig1:g.${edit}`
        const c = toTranscriptVariant(read(g), transcript, reference)
        const ends = [at, turn % 5 === 0 ? at : turn % 5 === 2 ? at + 1 : end].map((p) => toTranscript(map, p))
        if (isRefusal(c)) {
          expect(ends.some((p) => 'refused' in p)).toBe(true)
          continue
        }
        if (formatHgvs(c).endsWith('=')) continue
        const back = toGenomeVariant(c, transcript, reference)
        if (isRefusal(back)) expect(back.refused).toBe('exonJunction')
        else if (!formatHgvs(back).endsWith('=')) expect(formatHgvs(back)).toBe(g)
        carried++
      }
    }),
    { numRuns: 200 },
  )
  expect(carried).toBeGreaterThan(1000)
})

describe('where transcript and genome differ', () => {
  const transcript: Transcript = {
    id: 'NM_1.1',
    gene: 'G',
    biotype: 'protein_coding',
    build: 'GRCh38',
    chrom: 'chr1',
    strand: -1,
    exons: [
      { start: 0, end: 10, genomeStart: 30, genomeEnd: 42, cigar: '4=1X3=2D2=' },
      { start: 10, end: 20, genomeStart: 10, genomeEnd: 18, cigar: '4=2I4=' },
    ],
    cds: { start: 3, end: 18 },
    sequence: 'AACATGGCCATTGAAACTAA',
    tags: [],
  }
  // Exon 1 on the genome: AACA[C]GGC[TT]CA turned; exon 2: TTGA(AA)CTAA without the two A.
  const genome = `${'G'.repeat(10)}TTAGTCAA${'G'.repeat(12)}TGAAGCCGTGTT${'G'.repeat(8)}`
  const reference = memoryReference({ chr1: genome }, 'GRCh38')
  const toC = (text: string) => shown(toTranscriptVariant(read(text), transcript, reference))
  const toG = (text: string) => shown(toGenomeVariant(read(text), transcript, reference))

  test('c. says the transcript base and g. the genome base', () => {
    expect(toC('NC_000001.11:g.38G>T')).toBe('NM_1.1:c.2T>A')
    expect(toG('NM_1.1:c.2T>A')).toBe('NC_000001.11:g.38G>T')
    expect(toC('NC_000001.11:g.38G>A')).toBe('NM_1.1:c.2=')
  })
  test('stated bases that are not those of the reference are refused', () => {
    expect(toC('NC_000001.11:g.38A>T')).toBe('refMismatch')
    expect(toG('NM_1.1:c.2G>A')).toBe('refMismatch')
    expect(toC('NC_000001.11:g.42delA')).toBe('refMismatch')
  })
  test('inside a gap there is nothing to say', () => {
    expect(toC('NC_000001.11:g.33del')).toBe('inGap')
    expect(toG('NM_1.1:c.12del')).toBe('inGap')
  })
  test('between two exons a genome position is ambiguous, and introns have an end', () => {
    expect(toG('NM_1.1:c.7_8insA')).toBe('exonJunction')
    expect(toG('NM_1.1:c.7+12C>A')).toBe('NC_000001.11:g.19G>T')
    expect(toG('NM_1.1:c.7+12A>T')).toBe('refMismatch')
    expect(toG('NM_1.1:c.7+13A>T')).toBe('noSuchIntron')
    expect(toG('NM_1.1:c.6+1A>T')).toBe('noSuchIntron')
    expect(toG('NM_1.1:c.16A>T')).toBe('beyondCoding')
    expect(toG('NM_1.1:c.*3del')).toBe('outsideTranscript')
  })
  test('uncertain ranges are carried over with their ends exchanged', () => {
    expect(toG('NM_1.1:c.(?_-1)_(7+1_8-1)del')).toBe('NC_000001.11:g.(19_30)_(40_?)del')
  })
  test('without genome bases a mismatch has no base to say', () => {
    expect(shown(toGenomeVariant(read('NM_1.1:c.2T>A'), transcript))).toBe('noSequence')
    expect(shown(toGenomeVariant(read('NM_1.1:c.1A>T'), transcript))).toBe('NC_000001.11:g.39T>A')
  })
})

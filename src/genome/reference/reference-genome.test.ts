import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkReference } from './check-reference.ts'
import { memoryReference } from './memory-reference.ts'
import { type ContextWindow, readPackedContext, writePackedContext } from './packed-context.ts'
import { buildOfSequences, sequenceFinder } from './sequence-names.ts'

describe('names', () => {
  const genome = memoryReference({ chr1: 'ACGT', 2: 'CC', 'NC_000003.12': 'GG', GL000191: 'TT' }, 'GRCh38')

  test.each([
    ['1', 'ACGT'],
    ['chr1', 'ACGT'],
    ['NC_000001.11', 'ACGT'],
    ['CM000663.2', 'ACGT'],
    ['chr2', 'CC'],
    ['3', 'GG'],
    ['GL000191', 'TT'],
  ])('%s is found', (name, bases) => {
    const sequence = genome.sequence(name)
    expect(sequence?.slice(0, sequence.length)).toBe(bases)
  })

  test('an accession of the other build, and what is not there, is not', () => {
    for (const name of ['NC_000001.10', 'CM000663.1', 'chr4', 'GL000192', ''])
      expect(genome.sequence(name)).toBeUndefined()
  })

  test('the mitochondrion of hg19 answers to its own name only', () => {
    const find = sequenceFinder([{ name: 'chrM', length: 16571 }], 'GRCh37')
    expect([find('chrM'), find('MT'), find('NC_012920.1')]).toEqual([0, undefined, undefined])
    expect(sequenceFinder([{ name: 'chrM', length: 16569 }], 'GRCh37')('MT')).toBe(0)
  })

  test('lengths tell the build, unless they contradict each other', () => {
    expect(
      buildOfSequences([
        { name: '1', length: 249250621 },
        { name: 'x', length: 5 },
      ]),
    ).toBe('GRCh37')
    expect(buildOfSequences([{ name: 'chr1', length: 248956422 }])).toBe('GRCh38')
    expect(
      buildOfSequences([
        { name: '1', length: 249250621 },
        { name: '2', length: 242193529 },
      ]),
    ).toBeUndefined()
    expect(buildOfSequences([{ name: 'chr1', length: 248387328 }])).toBeUndefined()
  })
})

describe('REF against the reference', () => {
  const genome = memoryReference({ s: 'ACRNT' })
  test.each([
    [1, 'AC', 'equal'],
    [1, 'ac', 'equal'],
    [1, 'AY', 'iupac'],
    [1, 'AR', 'mismatch'],
    [1, 'AG', 'mismatch'],
    [3, 'A', 'iupac'],
    [3, 'C', 'mismatch'],
    [3, 'R', 'equal'],
    [4, 'G', 'iupac'],
    [5, 'TT', 'notHeld'],
    [1, '.', 'mismatch'],
  ])('%i %s: %s', (pos, ref, result) => {
    expect(checkReference({ chrom: 's', pos, ref }, genome)).toBe(result)
  })

  test('a sequence that is not there holds nothing', () => {
    expect(checkReference({ chrom: 't', pos: 1, ref: 'A' }, genome)).toBe('notHeld')
  })
})

describe('packed windows', () => {
  const letters = fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T', 'N', 'R'), minLength: 1, maxLength: 50 })
  const genomes = fc.record({ chr1: letters, chrX: letters })
  const cuts = fc.array(
    fc.tuple(fc.constantFrom('chr1' as const, 'chrX' as const), fc.nat(49), fc.integer({ min: 1, max: 20 })),
    { minLength: 1, maxLength: 6 },
  )

  test('every base of a window comes back, in whatever order and overlap windows are given, and nothing else is held', () => {
    fc.assert(
      fc.property(genomes, cuts, (genome, places) => {
        const windows = places.flatMap(([contig, start, length]): ContextWindow[] => {
          const bases = genome[contig].slice(start, start + length)
          return bases === '' ? [] : [{ contig, contigLength: genome[contig].length, start, bases }]
        })
        const opened = readPackedContext(writePackedContext('GRCh38', windows))
        if (!opened.ok) throw new Error(JSON.stringify(opened.problems))
        for (const contig of ['chr1', 'chrX'] as const) {
          const sequence = opened.value.sequence(contig)
          for (let p = -1; p <= genome[contig].length; p++) {
            const inside = windows.some((w) => w.contig === contig && p >= w.start && p < w.start + w.bases.length)
            expect(sequence?.codeAt(p) ?? 0).toBe(inside ? genome[contig].charCodeAt(p) : 0)
          }
          for (const w of windows.filter((x) => x.contig === contig))
            expect(sequence?.slice(w.start, w.start + w.bases.length)).toBe(w.bases)
        }
      }),
      { numRuns: 300, seed: 12345 },
    )
  })

  const bytes = writePackedContext('GRCh37', [
    { contig: 'chr1', contigLength: 249250621, start: 1000, bases: 'ACGTNNNNACGT' },
  ])

  test('they know their build, the length of the whole sequence, and other names', () => {
    const opened = readPackedContext(bytes)
    expect(
      opened.ok && [
        opened.value.build,
        opened.value.sequence('NC_000001.10')?.length,
        opened.value.sequence('NC_000001.11'),
      ],
    ).toEqual(['GRCh37', 249250621, undefined])
  })

  test('a quarter of a byte for each base: a million bases take no more than 251 kB', () => {
    const large = writePackedContext('GRCh38', [
      { contig: 'chr1', contigLength: 2e6, start: 0, bases: 'GATTACAT'.repeat(125_000) },
    ])
    expect(large.length).toBeLessThan(251_000)
  })

  test('one changed bit anywhere, or one byte less, is refused', () => {
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.slice()
      changed[i] = (changed[i] as number) ^ 4
      expect(readPackedContext(changed).problems).toMatchObject([{ code: 'CONTEXT_UNREADABLE' }])
      expect(readPackedContext(bytes.subarray(0, i)).ok).toBe(false)
    }
  })

  test('windows that overlap with different bases are a fault of whoever makes them', () => {
    const w = { contig: 'chr1', contigLength: 100, start: 5, bases: 'ACGT' }
    expect(() => writePackedContext('GRCh38', [w, { ...w, start: 6 }])).toThrow(RangeError)
  })
})

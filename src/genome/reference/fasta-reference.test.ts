import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bgzf, bytesOf, gzip } from '../bytes/packed.fixture.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { buildFastaIndex, readFastaIndex, writeFastaIndex } from './fasta-index.ts'
import { fastaReference } from './fasta-reference.ts'
import { memorySyncAccess } from './sync-random-access.ts'

const inflate = portableInflate
const opened = (bytes: Uint8Array, more: { readonly index?: string; readonly gzi?: Uint8Array } = {}) => {
  const result = fastaReference(memorySyncAccess(bytes), { name: 'x.fa', inflate, ...more })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}
const indexOf = (text: string): string => {
  const built = buildFastaIndex(memorySyncAccess(bytesOf(text)), 'x.fa')
  return built.ok ? writeFastaIndex(built.value) : built.problems.map((p) => p.code).join(' ')
}

/** Each index as `samtools faidx` 1.16 writes it for the same file. */
const indexed: readonly (readonly [string, string, string])[] = [
  ['lines of one length', '>a x\nACGT\nACGT\nAC\n>b\nNNnn\n', 'a\t10\t5\t4\t5\nb\t4\t21\t4\t5\n'],
  ['carriage returns', '>a x\r\nACGT\r\nACGT\r\nAC\r\n>b\r\nNNnn\r\n', 'a\t10\t6\t4\t6\nb\t4\t26\t4\t6\n'],
  ['no line end at the end', '>a\nACGT\nAC', 'a\t6\t3\t4\t5\n'],
  ['one line without end', '>a\nACGT', 'a\t4\t3\t4\t5\n'],
  ['a blank line between sequences', '>a\nACGT\nAC\n\n>b\nACG\n', 'a\t6\t3\t4\t5\nb\t3\t15\t3\t4\n'],
]

describe('the index of a FASTA file', () => {
  test.each(indexed)('%s', (_, text, fai) => {
    expect(indexOf(text)).toBe(fai)
  })

  test.each([
    ['a shorter line in the middle', '>a\nACGT\nAC\nACGT\n', 'FASTA_LINES_UNEVEN'],
    ['a longer line', '>a\nAC\nACGT\n', 'FASTA_LINES_UNEVEN'],
    ['a blank line in the middle', '>a\nACGT\n\nACGT\n', 'FASTA_LINES_UNEVEN'],
    ['a name that stands twice', '>a\nAC\n>a\nAC\n', 'FASTA_NAME_TWICE'],
    ['bases before the first name', 'ACGT\n', 'FASTA_NO_NAME_LINE'],
    ['a sequence without a name', '> a\nACGT\n', 'FASTA_NAME_MISSING'],
    ['nothing at all', '', 'FASTA_EMPTY'],
  ])('%s is refused', (_, text, code) => {
    expect(indexOf(text)).toBe(code)
  })

  test.each(['a\t10\t5\t4', 'a\t10\t5\t4\t3', 'a\tten\t5\t4\t5', '\t10\t5\t4\t5', 'a\t10\t5\t0\t0'])(
    'the line %j is no index',
    (line) => {
      expect(readFastaIndex(line, 'x.fai').problems).toMatchObject([
        { code: 'FASTA_INDEX_LINE', at: { source: 'x.fai', line: 1 } },
      ])
    },
  )
})

describe('bases', () => {
  const files = fc.array(fc.string({ unit: fc.constantFrom('A', 'c', 'G', 't', 'N', 'r'), maxLength: 300 }), {
    minLength: 1,
    maxLength: 4,
  })
  const written = (sequences: readonly string[], width: number, end: string): string =>
    sequences
      .map(
        (s, i) =>
          `>s${i} of a test${end}${(s.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((l) => l + end).join('')}`,
      )
      .join('')

  test('every base of a plain file and of a BGZF file is found, whatever the line width and line end', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 70 }), fc.constantFrom('\n', '\r\n'), (sequences, width, end) => {
        const text = written(sequences, width, end)
        for (const bytes of [bytesOf(text), bgzf(text, 37)]) {
          const { value } = opened(bytes)
          sequences.forEach((s, i) => {
            const sequence = value.sequence(`s${i}`)
            if (sequence === undefined) throw new Error('no sequence')
            expect(sequence.length).toBe(s.length)
            expect(sequence.slice(0, s.length)).toBe(s.toUpperCase())
            expect(Array.from(s, (_, p) => String.fromCharCode(sequence.codeAt(s.length - 1 - p))).join('')).toBe(
              s.toUpperCase().split('').reverse().join(''),
            )
            expect([
              sequence.codeAt(-1),
              sequence.codeAt(s.length),
              sequence.slice(0, s.length + 1),
              sequence.slice(-1, 0),
            ]).toEqual([0, 0, undefined, undefined])
          })
        }
      }),
      { numRuns: 150, seed: 12345 },
    )
  })

  test('an index and a .gzi that are given are used, and nothing is said; without an index that is told', () => {
    const text = '>chr1\nACGTACGT\nACGT\n'
    const packed = bgzf(text, 9)
    expect(opened(bytesOf(text)).problems).toMatchObject([{ code: 'FASTA_INDEX_MADE', severity: 'info' }])
    // Two of its blocks behind the first, by place in the file and in the text.
    const starts = [...packed].flatMap((b, i) =>
      b === 0x1f && packed[i + 1] === 0x8b && packed[i + 3] === 4 ? [i] : [],
    )
    const gzi = new Uint8Array(8 + 32)
    const view = new DataView(gzi.buffer)
    view.setBigUint64(0, 2n, true)
    ;[1, 2].forEach((n, i) => {
      view.setBigUint64(8 + 16 * i, BigInt(starts[n] as number), true)
      view.setBigUint64(16 + 16 * i, BigInt(9 * n), true)
    })
    const result = opened(packed, { index: indexOf(text), gzi })
    expect(result.problems).toEqual([])
    expect(result.value.sequence('1')?.slice(2, 11)).toBe('GTACGTACG')
  })

  test('a damaged block is a fault of reading, not a wrong base', () => {
    const packed = bgzf('>a\nACGTACGT\n', 5)
    packed[20] = (packed[20] as number) ^ 0xff
    const result = fastaReference(memorySyncAccess(packed), { name: 'x.fa.gz', inflate })
    expect(result.problems).toMatchObject([{ code: 'FILE_BGZF_DAMAGED' }])
  })

  test('ordinary gzip, a .gzi cut off, and an index of another file are refused', () => {
    const codes = (bytes: Uint8Array, more: { readonly index?: string; readonly gzi?: Uint8Array } = {}) =>
      fastaReference(memorySyncAccess(bytes), { name: 'x.fa', inflate, ...more }).problems.map((p) => p.code)
    expect(codes(gzip('>a\nACGT\n'))).toEqual(['FASTA_PLAIN_GZIP'])
    expect(codes(bgzf('>a\nACGT\n'), { gzi: new Uint8Array([2, 0, 0, 0, 0, 0, 0, 0, 1]) })).toEqual(['GZI_DAMAGED'])
    expect(codes(bytesOf('>a\nACGT\n'), { index: 'a\t400\t3\t4\t5\n' })).toEqual(['FASTA_INDEX_FOREIGN'])
  })
})

import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { bgzf } from '../bytes/packed.fixture.ts'
import { fastaFile, syncFile } from './sync-file.ts'

const { put } = temporaryFolder('each test')

describe('files read at any place', () => {
  test('a range is cut where the file ends, and stays as it is when more is read', () => {
    const file = syncFile(put('x', 'abcdefgh'))
    const first = file.read(2, 3)
    expect(Buffer.from(file.read(6, 100)).toString()).toBe('gh')
    expect([file.size, Buffer.from(first).toString(), file.read(8, 1).length, file.read(99, 1).length]).toEqual([
      8,
      'cde',
      0,
      0,
    ])
    file.close()
    expect(() => file.read(0, 1)).toThrow()
  })

  test.each([
    ['plain', (text: string): string | Uint8Array => text],
    ['BGZF', (text: string): string | Uint8Array => bgzf(text, 7)],
  ])('a %s FASTA file is opened with the index beside it, or without', (_, packed) => {
    const path = put('r.fa', packed('>chr1\nACGTAC\nGTAC\n>chr2\nGG\n'))
    const made = fastaFile(path, 'GRCh38')
    expect(made.problems.map((p) => p.code)).toEqual(['FASTA_INDEX_MADE'])
    put('r.fa.fai', 'chr1\t10\t6\t6\t7\nchr2\t2\t24\t2\t3\n')
    const read = fastaFile(path, 'GRCh38')
    expect(read.problems).toEqual([])
    for (const result of [made, read]) {
      expect(
        result.ok && [
          result.value.build,
          result.value.sequence('1')?.slice(4, 9),
          result.value.sequence('2')?.slice(0, 2),
        ],
      ).toEqual(['GRCh38', 'ACGTA', 'GG'])
      if (result.ok) result.value.close()
    }
  })

  test('a file that is no FASTA gives problems, not an exception', () => {
    expect(fastaFile(put('x.fa', 'hello\n')).problems.map((p) => p.code)).toEqual(['FASTA_NO_NAME_LINE'])
  })
})

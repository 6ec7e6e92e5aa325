import { expect, test } from 'vitest'
import { bytesOf, vcf38 } from '../bytes/packed.fixture.ts'
import { problemLog } from '../problem-log.ts'
import { scanVcf } from './vcf-scan.ts'

const scanned = async (text: string, chunkSize: number) => {
  const bytes = bytesOf(text)
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize)
  }
  const log = problemLog('a.vcf')
  const windows = new Map([['chr1', { starts: Float64Array.of(1), ends: Float64Array.of(9999) }]])
  const met: number[] = []
  const scan = await scanVcf(
    chunks(),
    1 << 16,
    log,
    () => windows,
    (row) => met.push(row.pos),
  )
  return { met, rows: scan.rowsRead, codes: log.all().map((p) => p.code) }
}

test.each([1, 7, 1 << 16])(
  'a row that ends within POS is no row, however the text is cut (pieces of %i bytes)',
  async (size) => {
    // The row before has a tab exactly where the last row ends.
    const text = `${vcf38(['chr1 1000 . C T . . . GT 0/1'])}chr1\t1000`
    expect(await scanned(text, size)).toEqual({ met: [1000], rows: 2, codes: ['VCF_POS_NOT_NUMBER'] })
  },
)

test('empty lines are no rows', async () => {
  const text = vcf38(['chr1 1000 . C T . . . GT 0/1', 'chr1 1001 . C T . . . GT 0/1']).replaceAll(
    '\nchr1',
    '\n\n\r\nchr1',
  )
  expect(await scanned(`${text}\n\n`, 7)).toEqual({ met: [1000, 1001], rows: 2, codes: [] })
})

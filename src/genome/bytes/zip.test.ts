import { zipSync } from 'fflate'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeInflate } from '../node/index.ts'
import { type Packing, UnreadableBytes } from './byte-stream.ts'
import { unpacked } from './container.ts'
import { memorySource } from './memory-source.ts'
import { bytesOf, gzip, together } from './packed.fixture.ts'
import { portableInflate } from './portable-inflate.ts'

const rows = Array.from({ length: 3000 }, (_, i) => `rs${i}\t1\t${i}\tAG`).join('\n')
const packing: Packing = { kind: 'plain', endMarker: true }
const fault = async (bytes: Uint8Array, inflate = portableInflate): Promise<UnreadableBytes> => {
  try {
    for await (const _ of unpacked(memorySource('f', bytes), inflate, { ...packing }));
  } catch (e) {
    if (e instanceof UnreadableBytes) return e
    throw e
  }
  throw new Error('nothing was found wrong')
}

describe.each([
  ['portable', portableInflate],
  ['Node', nodeInflate],
])('zip archives with the %s inflater', (_, inflate) => {
  const textOf = async (bytes: Uint8Array): Promise<string> => {
    const parts: Uint8Array[] = []
    for await (const c of unpacked(memorySource('f', bytes, 100), inflate, { ...packing })) parts.push(c)
    return new TextDecoder().decode(together(...parts))
  }

  test('the one file in it is read, packed or stored, with folders and read-me files beside it', async () => {
    const zip = zipSync({ 'a/': new Uint8Array(0), 'a/genome.txt': bytesOf(rows), 'README.txt': bytesOf('hello') })
    expect(await textOf(zip)).toBe(rows)
    expect(await textOf(zipSync({ 'genome.txt': [bytesOf(rows), { level: 0 }] }))).toBe(rows)
  })

  test('a packed VCF within it is unpacked too', async () => {
    expect(await textOf(zipSync({ 'one.vcf.gz': gzip(rows) }))).toBe(rows)
  })

  test('no flipped byte goes unnoticed, and none makes it fail otherwise than with a problem', async () => {
    const zip = zipSync({ 'genome.txt': bytesOf(rows) }, { mtime: '2026-01-01' })
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: zip.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = zip.slice()
        bytes[at] = (bytes[at] as number) ^ change
        try {
          // Names, dates and the copies of sizes that nobody reads may change without harm.
          const text = await textOf(bytes)
          if (at > 3) expect(text).toBe(rows)
        } catch (e) {
          expect(e).toBeInstanceOf(UnreadableBytes)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('more data than announced is noticed before it fills the memory', async () => {
    const zip = zipSync({ 'bomb.txt': new Uint8Array(30_000_000) })
    const claims = zip.slice()
    const view = new DataView(claims.buffer)
    let directory = claims.length - 22
    while (view.getUint32(directory, true) !== 0x02014b50) directory--
    for (const size of [1000, 2_000_000]) {
      view.setUint32(directory + 24, size, true)
      expect((await fault(claims, inflate)).code).toBe('FILE_ZIP_DAMAGED')
    }
  })
})

test('archives of which the file that is meant cannot be told, or cannot be read, are refused with what to do', async () => {
  const one = bytesOf(rows)
  expect((await fault(zipSync({ 'a.txt': one, 'b.txt': one }))).message).toContain('a.txt, b.txt')
  expect((await fault(zipSync({ 'a/': new Uint8Array(0) }))).code).toBe('FILE_ZIP_NOT_TAKEN')
  expect((await fault(zipSync({ 'a.zip': zipSync({ 'b.txt': one }) }))).message).toContain('zip archive within')
  expect((await fault(zipSync({ 'a.txt': one }).subarray(0, 900))).code).toBe('FILE_ZIP_DAMAGED')
  expect((await fault(zipSync({ 'a.tar': together(new Uint8Array(257), bytesOf('ustar')) }))).message).toContain('tar')
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bgzfEnd } from './bgzf.ts'
import type { Inflate } from './byte-source.ts'
import { type Packing, UnreadableBytes } from './byte-stream.ts'
import { unpacked } from './container.ts'
import { crc32 } from './crc32.ts'
import { memorySource } from './memory-source.ts'
import { nodeInflate } from '../node/index.ts'
import { bgzf, bgzfBlock, bytesOf, gzip, together } from './packed.fixture.ts'
import { portableInflate } from './portable-inflate.ts'
import { sha256 } from '../../shared/sha256.ts'

const textOf = async (
  bytes: Uint8Array,
  inflate: Inflate,
  chunkSize = 1 << 20,
): Promise<{ text: string; packing: Packing }> => {
  const packing: Packing = { kind: 'plain', endMarker: true }
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of unpacked(memorySource('f', bytes, chunkSize), inflate, packing))
    text += decoder.decode(chunk, { stream: true })
  return { text, packing }
}

const fault = async (bytes: Uint8Array, inflate: Inflate): Promise<UnreadableBytes> => {
  try {
    await textOf(bytes, inflate, 7)
  } catch (e) {
    if (e instanceof UnreadableBytes) return e
    throw e
  }
  throw new Error('nothing was found wrong')
}

const long = Array.from({ length: 400 }, (_, i) => `line ${i} ${(i * 7919) % 1000}`).join('\n')

describe.each([
  ['portable', portableInflate],
  ['Node', nodeInflate],
])('unpacking with the %s inflater', (_, inflate) => {
  test('plain text comes out as it is', async () => {
    expect((await textOf(bytesOf(long), inflate, 11)).text).toBe(long)
  })

  test('every member of a gzip file is read, wherever the pieces are cut', async () => {
    const members = together(gzip(long.slice(0, 900)), gzip(''), gzip(long.slice(900)))
    for (const size of [1, 2, 3, 17, 1000, 1 << 20]) expect((await textOf(members, inflate, size)).text).toBe(long)
  })

  test('a gzip member with a long file name in its header is read when the name is cut in two', async () => {
    const plain = gzip(long)
    const named = together(
      plain.subarray(0, 3),
      Uint8Array.of(8),
      plain.subarray(4, 10),
      bytesOf('name'.repeat(50)),
      Uint8Array.of(0),
      plain.subarray(10),
    )
    expect((await textOf(together(named, named), inflate, 13)).text).toBe(long + long)
  })

  test('BGZF is read block by block, with its closing block', async () => {
    expect(await textOf(bgzf(long), inflate, 64)).toEqual({ text: long, packing: { kind: 'bgzf', endMarker: true } })
  })

  test('a BGZF file without its closing block is noticed', async () => {
    expect((await textOf(bgzf(long, 100, false), inflate)).packing.endMarker).toBe(false)
  })

  test('BGZF is recognised when BC is not the first extra subfield, and empty blocks may stand in the middle', async () => {
    const other = [0x58, 0x59, 3, 0, 1, 2, 3]
    const file = together(
      bgzfBlock(bytesOf('one\n'), other),
      Uint8Array.from(bgzfEnd),
      bgzfBlock(bytesOf('two\n')),
      Uint8Array.from(bgzfEnd),
    )
    expect(await textOf(file, inflate, 5)).toEqual({ text: 'one\ntwo\n', packing: { kind: 'bgzf', endMarker: true } })
  })

  test('a plain gzip member behind BGZF blocks is read too', async () => {
    expect((await textOf(together(bgzf('one\n', 100, false), gzip('two\n')), inflate)).text).toBe('one\ntwo\n')
  })

  test('a file that ends within a block names the byte where that block begins', async () => {
    const whole = bgzf(long, 2000, false)
    const firstSize = bgzfBlock(bytesOf(long).subarray(0, 2000)).length
    const e = await fault(whole.subarray(0, firstSize + 30), inflate)
    expect(e.code).toBe('FILE_BGZF_CUT_OFF')
    expect(e.message).toContain(`byte ${firstSize} `)
  })

  test('a gzip file cut anywhere is never taken for complete', async () => {
    const whole = gzip(long)
    for (const cut of [20, 100, whole.length - 9, whole.length - 8, whole.length - 1])
      expect((await fault(whole.subarray(0, cut), inflate)).code).toBe('FILE_GZIP_DAMAGED')
  })

  test('no flipped bit of the packed data goes unnoticed', async () => {
    const packed = [gzip(long), bgzf(long)] as const
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...packed), fc.nat(), fc.integer({ min: 0, max: 7 }), async (file, at, bit) => {
        const flipped = file.slice()
        // Bytes 3 to 11 of a member header (flags, time, system, extra length) do not belong to the text: they may change without harm.
        const place = 12 + (at % (file.length - 12))
        flipped[place] = (flipped[place] as number) ^ (1 << bit)
        try {
          expect((await textOf(flipped, inflate)).text).toBe(long)
        } catch (e) {
          expect(e).toBeInstanceOf(UnreadableBytes)
        }
      }),
      { numRuns: 300 },
    )
  })
})

test.each([
  ['BZh91AY', 'bzip2'],
  ['CRAM\u0003', 'CRAM'],
  ['<!DOCTYPE html><html>', 'web page'],
  ['{"resourceType":"Bundle"}', 'JSON'],
  ['>chr1\nACGT', 'FASTA'],
  ['@HD\tVN:1.6', 'SAM'],
  ['%PDF-1.4', 'PDF'],
  ['abc\u0000def', 'binary'],
])('a file that begins with %j is refused as %s, with a remedy', async (start, what) => {
  const e = await fault(bytesOf(start), portableInflate)
  expect(e.code).toBe('FILE_NOT_READABLE_FORMAT')
  expect(e.message).toContain(what)
  expect(e.remedy.length).toBeGreaterThan(10)
})

test('BAM is recognised inside its packing, and BCF of a version that is not known', async () => {
  expect((await fault(bgzf('BAM\u0001rest'), portableInflate)).message).toContain('BAM')
  const old = await fault(bgzf('BCF\u0004\u0000rest of it'), portableInflate)
  expect([old.code, old.remedy]).toEqual(['FILE_NOT_READABLE_FORMAT', expect.stringContaining('bcftools view')])
})

test('an empty file and an empty packed file say so', async () => {
  expect((await fault(new Uint8Array(0), portableInflate)).code).toBe('FILE_EMPTY')
  expect((await fault(Uint8Array.from(bgzfEnd), portableInflate)).code).toBe('FILE_EMPTY')
})

test('CRC-32 gives the check value of its catalogue entry', () => {
  expect(crc32(bytesOf('123456789'))).toBe(0xcbf43926)
})

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('SHA-256 gives the published digest (FIPS 180-4 examples), however the bytes are cut', (text, hex) => {
  for (const size of [1 << 20, 61]) {
    const digest = sha256()
    for (let at = 0; at < text.length; at += size) digest.add(bytesOf(text.slice(at, at + size)))
    expect(digest.hex()).toBe(hex)
  }
})

test.each([
  ['plain', bytesOf(`#${'x'.repeat(5000)}`)],
  ['BGZF', bgzf('x'.repeat(5000))],
  ['damaged BGZF', bgzf('x'.repeat(5000)).fill(7, 300, 305)],
  ['gzip', gzip(Array.from({ length: 9000 }, (_, i) => String(i * 7919)).join())],
])('whoever stops reading %s early, by will or by damage, closes the source', async (_, bytes) => {
  let closed = false
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for (let at = 0; at < bytes.length; at += 600) yield bytes.subarray(at, at + 600)
      await new Promise((resolve) => setTimeout(resolve, 1))
      yield new Uint8Array(0)
    } finally {
      closed = true
    }
  }
  const packing: Packing = { kind: 'plain', endMarker: true }
  try {
    for await (const _ of unpacked({ name: 'f', chunks: chunks() }, portableInflate, packing)) break
  } catch (e) {
    expect(e).toBeInstanceOf(UnreadableBytes)
  }
  expect(closed).toBe(true)
})

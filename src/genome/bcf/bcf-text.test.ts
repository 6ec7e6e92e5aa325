import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { unpacked } from '../bytes/container.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { bgzfBlock, bytesOf, together } from '../bytes/packed.fixture.ts'
import { portableInflate, readCohort, readSites } from '../index.ts'
import { fromBase64, packedBcf, plainVcf, sparseBcf } from './bcf.fixture.ts'
import { bcfText } from './bcf-text.ts'
import { floatText } from './float-text.ts'

const packing = { kind: 'plain', endMarker: true } as const
const bytesFrom = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return together(...parts)
}
const open = (file: Uint8Array, chunkSize = 1 << 20): AsyncIterable<Uint8Array> =>
  unpacked(memorySource('f', file, chunkSize), portableInflate, { ...packing })
const textOf = async (file: Uint8Array, chunkSize?: number): Promise<string> =>
  new TextDecoder().decode(await bytesFrom(open(file, chunkSize)))
const inflated = async (file: Uint8Array): Promise<Uint8Array> => {
  const { gunzipSync } = await import('fflate')
  return gunzipSync(file.subarray(0, file.length - 28))
}
const fault = async (raw: Uint8Array): Promise<UnreadableBytes> => {
  try {
    await textOf(raw, 9)
  } catch (e) {
    if (e instanceof UnreadableBytes) return e
    throw e
  }
  throw new Error('nothing was found wrong')
}

describe('BCF written by bcftools comes out as the VCF it was made from', () => {
  test('in BGZF and unpacked, wherever the pieces are cut', async () => {
    const file = fromBase64(packedBcf)
    const raw = await inflated(file)
    for (const size of [1, 7, 100, 1 << 20]) {
      expect(await textOf(file, size)).toBe(plainVcf)
      expect(await textOf(raw, size)).toBe(plainVcf)
    }
  })

  test('with holes in the dictionary of strings', async () => {
    const expected = plainVcf
      .split('\n')
      .filter((l) => !/^##FILTER=<ID=s50|^##INFO=<ID=DP/.test(l))
      .map((l) => l.replace(/DP=-?\d+;/, '').replace(/DP=-?\d+(?=\t)/, '.'))
      .map((l) => l.replace('\tq10;s50\t', '\tq10\t').replace('\ts50\t', '\tPASS\t'))
      .join('\n')
    expect(await textOf(fromBase64(sparseBcf))).toBe(expected)
  })

  test('and gives the same genotypes at wanted sites, one sample or all', async () => {
    const wanted = {
      GRCh37: [],
      GRCh38: [
        { chrom: 'chr1', pos: 1000, ref: 'A', alts: ['C'] },
        { chrom: 'chr10', pos: 94781859, ref: 'G', alts: ['A'], rsid: 'rs4244285' },
      ],
    }
    const options = { inflate: portableInflate }
    const [bcf, vcf] = [memorySource('f', fromBase64(packedBcf)), memorySource('f', plainVcf)]
    const [a, b] = [await readSites(bcf, wanted, options), await readSites(vcf, wanted, options)]
    expect(a.ok && a.value.sites.map((s) => s.gt)).toEqual(['0/1', '1|1'])
    expect({ ...a, value: { ...(a.ok ? a.value : {}), sha256: '' } }).toEqual({
      ...b,
      value: { ...(b.ok ? b.value : {}), sha256: '' },
    })
    const c = await readCohort(memorySource('f', fromBase64(packedBcf)), wanted, options)
    expect(c.ok && c.value.columns.map((x) => [...x.alleles])).toEqual([
      [0, 1, 1, 0],
      [1, 1, 0, 0],
    ])
  })
})

describe('damaged BCF', () => {
  test('cut off anywhere it is refused, and what was read is the beginning of the whole', async () => {
    const raw = await inflated(fromBase64(packedBcf))
    for (let cut = 1; cut < raw.length; cut++) {
      let text = ''
      try {
        for await (const c of bcfText(memorySource('f', raw.subarray(0, cut)).chunks))
          text += new TextDecoder().decode(c)
        // A cut between two records cannot be seen in the records themselves.
        expect(plainVcf.split('\n')).toContain(text.split('\n').at(-2))
      } catch (e) {
        expect((e as UnreadableBytes).code).toBe('FILE_BCF_CUT_OFF')
      }
      expect(plainVcf.startsWith(text)).toBe(true)
    }
  })

  test('a record that says to be larger than anything is refused with its byte, and not waited for', async () => {
    const raw = await inflated(fromBase64(packedBcf))
    const first = 9 + new DataView(raw.buffer, raw.byteOffset).getUint32(5, true)
    const hostile = raw.slice()
    hostile.set([255, 255, 255, 255], first)
    const e = await fault(hostile)
    expect([e.code, e.message]).toEqual(['FILE_BCF_DAMAGED', expect.stringContaining(`byte ${first} `)])
    const header = raw.slice()
    header.set([255, 255, 255, 255], 5)
    expect((await fault(header)).code).toBe('FILE_BCF_DAMAGED')
  })

  test('whatever bytes change, it ends in rows or in a problem, in bounded time and memory', async () => {
    const raw = await inflated(fromBase64(packedBcf))
    const flips = fc.array(fc.tuple(fc.nat({ max: raw.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(flips, fc.nat({ max: raw.length }), fc.boolean(), async (changes, cut, cutIt) => {
        const bytes = raw.slice(0, cutIt ? cut : raw.length)
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        try {
          expect((await bytesFrom(open(bytes, 333))).length).toBeLessThan(1 << 20)
        } catch (e) {
          expect(e).toBeInstanceOf(UnreadableBytes)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('damage within a packed BCF stops the reading with a problem', async () => {
    const file = fromBase64(packedBcf).slice()
    file[300] = (file[300] as number) ^ 4
    const r = await readSites(memorySource('f', file), { GRCh37: [], GRCh38: [] }, { inflate: portableInflate })
    expect(r.ok).toBe(false)
    expect(r.problems.map((p) => p.code)).toEqual(['FILE_BGZF_DAMAGED'])
  })

  test('a header without an end and a file that is no BCF 2 are told apart', async () => {
    expect((await fault(bytesOf('BCF\u0002\u0002'))).code).toBe('FILE_BCF_CUT_OFF')
    expect((await fault(bgzfBlock(bytesOf('BCF\u0002\u0003abcdefgh')))).code).toBe('FILE_NOT_READABLE_FORMAT')
  })
})

// What C's printf("%g") writes for the float nearest to each; from seven digits on %g would lose some.
test.each([
  [0, '0'],
  [0.5, '0.5'],
  [1e-5, '1e-05'],
  [0.0001, '0.0001'],
  [0.00012, '0.00012'],
  [123456, '123456'],
  [1e6, '1e+06'],
  [-1.5e10, '-1.5e+10'],
  [1e-30, '1e-30'],
  [0.333333, '0.333333'],
  [99.95, '99.95'],
  [3.4028234e38, '3.4028235e+38'],
  [16777216, '16777216'],
  [1234567, '1234567'],
  [12345.678, '12345.678'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('the float nearest to %s is written %s', (value, text) => {
  expect(floatText(Math.fround(value))).toBe(text)
})

test('every float is read again from its text', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(floatText(value)))).toBe(value)
    }),
    { numRuns: 5000 },
  )
})

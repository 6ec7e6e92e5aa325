import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64 } from '../bcf/bcf.fixture.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { unpacked } from '../bytes/container.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { bgzf, together } from '../bytes/packed.fixture.ts'
import { memoryAccess } from '../bytes/random-access.ts'
import { portableInflate, readSites, type Region, type SampleSites, type Site } from '../index.ts'
import { readIndex } from './index-file.ts'
import { bcf, bcfCsi, csi, regionAnswers, tbi, vcfGz } from './region.fixture.ts'
import { regionText } from './region-reader.ts'

const files = [
  ['VCF with TBI', fromBase64(vcfGz), fromBase64(tbi)],
  ['VCF with CSI', fromBase64(vcfGz), fromBase64(csi)],
  ['BCF with CSI', fromBase64(bcf), fromBase64(bcfCsi)],
] as const

const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return new TextDecoder().decode(together(...parts))
}
const whole = (file: Uint8Array): Promise<string> =>
  textOf(unpacked(memorySource('f', file), portableInflate, { kind: 'plain', endMarker: true }))
const regionsOf = (text: string): readonly Region[] =>
  text.split(',').map((r) => {
    const [, chrom = '', start, end] = /^(.*):(\d+)-(\d+)$/.exec(r) ?? []
    return { chrom, start: Number(start), end: Number(end) }
  })
const read = (file: Uint8Array, index: Uint8Array, regions: string): Promise<string> =>
  textOf(regionText(memoryAccess(file), index, regionsOf(regions), portableInflate))
const isRow = (line: string): boolean => line !== '' && !line.startsWith('#')

describe.each(files)('a %s', (_, file, index) => {
  test.each(regionAnswers)(
    'gives for %s the rows that bcftools gives, in file order and whole',
    async (regions, ids) => {
      const all = (await whole(file)).split('\n')
      const lines = (await read(file, index, regions)).split('\n')
      expect(lines.filter((l) => l.startsWith('#'))).toEqual(all.filter((l) => l.startsWith('#')))
      expect(lines.filter(isRow)).toEqual(
        all.filter(isRow).filter((l) => ids.split(' ').includes(l.split('\t')[2] ?? '')),
      )
    },
  )

  test('all of it is found by naming all of it, each row once', async () => {
    const everywhere = ['1', 'chr2', 'chrUn_x'].map((chrom) => `${chrom}:1-3000000`).join(',')
    expect(await read(file, index, everywhere)).toBe(await whole(file))
    expect(await read(file, index, `${everywhere},chr1:5-500000,2:70000-90000`)).toBe(await whole(file))
  })

  test('the index knows how many rows each contig has', async () => {
    expect((await readIndex(index, portableInflate)).contigs.map((c) => c.rows)).toEqual([30, 30, 30])
  })

  test('sites read through the index are those of the whole file', async () => {
    const rows = (await whole(file))
      .split('\n')
      .filter(isRow)
      .map((l) => l.split('\t'))
    const sites = rows
      .filter((c) => c[0] === 'chr1' && !(c[4] ?? '').startsWith('<'))
      .map((c): Site => ({ chrom: 'chr1', pos: Number(c[1]), ref: c[3] ?? '', alts: [c[4] ?? ''] }))
    expect(sites.length).toBeGreaterThan(20)
    const regions = { GRCh37: [], GRCh38: [{ chrom: 'chr2', start: 100_000, end: 120_000 }] }
    for (const of of [sites, sites.slice(3, 4), sites.slice(-1)]) {
      const wanted = { GRCh38: of, GRCh37: of.map((s) => ({ ...s, pos: s.pos + 1 })) }
      const options = { inflate: portableInflate, regions }
      const full = await readSites(memorySource('f', file), wanted, options)
      const indexed = {
        access: memoryAccess(file),
        index,
        sha256: async () => (full.ok ? (full.value.sha256 ?? '') : ''),
      }
      const some = await readSites(memorySource('f', 'not read'), wanted, { ...options, indexed })
      if (!full.ok || !some.ok) throw new Error('not read')
      const bare = (v: SampleSites): unknown => ({
        ...v,
        rowsRead: 0,
        linesOfExtract: true,
        sites: v.sites.map((s) => ({ ...s, line: 0 })),
        structural: v.structural.map((s) => ({ ...s, line: 0 })),
      })
      expect(bare(some.value)).toEqual(bare(full.value))
      expect(some.value.rowsRead).toBeLessThan(full.value.rowsRead)
      expect(some.value.structural.length).toBeGreaterThan(0)
      expect(some.problems.map((p) => p.code)).toEqual(full.problems.map((p) => p.code))
    }
  })

  test('a damaged index gives rows of the file or a problem, in bounded time', async () => {
    const raw = await whole(file)
    const known = new Set(raw.split('\n'))
    const plainIndex = together(...(await indexBytes(index)))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.boolean(),
        async (changes, cut, packed) => {
          const of = packed ? index : plainIndex
          const bytes = of.slice(0, cut === null ? of.length : Math.floor(of.length * cut))
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
          try {
            for (const line of (await read(file, bytes, 'chr1:1-200000,2:1-3000000')).split('\n'))
              expect(known).toContain(line)
          } catch (e) {
            expect(e).toBeInstanceOf(UnreadableBytes)
          }
        },
      ),
      { numRuns: 800 },
    )
  })
})

const indexBytes = async (index: Uint8Array): Promise<readonly Uint8Array[]> => {
  const parts: Uint8Array[] = []
  for await (const chunk of portableInflate.gunzip(memorySource('i', index).chunks)) parts.push(chunk)
  return parts
}

const [, file, index] = files[0]
const wanted = { GRCh37: [], GRCh38: [{ chrom: 'chr1', pos: 1, ref: 'A', alts: ['C'] }] }
const siteCodes = async (bytes: Uint8Array, of: Uint8Array, older = false): Promise<readonly string[]> => {
  const indexed = { access: memoryAccess(bytes), index: of, older }
  const r = await readSites(memorySource('f', bytes), wanted, { inflate: portableInflate, indexed })
  if (r.ok) expect(r.value.rowsRead).toBeGreaterThan(60)
  return r.problems.map((p) => p.code)
}

describe('an index that cannot be used', () => {
  test.each([
    ['no index at all', () => file],
    ['cut off', () => index.subarray(0, index.length - 40)],
    ['empty', () => new Uint8Array(0)],
    ['the one of another file', () => fromBase64(bcfCsi)],
  ])('(%s) is told with what to do, and the whole file is read', async (_, of) => {
    expect(await siteCodes(file, of())).toEqual(['INDEX_NOT_USED'])
  })

  test('an index older than its file is not believed', async () => {
    expect(await siteCodes(file, index, true)).toEqual(['INDEX_NOT_USED'])
    const indexed = { access: memoryAccess(file), index, older: true }
    const r = await readSites(memorySource('f', file), wanted, { inflate: portableInflate, indexed })
    expect(r.problems[0]?.remedy).toContain('tabix -f -p vcf')
  })

  test('a file that grew or was written anew since is noticed', async () => {
    const text = await whole(file)
    const more = bgzf(`${text}chrUn_x\t2000000\tx\tA\tC\t.\tPASS\t.\tGT\t0/1\n`, 400)
    const fewer = bgzf(text.split('\n').slice(0, -15).concat('').join('\n'), 400)
    expect(await siteCodes(more, index)).toEqual(['INDEX_NOT_USED'])
    expect(await siteCodes(fewer, index)).toEqual(['INDEX_NOT_USED'])
  })

  test('a file that was cut off is an error, as without an index', async () => {
    expect(await siteCodes(file.subarray(0, file.length - 100), index)).toEqual(['INDEX_NOT_USED', 'FILE_BGZF_CUT_OFF'])
  })

  test('where lengths stand in SVLEN without END, the index is not trusted', async () => {
    const text = (await whole(file)).replace('##INFO=<ID=END', '##INFO=<ID=SVLEN')
    const problem = regionText(memoryAccess(bgzf(text, 400)), index, regionsOf('1:1-2'), portableInflate).next()
    await expect(problem).rejects.toMatchObject({ code: 'INDEX_NOT_ENOUGH' })
  })
})

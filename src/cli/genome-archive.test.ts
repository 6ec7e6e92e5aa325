import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { capturedOutput } from './captured-output.fixture.ts'
import { pack, stats, view } from './genome-archive.ts'

const examples = join(import.meta.dirname, '../../examples')
const gvcf = join(examples, 'child-before-anaesthesia/genome.g.vcf')
const packing = { exact: false, json: false, quiet: true }
const plain = { json: false, jsonl: false, vcf: false }

const folder = temporaryFolder('each test')
const wrote = capturedOutput()

const archive = async (options: Partial<Parameters<typeof pack>[1]> = {}): Promise<string> => {
  const path = join(folder.path, 'a.attune')
  expect(await pack(gvcf, { ...packing, out: path, ...options })).toBe(0)
  wrote.out = ''
  return path
}

describe('attune genome pack, view and stats', () => {
  test('a packed genome is viewed as the rows that the file has, here and there', async () => {
    const path = await archive({ exact: true })
    expect(await view(path, [], { ...plain, vcf: true })).toBe(0)
    const places = (text: string): readonly string[] =>
      text
        .trim()
        .split('\n')
        .filter((l) => !l.startsWith('#'))
        .map((l) => {
          const [chrom, pos, id, ref, alt, qual, , info, , sample] = l.split('\t')
          return [chrom, pos, id, ref, alt, qual, info, sample?.split(':')[0]].join(' ')
        })
    expect(places(wrote.out)).toEqual(places(readFileSync(gvcf, 'utf8')))
    wrote.out = ''
    expect(await view(path, ['7:99,672,916-99,672,920'], { ...plain, jsonl: true })).toBe(0)
    expect(
      wrote.out
        .trim()
        .split('\n')
        .map((l) => JSON.parse(l)),
    ).toMatchObject([
      {
        chrom: 'chr7',
        pos: 99672916,
        id: 'rs776746',
        ref: 'T',
        alts: ['C', '<NON_REF>'],
        alleles: [1, 1],
        quality: 87,
      },
    ])
  })

  test('counts that were rounded down are said to be', async () => {
    const said = async (path: string) => {
      const texts: string[] = []
      for (const how of [{}, { vcf: true }, { jsonl: true }, { json: true }]) {
        wrote.out = ''
        expect(await view(path, ['7:99672916'], { ...plain, ...how })).toBe(0)
        texts.push(wrote.out)
      }
      return texts.map((text) => /rounded/.test(text))
    }
    expect(await said(await archive())).toEqual([true, true, true, true])
    expect(await said(await archive({ exact: true }))).toEqual([false, false, false, false])
  })

  test('JSON of nothing is an empty list, and a wrong region is told', async () => {
    const path = await archive()
    expect(await view(path, ['chr21'], { ...plain, json: true })).toBe(0)
    expect(JSON.parse(wrote.out)).toEqual([])
    expect(await view(path, ['chrQ:7'], plain)).toBe(2)
    expect(wrote.err).toContain('[bad-region]')
  })

  test('stats tell what is held, and which chunk is damaged', async () => {
    const path = await archive()
    expect(await stats(path, { json: true })).toBe(0)
    expect(JSON.parse(wrote.out)).toMatchObject({
      version: 1,
      whole: true,
      calls: 60,
      kinds: { variant: 4, referenceBlock: 56 },
    })
    const bytes = readFileSync(path)
    bytes[100] = (bytes[100] as number) ^ 1
    writeFileSync(path, bytes)
    wrote.out = ''
    expect(await stats(path, { json: true })).toBe(2)
    expect(JSON.parse(wrote.out)).toMatchObject({ whole: false })
    expect(wrote.err).toContain('the chunk of chr1:97078987-201060815')
    expect(await view(path, ['chr1'], plain)).toBe(2)
  })

  test('a file that cannot be read leaves nothing behind, and what stood there before stays', async () => {
    const path = join(folder.path, 'a.attune')
    writeFileSync(path, 'before')
    const cut = join(folder.path, 'cut.vcf.gz')
    writeFileSync(cut, readFileSync(join(examples, 'before-capecitabine/genome.vcf.gz')).subarray(0, 900))
    expect(await pack(cut, { ...packing, out: path })).toBe(2)
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(folder.path).sort()).toEqual(['a.attune', 'cut.vcf.gz'])
  })

  test('standard input needs a name for the archive, and a BED that is none is refused', async () => {
    expect(await pack('-', packing)).toBe(2)
    expect(wrote.err).toContain('[no-output]')
    const bed = join(folder.path, 'callable.bed')
    writeFileSync(bed, 'not a bed\n')
    expect(await pack(gvcf, { ...packing, out: join(folder.path, 'b.attune'), callable: bed })).toBe(2)
    expect(wrote.err).toContain('[BED_LINE_INVALID]')
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pack, stats, view } from './genome-archive.ts'

const examples = join(import.meta.dirname, '../../examples')
const gvcf = join(examples, 'child-before-anaesthesia/genome.g.vcf')
const packing = { exact: false, json: false, quiet: true }
const plain = { json: false, jsonl: false, vcf: false }

let dir = ''
let out = ''
let err = ''

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'genome-archive-'))
  out = ''
  err = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(dir, { recursive: true })
})

const archive = async (options: Partial<Parameters<typeof pack>[1]> = {}): Promise<string> => {
  const path = join(dir, 'a.attune')
  expect(await pack(gvcf, { ...packing, out: path, ...options })).toBe(0)
  out = ''
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
    expect(places(out)).toEqual(places(readFileSync(gvcf, 'utf8')))
    out = ''
    expect(await view(path, ['7:99,672,916-99,672,920'], { ...plain, jsonl: true })).toBe(0)
    expect(
      out
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

  test('JSON of nothing is an empty list, and a wrong region is told', async () => {
    const path = await archive()
    expect(await view(path, ['chr21'], { ...plain, json: true })).toBe(0)
    expect(JSON.parse(out)).toEqual([])
    expect(await view(path, ['chrQ:7'], plain)).toBe(2)
    expect(err).toContain('[bad-region]')
  })

  test('stats tell what is held, and which chunk is damaged', async () => {
    const path = await archive()
    expect(await stats(path, { json: true })).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      whole: true,
      calls: 60,
      kinds: { variant: 4, referenceBlock: 56 },
    })
    const bytes = readFileSync(path)
    bytes[100] = (bytes[100] as number) ^ 1
    writeFileSync(path, bytes)
    out = ''
    expect(await stats(path, { json: true })).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ whole: false })
    expect(err).toContain('the chunk of chr1:97078987-201060815')
    expect(await view(path, ['chr1'], plain)).toBe(2)
  })

  test('a file that cannot be read leaves nothing behind, and what stood there before stays', async () => {
    const path = join(dir, 'a.attune')
    writeFileSync(path, 'before')
    const cut = join(dir, 'cut.vcf.gz')
    writeFileSync(cut, readFileSync(join(examples, 'before-capecitabine/genome.vcf.gz')).subarray(0, 900))
    expect(await pack(cut, { ...packing, out: path })).toBe(2)
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(readdirSync(dir).sort()).toEqual(['a.attune', 'cut.vcf.gz'])
  })

  test('standard input needs a name for the archive, and a BED that is none is refused', async () => {
    expect(await pack('-', packing)).toBe(2)
    expect(err).toContain('[no-output]')
    const bed = join(dir, 'callable.bed')
    writeFileSync(bed, 'not a bed\n')
    expect(await pack(gvcf, { ...packing, out: join(dir, 'b.attune'), callable: bed })).toBe(2)
    expect(err).toContain('[BED_LINE_INVALID]')
  })
})

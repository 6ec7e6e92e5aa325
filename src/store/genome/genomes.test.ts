import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { openArchive, packArchive } from '../../genome/archive/index.ts'
import { nodeDeflate } from '../../genome/archive/node/index.ts'
import { memorySource } from '../../genome/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { genomeStore } from './genomes.ts'

const added = '2026-11-22T09:00:00Z' as Instant
const noise = (size: number): Uint8Array => {
  const out = new Uint8Array(size)
  for (let i = 0, x = 1; i < size; i++) {
    x = (x * 1_103_515_245 + 12_345) & 0x7fffffff
    out[i] = x >> 16
  }
  return out
}
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const genome = (archive: Uint8Array) => ({ name: 'a.vcf.gz', sha256: 'ab', build: 'GRCh38', added, archive })

/** 30,000 rows on each of three chromosomes with names that do not pack well, so that the archive takes several pieces. */
const vcf = (): Uint8Array => {
  const rows = ['##fileformat=VCFv4.2', '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">']
  for (const chrom of [1, 2, 3]) rows.push(`##contig=<ID=chr${chrom},assembly=GRCh38>`)
  rows.push('#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tme')
  for (const chrom of [1, 2, 3])
    for (let i = 0; i < 30_000; i++)
      rows.push(`chr${chrom}\t${1000 + i * 10}\t${hash(Uint8Array.of(chrom, i, i >> 8))}\tA\tG\t50\tPASS\t.\tGT\t0/1`)
  return new TextEncoder().encode(`${rows.join('\n')}\n`)
}

const packed = async (): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  const done = await packArchive(
    memorySource('me.vcf', vcf()),
    { inflate: nodeInflate, deflate: nodeDeflate },
    (b) => void pieces.push(b.slice()),
  )
  if (!done.ok) throw new Error(done.problems.map((p) => p.message).join(' '))
  return new Uint8Array(Buffer.concat(pieces))
}

describeOnBoth('the genome store', (open) => {
  test('gives any range of an archive back, byte for byte', async () => {
    const genomes = genomeStore(await open(), 'home')
    const archive = noise(3_500_000)
    const stored = await genomes.save('p1', genome(archive))
    expect(stored).toEqual({
      ...genome(archive),
      archive: undefined,
      patient: 'p1',
      digest: hash(archive),
      size: 3_500_000,
    })
    expect(await genomes.describe('p1')).toEqual({ ...stored })
    const ranges = [
      [0, 3_500_000],
      [0, 1],
      [3_499_999, 3_600_000],
      [1_048_575, 1_048_577],
      [1_048_576, 2_097_152],
      [5, 5],
    ]
    for (const [from = 0, to = 0] of ranges)
      expect(hash((await genomes.readRange('p1', from, to)) ?? noise(9))).toBe(hash(archive.subarray(from, to)))
  })

  test('an archive is opened and asked where it lies, and only the pieces asked for are read', async () => {
    const db = await open()
    const genomes = genomeStore(db, 'home')
    const archive = await packed()
    expect(archive.length).toBeGreaterThan(2 << 20)
    await genomes.save('p1', genome(archive))
    // A piece in the middle is lost: what does not lie there can still be asked.
    await db.write.deleteFrom('genome_piece').where('n', '=', 1).execute()
    const bytes = await genomes.archive('p1')
    if (bytes === undefined) throw new Error('no genome')
    const opened = await bytes.run(() => openArchive(bytes, { name: bytes.genome.name, inflate: nodeInflate }))
    if (!opened.ok) throw new Error('not opened')
    const [call] = await bytes.run(() => opened.value.at('chr3', 1500))
    expect([call?.chrom, call?.pos, call?.ref, call?.alts]).toEqual(['chr3', 1500, 'A', ['G']])
    await expect(bytes.run(() => opened.value.at('chr1', 1500))).rejects.toMatchObject({ code: 'ATTUNE_STORE_CHANGED' })
  })

  test('a genome that is replaced while it is read is never mixed with the new one', async () => {
    const genomes = genomeStore(await open(), 'home')
    await genomes.save('p1', genome(noise(3_000_000)))
    const bytes = await genomes.archive('p1')
    await bytes?.run(() => bytes.read(0, 10))
    await genomes.save('p1', genome(new Uint8Array(3_000_000)))
    await expect(bytes?.run(() => bytes.read(2_000_000, 10))).rejects.toMatchObject({ code: 'ATTUNE_STORE_CHANGED' })
    expect(Array.from((await genomes.readRange('p1', 2_000_000, 2_000_003)) ?? [])).toEqual([0, 0, 0])
  })

  test('sites belong to one archive and one stamp, and are forgotten with it', async () => {
    const genomes = genomeStore(await open(), 'home')
    const first = await genomes.save('p1', genome(noise(10)))
    expect(await genomes.sites('p1', 'pgx 1')).toBeUndefined()
    expect(await genomes.saveSites(first, 'pgx 1', Uint8Array.of(1, 2))).toBe(true)
    expect(await genomes.saveSites(first, 'pgx 1', Uint8Array.of(3))).toBe(true)
    expect(Array.from((await genomes.sites('p1', 'pgx 1')) ?? [])).toEqual([3])
    expect(await genomes.sites('p1', 'pgx 2')).toBeUndefined()
    const second = await genomes.save('p1', genome(noise(11)))
    expect(second.digest).not.toBe(first.digest)
    expect(await genomes.sites('p1', 'pgx 1')).toBeUndefined()
    expect(await genomes.saveSites(first, 'pgx 1', Uint8Array.of(9))).toBe(false)
    expect(await genomes.sites('p1', 'pgx 1')).toBeUndefined()
  })

  test('tenants and patients are kept apart, and a removed genome is gone with all its bytes', async () => {
    const db = await open()
    const [home, away] = [genomeStore(db, 'home'), genomeStore(db, 'away')]
    await home.saveSites(await home.save('p1', genome(noise(10))), 's', Uint8Array.of(1))
    await home.save('p2', genome(noise(20)))
    expect([await away.describe('p1'), await away.archive('p1'), await away.sites('p1', 's')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(await away.remove('p1')).toBe(false)
    expect(await home.remove('p1')).toBe(true)
    expect((await home.list()).map((g) => g.patient)).toEqual(['p2'])
    expect(await db.read.selectFrom('genome_piece').select('patient').execute()).toEqual([{ patient: 'p2' }])
    expect(await db.read.selectFrom('genome_sites').select('patient').execute()).toEqual([])
  })
})

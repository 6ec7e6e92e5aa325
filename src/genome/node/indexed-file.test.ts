import { copyFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/temporary-folder.ts'
import { fromBase64 } from '../bcf/bcf.fixture.ts'
import { indexAmong, indexedFile as droppedIndexed } from '../browser/indexed-file.ts'
import { readSites } from '../index.ts'
import { regionText } from '../region/index.ts'
import { bcf, bcfCsi, csi, tbi, vcfGz } from '../region/region.fixture.ts'
import { fileSource, indexedFile, nodeInflate } from './index.ts'

const folder = temporaryFolder('all tests')

const wanted = { GRCh37: [], GRCh38: [{ chrom: 'chr2', pos: 1, ref: 'A', alts: ['C'] }] }
const at = (name: string): string => join(folder.path, name)
const codes = async (name: string): Promise<readonly string[]> => {
  const indexed = indexedFile(at(name))
  if (indexed === undefined) return ['no index']
  const r = await readSites(fileSource(at(name)), wanted, { inflate: nodeInflate, indexed })
  return r.problems.map((p) => p.code)
}

test.each([
  ['a.vcf.gz', vcfGz, '.tbi', tbi],
  ['b.vcf.gz', vcfGz, '.csi', csi],
  ['c.bcf', bcf, '.csi', bcfCsi],
])('the index beside %s is found and used, with the digest of the whole file', async (name, file, ending, index) => {
  folder.put(name, fromBase64(file))
  expect(indexedFile(at(name))).toBeUndefined()
  folder.put(name + ending, fromBase64(index))
  const indexed = indexedFile(at(name))
  const digest = fileSource(at(name))
  const full = await readSites(digest, wanted, { inflate: nodeInflate })
  if (indexed === undefined || !full.ok) throw new Error('not found')
  const some = await readSites(fileSource(at(name)), wanted, { inflate: nodeInflate, indexed })
  expect(some).toMatchObject({ ok: true, value: { linesOfExtract: true, sha256: full.value.sha256 } })
})

test('an index that is older than its file, or none at all, is told', async () => {
  folder.put('old.vcf.gz', fromBase64(vcfGz))
  copyFileSync(at('a.vcf.gz.tbi'), at('old.vcf.gz.tbi'))
  utimesSync(at('old.vcf.gz.tbi'), 1000, 1000)
  expect(await codes('old.vcf.gz')).toEqual(['INDEX_NOT_USED'])
  folder.put('text.vcf.gz', fromBase64(vcfGz))
  folder.put('text.vcf.gz.tbi', 'not an index')
  expect(await codes('text.vcf.gz')).toEqual(['INDEX_NOT_USED'])
})

test('a file dropped on the page together with its index is read through it', async () => {
  const genome = new File([fromBase64(vcfGz).slice()], 'one.vcf.gz', { lastModified: 5 })
  const index = new File([fromBase64(tbi).slice()], 'one.vcf.gz.tbi', { lastModified: 6 })
  expect(indexAmong(genome, [genome, index])).toBe(index)
  expect(indexAmong(genome, [genome])).toBeUndefined()
  const { access, index: bytes, older } = await droppedIndexed(genome, index)
  expect(older).toBe(false)
  let text = ''
  const region = { chrom: 'chr1', start: 214132, end: 234132 }
  for await (const chunk of regionText(access, bytes, [region], nodeInflate)) text += new TextDecoder().decode(chunk)
  const rows = text.split('\n').filter((l) => l !== '' && !l.startsWith('#'))
  expect(rows.map((l) => l.split('\t')[2])).toEqual(['v5', 'v9', 'v12'])
})

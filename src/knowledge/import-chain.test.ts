import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { readChain } from '../genome/normalise/index.ts'
import { chainTable, importChain } from './import-chain.ts'
import type { Manifest } from './release.ts'

const root = temporaryFolder('each test')

/** Lengths of chromosome 1 on GRCh37 and GRCh38 (NCBI assembly reports). */
const chain = 'chain 5000 chr1 249250621 + 10000 10100 chr1 248956422 + 20000 20105 1\n50\t0\t5\n50\n'
const into = (): string => join(root.path, 'knowledge')

describe('importing a chain file', () => {
  test.each([
    ['plain', chain],
    ['gzip', gzipSync(chain)],
  ])('a %s file becomes a release between the builds that its sequences tell, with its checksum', (_, content) => {
    const result = importChain(root.put('hg19ToHg38.over.chain.gz', content), into(), readChain)
    expect(result.problems).toEqual([])
    const [folder = ''] = result.ok ? result.value : []
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest
    expect(manifest).toMatchObject({
      id: 'chain-grch37-grch38',
      role: 'genome',
      source: 'hg19ToHg38.over.chain.gz, given by the user',
    })
    expect(manifest.tables).toMatchObject([{ file: chainTable, rows: 1 }])
    expect(readFileSync(join(folder, chainTable), 'utf8')).toBe(chain)
  })

  test('the same file a second time is refused', () => {
    const file = root.put('a.chain', chain)
    expect(importChain(file, into(), readChain).ok).toBe(true)
    expect(importChain(file, into(), readChain).problems).toMatchObject([{ code: 'import-release-there' }])
  })

  test.each([
    ['a file that is not there', undefined, 'import-file-missing'],
    ['a damaged gzip file', gzipSync(chain).subarray(0, 40), 'import-file-damaged'],
    ['a chain that is cut off', chain.slice(0, -4), 'CHAIN_DAMAGED'],
    ['a chain of another assembly', chain.replace('248956422', '248387328'), 'import-build-unknown'],
    ['a chain from a build to itself', chain.replace('248956422', '249250621'), 'import-build-unknown'],
  ])('%s is refused, and nothing is written', (_, content, code) => {
    const file = content === undefined ? join(root.path, 'none') : root.put('x.chain', content)
    const result = importChain(file, into(), readChain)
    expect(result.ok).toBe(false)
    expect(result.problems[0]?.code).toBe(code)
    expect(existsSync(into()) ? readdirSync(into()) : []).toEqual([])
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pseudoautosomal, pseudoautosomalRegions } from './pseudoautosomal.ts'

const vectors = '../shared/reference/genome/ingest/genotype-semantics.json'

test.skipIf(!existsSync(vectors))('the stretches on X are those of the reference folder', () => {
  if (!existsSync(vectors)) return
  const { par } = JSON.parse(readFileSync(vectors, 'utf8')) as {
    par: Record<'GRCh37' | 'GRCh38', Record<'PAR1' | 'PAR2', readonly [string, number, number]>>
  }
  for (const build of ['GRCh37', 'GRCh38'] as const)
    for (const name of ['PAR1', 'PAR2'] as const) {
      const [, start, end] = par[build][name]
      expect(pseudoautosomal(build, 'chrX', start)).toBe(name)
      expect(pseudoautosomal(build, 'chrX', start - 1)).toBeUndefined()
      expect(pseudoautosomal(build, 'chrX', end)).toBe(name)
      expect(pseudoautosomal(build, 'chrX', end + 1)).toBeUndefined()
    }
})

test('each stretch is as long on Y as on X, for they are the same sequence', () => {
  for (const of of Object.values(pseudoautosomalRegions))
    for (const name of ['PAR1', 'PAR2']) {
      const sizes = of.filter((r) => r.name === name).map((r) => r.end - r.start)
      expect(sizes).toHaveLength(2)
      expect(new Set(sizes).size).toBe(1)
    }
})

test('other chromosomes have none', () => {
  expect(pseudoautosomal('GRCh38', 'chr1', 20000)).toBeUndefined()
})

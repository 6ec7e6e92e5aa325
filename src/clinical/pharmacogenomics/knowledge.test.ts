import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../knowledge/folder.ts'
import type { Release } from '../../knowledge/release.ts'
import { pgxKnowledge } from './knowledge.ts'

const release = loadRelease('clinpgx')
const knowledge = pgxKnowledge([release])

describe('the pharmacogenomic tables', () => {
  test('hold the positions and alleles of the 2025-11-05 release', () => {
    const genes = [...knowledge.genes.values()]
    const defined = genes.filter((g) => g.definition !== undefined)
    expect(defined).toHaveLength(20)
    expect(defined.reduce((n, g) => n + (g.definition?.positions.length ?? 0), 0)).toBe(1201)
    expect(genes.reduce((n, g) => n + g.alleles.size, 0)).toBe(1387)
    expect(genes.reduce((n, g) => n + g.phenotypes.size, 0)).toBe(186)
    expect(release.manifest.version).toBe('2025-11-05-00-25')
  })

  test('say which allele is the reference, which need not be *1', () => {
    const reference = (gene: string) => {
      const d = knowledge.genes.get(gene)?.definition
      return d?.names[d.reference]
    }
    expect([reference('CYP2C19'), reference('NAT2'), reference('DPYD'), reference('G6PD')]).toEqual([
      '*38',
      '*1',
      'Reference',
      'B (reference)',
    ])
  })

  test('an allele without a released function has none: it is not normal', () => {
    expect(knowledge.genes.get('CYP2C19')?.alleles.get('*40')?.function).toBeNull()
    expect([...(knowledge.genes.get('CYP4F2')?.alleles.values() ?? [])].every((a) => a.function === null)).toBe(true)
  })

  test('two variants that start at one place keep their own GRCh37 reference base', () => {
    const d = knowledge.genes.get('G6PD')?.definition
    const p = d?.positions[d.indexByPos.get(154532990) ?? -1]
    expect([p?.ref, p?.ref37 ?? 'C']).toEqual(['C', 'C'])
  })

  test('are refused when a table is lacking', () => {
    const { 'alleles.jsonl': _, ...rest } = release.tables
    const broken: Release = { ...release, tables: rest }
    expect(() => pgxKnowledge([])).toThrow(expect.objectContaining({ code: 'ATTUNE_KNOWLEDGE_MISSING' }))
    expect(() => pgxKnowledge([broken])).toThrow(/alleles\.jsonl/)
  })
})

import { describe, expect, test } from 'vitest'
import { diffReleases } from './diff.ts'
import type { Release } from './release.ts'

const release = (tables: Record<string, string>): Release => ({
  manifest: {
    id: 'x',
    release: '1',
    title: '',
    source: '',
    version: '',
    retrieved: '',
    licence: '',
    attribution: '',
    made: '',
    tables: [],
  },
  tables,
})

describe('the difference of two releases', () => {
  test('names added, removed and changed rows by their key', () => {
    const a = release({ 'records.tsv': 'id\tdrug\tlookup\nr1\tcodeine\tx\nr2\ttramadol\ty\n' })
    const b = release({ 'records.tsv': 'id\tdrug\tlookup\nr1\tcodeine\tz\nr3\toxycodone\ty\n' })
    expect(diffReleases(a, b)).toEqual([
      {
        file: 'records.tsv',
        added: ['r3'],
        removed: ['r2'],
        changed: [{ row: 'r1', from: 'r1\tcodeine\tx', to: 'r1\tcodeine\tz' }],
      },
    ])
  })

  test('rows that only changed places are no difference', () => {
    const a = release({ 'alleles.jsonl': '{"gene":"A","name":"*1"}\n{"gene":"A","name":"*2"}\n' })
    const b = release({ 'alleles.jsonl': '{"gene":"A","name":"*2"}\n{"gene":"A","name":"*1"}\n' })
    expect(diffReleases(a, b)).toEqual([{ file: 'alleles.jsonl', added: [], removed: [], changed: [] }])
  })
})

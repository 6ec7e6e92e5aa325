import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import { circumstances, indications } from '../shared/advice-vocabulary.ts'
import { tsvRows, type Manifest } from '../knowledge/release.ts'
import { compileTerms, drugNamed, holdsPhrase, wordsOf } from './terms.ts'

const folder = 'knowledge/attune-terms/2026-11'
const rows = (file: string): readonly Readonly<Record<string, string>>[] =>
  tsvRows(readFileSync(`${folder}/${file}`, 'utf8'))
const terms = compileTerms(loadRelease('attune-terms'))

describe('the release attune-terms', () => {
  test('its tables have the checksums and row counts of the manifest', () => {
    const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest
    expect(manifest.tables).toHaveLength(4)
    for (const t of manifest.tables) {
      const bytes = readFileSync(`${folder}/${t.file}`)
      expect([t.file, createHash('sha256').update(bytes).digest('hex'), rows(t.file).length]).toEqual([
        t.file,
        t.sha256,
        t.rows,
      ])
    }
  })
  test('every code has the form of its system and no ingredient code stands twice', () => {
    const cuis = rows('drugs.tsv')
      .map((r) => r['rxnorm'] ?? '')
      .filter((c) => c !== '')
    expect(new Set(cuis).size).toBe(cuis.length)
    for (const c of cuis) expect(c).toMatch(/^\d+$/)
    for (const code of rows('drugs.tsv')
      .flatMap((r) => (r['atc'] ?? '').split(';'))
      .filter((c) => c !== ''))
      expect(code).toMatch(/^[A-Z]\d{2}[A-Z]{0,2}(\d{2})?$/)
    for (const code of rows('conditions.tsv')
      .flatMap((r) => (r['icd10'] ?? '').split(';'))
      .filter((c) => c !== ''))
      expect(code).toMatch(/^[A-Z](\d[0-9A-Z]?(\.\d{1,3})?)?$/)
  })
  test('conditions speak the vocabulary of advice', () => {
    const known: readonly string[] = [...indications, ...circumstances, 'nothing']
    for (const r of rows('conditions.tsv')) expect(known).toContain(r['means'])
  })
  test('products lead to known ingredients', () => {
    for (const r of rows('products.tsv'))
      for (const name of (r['ingredients'] ?? '').split(';')) expect(terms.drugs.has(name)).toBe(true)
  })
  test.each(['cpic', 'dpwg'])('every drug of the %s records is known by the name used there', (source) => {
    for (const r of tsvRows(readFileSync(`knowledge/${source}/2024-02/records.tsv`, 'utf8')))
      expect([r['drug'], drugNamed(r['drug'] ?? '', terms)?.name]).toEqual([r['drug'], r['drug']])
  })
  const facts = '../shared/reference/pgx/recommendations-2024-02.tsv'
  test.skipIf(!existsSync(facts))('RxNorm codes are those of the reference facts', () => {
    for (const r of tsvRows(readFileSync(facts, 'utf8')))
      if (r['rxnorm']) expect([r['drug'], terms.drugs.get(r['drug'] ?? '')?.rxnorm]).toEqual([r['drug'], r['rxnorm']])
  })
})

test('phrases are whole words in any order, with open beginnings and ends', () => {
  const words = wordsOf('Acute Myocardial Infarction; after appendectomy')
  expect(holdsPhrase(words, ['infarct*', 'myocardial'])).toBe(true)
  expect(holdsPhrase(words, ['*ectomy'])).toBe(true)
  expect(holdsPhrase(words, ['cut'])).toBe(false)
})

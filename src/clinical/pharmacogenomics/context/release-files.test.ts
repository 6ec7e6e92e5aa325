import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tsvRows } from '../../../knowledge/release.ts'
import { compileContext, modulatorEffects } from './knowledge.ts'
import { readPredicate } from './caution-predicate.ts'
import { cautionReasons, interactionEffects } from './reason-codes.ts'
import { knowledge, manifest, release, shipped } from './shipped-release.test-support.ts'

const reference = join(import.meta.dirname, '../../../../../shared/reference/pgx/phenoconversion-inhibitors.tsv')
const referenceText = ((): string | undefined => {
  try {
    return readFileSync(reference, 'utf8')
  } catch {
    return undefined
  }
})()

describe('the attune-pgx release', () => {
  test('every table has the checksum and the number of rows that the manifest states', () => {
    for (const t of manifest.tables) {
      expect([
        t.file,
        createHash('sha256').update(shipped(t.file)).digest('hex'),
        tsvRows(shipped(t.file)).length,
      ]).toEqual([t.file, t.sha256, t.rows])
    }
  })
  test('every row states its source', () => {
    for (const file of ['modulators.tsv', 'washout.tsv', 'medicines.tsv', 'cautions.tsv', 'interactions.tsv']) {
      expect(tsvRows(shipped(file)).filter((r) => (r['source'] ?? '') === '')).toEqual([])
    }
  })
  test('a row that says it was written from memory is marked unverified', () => {
    for (const file of ['washout.tsv', 'medicines.tsv', 'cautions.tsv', 'interactions.tsv']) {
      expect(
        tsvRows(shipped(file))
          .filter((r) => (r['source'] ?? '').includes('written from memory') && r['unverified'] !== '1')
          .map((r) => r['source']),
      ).toEqual([])
    }
  })
  test('every effect and caution reason in the tables is in the list that the catalogue words', () => {
    const effects = new Set<string>(interactionEffects.map((e) => e.code))
    const reasons = new Set<string>(cautionReasons.map((e) => e.code))
    expect(tsvRows(shipped('interactions.tsv')).filter((r) => !effects.has(r['effect'] ?? ''))).toEqual([])
    expect(tsvRows(shipped('cautions.tsv')).filter((r) => !reasons.has(r['reason'] ?? ''))).toEqual([])
  })
  test('every caution is about a medicine of the catalogue', () => {
    expect(tsvRows(shipped('cautions.tsv')).filter((r) => knowledge.medicine(r['drug'] ?? '') === undefined)).toEqual(
      [],
    )
  })
  test('a predicate with an unknown word is refused, not ignored', () => {
    expect(() => readPredicate('{"circumstance":"tall"}')).toThrow(/ATTUNE|cannot be read/)
    expect(() => readPredicate('{"age":{"atLeast":3}}')).toThrow(/cannot be read/)
    expect(() => readPredicate('{')).toThrow(/cannot be read/)
    expect(() =>
      compileContext({
        manifest,
        tables: { ...release.tables, 'modulators.tsv': 'gene\tdrug\teffect\nCYP2D6\tx\tfierce\n' },
      }),
    ).toThrow(/fierce/)
  })
  test('names that differ between countries lead to the same medicine', () => {
    expect(knowledge.modulatorsOf('Rifampin')).toEqual(knowledge.modulatorsOf('rifampicin'))
    expect(knowledge.modulatorsOf('rifampin').map((m) => m.gene)).toContain('CYP3A4')
  })
  test.skipIf(referenceText === undefined)(
    'holds every CYP2D6 inhibitor of the reference with its class and factor',
    () => {
      const rows = tsvRows(referenceText ?? '')
      expect(rows.length).toBe(10)
      for (const row of rows) {
        const own = knowledge.modulatorsOf(row['drug'] ?? '').find((m) => m.gene === row['gene'])
        expect([row['drug'], own?.effect, own?.activityFactor]).toEqual([
          row['drug'],
          `${row['strength']}-inhibitor`,
          Number(row['as_factor']),
        ])
      }
    },
  )
  test('where sources differ both are told', () => {
    expect(knowledge.modulatorsOf('terbinafine')[0]).toMatchObject({
      effect: 'strong-inhibitor',
      differs: expect.stringContaining('moderate'),
    })
    expect(modulatorEffects).toHaveLength(5)
  })
})

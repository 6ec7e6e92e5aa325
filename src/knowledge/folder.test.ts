import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { listReleases, loadAll, loadRelease, shippedKnowledge, verifyReleases } from './folder.ts'

let made: string | undefined
afterEach(() => {
  if (made) rmSync(made, { recursive: true, force: true })
  made = undefined
})
const copy = (): string => {
  made = mkdtempSync(join(tmpdir(), 'attune-knowledge-'))
  cpSync(join(shippedKnowledge, 'dpwg'), join(made, 'dpwg'), { recursive: true })
  return made
}

describe('knowledge folders', () => {
  test('every shipped table has the checksum its manifest states, and no table is unlisted', () => {
    expect(verifyReleases()).toEqual([])
  })

  test('every release states source, licence, attribution, date and how it was made', () => {
    for (const { manifest } of listReleases()) {
      for (const key of ['source', 'licence', 'attribution', 'retrieved', 'made', 'version'] as const)
        expect([manifest.id, key, manifest[key] !== '']).toEqual([manifest.id, key, true])
    }
  })

  test('a changed table is refused when loaded and named when verified', () => {
    const root = copy()
    appendFileSync(join(root, 'dpwg/2024-02/records.tsv'), 'x\n')
    expect(() => loadRelease('dpwg', undefined, root)).toThrow(/checksum/)
    expect(verifyReleases(root).map((p) => p.code)).toEqual(['knowledge-table-changed'])
  })

  test('a file that no manifest names is told', () => {
    const root = copy()
    writeFileSync(join(root, 'dpwg/2024-02/stray.tsv'), 'a\n')
    expect(verifyReleases(root).map((p) => p.code)).toEqual(['knowledge-table-unlisted'])
  })

  test('the newest release of each source is loaded', () => {
    const root = copy()
    cpSync(join(root, 'dpwg/2024-02'), join(root, 'dpwg/2025-01'), { recursive: true })
    writeFileSync(
      join(root, 'dpwg/2025-01/manifest.json'),
      JSON.stringify({ ...listReleases(root)[0]?.manifest, release: '2025-01' }),
    )
    expect(loadAll(root).map((r) => r.manifest.release)).toEqual(['2025-01'])
  })
})

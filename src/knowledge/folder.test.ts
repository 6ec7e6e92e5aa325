import { appendFileSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { listReleases, loadAll, loadFolder, loadRelease, shippedKnowledge, verifyReleases } from './folder.ts'
import type { Release } from './release.ts'

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

  const dated = (release: string): string => {
    const root = copy()
    renameSync(join(root, 'dpwg/2024-02'), join(root, 'dpwg', release))
    const file = join(root, 'dpwg', release, 'manifest.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), release }))
    return root
  }
  const dpwg = (releases: readonly Release[]): readonly string[] =>
    releases.filter((r) => r.manifest.id === 'dpwg').map((r) => r.manifest.release)

  test('over two folders the newest release of each source counts, whichever folder holds it', () => {
    const root = dated('2030-06')
    expect(dpwg(loadAll(shippedKnowledge, root))).toEqual(['2030-06'])
    expect(dpwg(loadAll(root, shippedKnowledge))).toEqual(['2030-06'])
    expect(loadAll(shippedKnowledge, root).map((r) => r.manifest.id)).toEqual(loadAll().map((r) => r.manifest.id))
    expect(loadRelease('dpwg', '2024-02', shippedKnowledge, root).manifest.release).toBe('2024-02')
    rmSync(root, { recursive: true })
    expect(dpwg(loadAll(shippedKnowledge, dated('2019-01')))).toEqual(['2024-02'])
  })

  test('of two releases of one name the one in the folder named later counts', () => {
    const root = dated('2024-02')
    const file = join(root, 'dpwg/2024-02/manifest.json')
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), title: 'own' }))
    expect(loadRelease('dpwg', undefined, shippedKnowledge, root).manifest.title).toBe('own')
    expect(loadFolder(join(root, 'dpwg/2024-02')).manifest.title).toBe('own')
  })

  test('what an interrupted import has left in a hidden folder is no release', () => {
    const root = copy()
    cpSync(join(root, 'dpwg'), join(root, '.import-x'), { recursive: true })
    expect(listReleases(root)).toHaveLength(1)
  })

  test.each([
    ['is not JSON', '{'],
    ['names no tables', '{"id": "dpwg", "release": "2024-02"}'],
    ['names a table outside its folder', '{"id":"x","release":"1","tables":[{"file":"../x.tsv","sha256":""}]}'],
  ])('a manifest that %s is named when verified and refused when loaded', (_what, text) => {
    const root = copy()
    writeFileSync(join(root, 'dpwg/2024-02/manifest.json'), text)
    expect(verifyReleases(root).map((p) => p.code)).toEqual(['knowledge-manifest-unreadable'])
    expect(() => loadAll(root)).toThrow(/manifest\.json/)
  })

  test('a table that is not there is refused when loaded', () => {
    const root = copy()
    rmSync(join(root, 'dpwg/2024-02/records.tsv'))
    expect(() => loadAll(root)).toThrow(/records\.tsv/)
    expect(verifyReleases(root).map((p) => p.code)).toEqual(['knowledge-table-missing'])
  })
})

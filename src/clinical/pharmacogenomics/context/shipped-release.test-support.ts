import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest, Release } from '../../../knowledge/release.ts'
import { compileContext } from './knowledge.ts'

const folder = join(import.meta.dirname, '../../../../knowledge/attune-pgx/2026-11')

/** The text of one file of the release as it ships, for tests. */
export const shipped = (file: string): string => readFileSync(join(folder, file), 'utf8')

export const manifest = JSON.parse(shipped('manifest.json')) as Manifest
export const release: Release = {
  manifest,
  tables: Object.fromEntries(manifest.tables.map((t) => [t.file, shipped(t.file)])),
}
export const knowledge = compileContext(release)

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AttuneError } from '../shared/errors.ts'
import type { Problem } from '../shared/problem.ts'
import { jsonlRows, type Manifest, type Release, releaseName } from './release.ts'

/** Where the releases that ship with the product stand. */
export const shippedKnowledge = fileURLToPath(new URL('../../knowledge', import.meta.url))

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const folders = (dir: string): readonly string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((e) => e.isDirectory() && !e.name.startsWith('.'))
        .map((e) => e.name)
        .sort()
    : []

/** A release that is known to be there, not loaded. */
export type Listed = { readonly folder: string; readonly manifest: Manifest }

/** The folders below a knowledge folder that hold a manifest, readable or not. */
export const releaseFolders = (root: string): readonly string[] =>
  folders(root)
    .flatMap((id) => folders(join(root, id)).map((release) => join(root, id, release)))
    .filter((folder) => existsSync(join(folder, 'manifest.json')))

const isManifest = (value: unknown): value is Manifest => {
  const m = value as Partial<Manifest> | null
  return (
    typeof m?.id === 'string' &&
    typeof m.release === 'string' &&
    Array.isArray(m.tables) &&
    m.tables.every((t) => typeof t?.file === 'string' && basename(t.file) === t.file && typeof t.sha256 === 'string')
  )
}

const manifestIn = (folder: string): Manifest | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
    return isManifest(value) ? value : undefined
  } catch {
    return undefined
  }
}

const listed = (folder: string): Listed => {
  const manifest = manifestIn(folder)
  if (manifest === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', join(folder, 'manifest.json'))
  return { folder, manifest }
}

const rootsOr = (roots: readonly string[]): readonly string[] => (roots.length === 0 ? [shippedKnowledge] : roots)

/** The manifests below knowledge folders (the shipped one unless named): folder by folder, by id and then release, oldest first. */
export const listReleases = (...roots: readonly string[]): readonly Listed[] =>
  rootsOr(roots).flatMap(releaseFolders).map(listed)

/** The bytes of one table, held against its checksum; for tables that are binary or opened on demand. */
export const tableBytes = ({ folder, manifest }: Listed, file: string): Uint8Array => {
  const stated = manifest.tables.find((t) => t.file === file)?.sha256
  const path = join(folder, file)
  const bytes = stated !== undefined && existsSync(path) ? readFileSync(path) : undefined
  if (bytes === undefined || sha256(bytes) !== stated)
    throw new AttuneError('ATTUNE_KNOWLEDGE_CHANGED', `${releaseName(manifest)}/${file}`)
  return bytes
}

const load = (release: Listed): Release => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true })
  const tables: Record<string, string> = {}
  for (const { file } of release.manifest.tables) tables[file] = text.decode(tableBytes(release, file))
  return { manifest: release.manifest, tables }
}

/** By the name of the release, which begins with its date; of two of one name the later listed. */
const newest = (found: readonly Listed[]): Listed | undefined =>
  found.reduce<Listed | undefined>(
    (best, one) => (best === undefined || one.manifest.release >= best.manifest.release ? one : best),
    undefined,
  )

/** The release in a folder of its own, with the same check of its tables as `loadRelease`. */
export const loadFolder = (folder: string): Release => load(listed(folder))

/**
 * One release with the text of all its tables; a table whose checksum differs from the manifest's is a fault, because advice would rest on it.
 * Without `release`, the newest by name over the folders (the shipped one unless named).
 */
export const loadRelease = (id: string, release?: string, ...roots: readonly string[]): Release => {
  const chosen = newest(
    listReleases(...roots).filter(
      (r) => r.manifest.id === id && (release === undefined || r.manifest.release === release),
    ),
  )
  if (!chosen) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', release ? `${id} ${release}` : id)
  return load(chosen)
}

const newestOfEach = (found: readonly Listed[]): readonly Listed[] =>
  [...Map.groupBy(found, (r) => r.manifest.id).values()].flatMap((of) => newest(of) ?? [])

/** The newest release of every source over the folders (the shipped one unless named), loaded; those of the genome engine and of FHIR are left out. */
export const loadAll = (...roots: readonly string[]): readonly Release[] =>
  newestOfEach(listReleases(...roots).filter((r) => r.manifest.role === undefined)).map(load)

/** The newest release of every source of transcripts, sequences and chains over the folders (the shipped one unless named), not loaded. */
export const genomeReleases = (...roots: readonly string[]): readonly Listed[] =>
  newestOfEach(listReleases(...roots).filter((r) => r.manifest.role === 'genome'))

/** The newest release of every polygenic score and ancestry panel over the folders (the shipped one unless named), not loaded. */
export const polygenicReleases = (...roots: readonly string[]): readonly Listed[] =>
  newestOfEach(listReleases(...roots).filter((r) => r.manifest.role === 'polygenic'))

/** The definitions of the newest release of every implementation guide of FHIR over the folders (the shipped one unless named). */
export const fhirGuides = (...roots: readonly string[]): readonly Readonly<Record<string, unknown>>[] =>
  newestOfEach(listReleases(...roots).filter((r) => r.manifest.role === 'fhir-profiles'))
    .map(load)
    .flatMap((r) => Object.values(r.tables).flatMap((text) => jsonlRows<Readonly<Record<string, unknown>>>(text)))

/** Checks every table of every release (of the shipped folder unless others are named) against its manifest and lists files that no manifest names. */
export const verifyReleases = (...roots: readonly string[]): readonly Problem[] =>
  rootsOr(roots)
    .flatMap(releaseFolders)
    .flatMap((folder) => {
      const problem = (file: string, code: string, message: string, remedy: string): Problem => ({
        code,
        severity: 'error',
        at: { source: join(folder, file) },
        message,
        remedy,
      })
      const manifest = manifestIn(folder)
      if (manifest === undefined)
        return [
          problem(
            'manifest.json',
            'knowledge-manifest-unreadable',
            'This is no manifest of a release: it is not JSON, or lacks its id, its release or its tables.',
            'Import the release again, or remove its folder.',
          ),
        ]
      const name = releaseName(manifest)
      const tables = manifest.tables.flatMap((t): readonly Problem[] => {
        const path = join(folder, t.file)
        if (!existsSync(path))
          return [
            problem(
              t.file,
              'knowledge-table-missing',
              `${name} lists ${t.file}, which is not there.`,
              'Import the release again.',
            ),
          ]
        return sha256(readFileSync(path)) === t.sha256
          ? []
          : [
              problem(
                t.file,
                'knowledge-table-changed',
                `${t.file} of ${name} does not have the checksum its manifest states.`,
                'Restore the file or import the release again; never edit a released table.',
              ),
            ]
      })
      const names = new Set([...manifest.tables.map((t) => t.file), 'manifest.json'])
      const stray = readdirSync(folder)
        .filter((f) => !names.has(f))
        .map((f) =>
          problem(
            f,
            'knowledge-table-unlisted',
            `${f} stands in ${name}, but its manifest does not name it.`,
            'Add it to the manifest or remove it.',
          ),
        )
      return [...tables, ...stray]
    })

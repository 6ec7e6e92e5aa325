import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AttuneError } from '../shared/errors.ts'
import type { Problem } from '../shared/problem.ts'
import { type Manifest, type Release, releaseName } from './release.ts'

/** Where the releases that ship with the product stand. */
export const shippedKnowledge = fileURLToPath(new URL('../../knowledge', import.meta.url))

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const folders = (dir: string): readonly string[] =>
  existsSync(dir)
    ? readdirSync(dir, { withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => e.name)
        .sort()
    : []

/** The manifests below a knowledge folder, by id and then release, oldest first. */
export const listReleases = (
  root: string = shippedKnowledge,
): readonly { readonly folder: string; readonly manifest: Manifest }[] =>
  folders(root).flatMap((id) =>
    folders(join(root, id)).flatMap((release) => {
      const folder = join(root, id, release)
      const file = join(folder, 'manifest.json')
      return existsSync(file) ? [{ folder, manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest }] : []
    }),
  )

/**
 * One release with the text of all its tables; a table whose checksum differs from the manifest's is a fault, because advice would rest on it.
 * Without `release`, the newest by name.
 */
export const loadRelease = (id: string, release?: string, root: string = shippedKnowledge): Release => {
  const found = listReleases(root).filter(
    (r) => r.manifest.id === id && (release === undefined || r.manifest.release === release),
  )
  const chosen = found[found.length - 1]
  if (!chosen) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', release ? `${id} ${release}` : id)
  const tables: Record<string, string> = {}
  for (const t of chosen.manifest.tables) {
    const bytes = readFileSync(join(chosen.folder, t.file))
    if (sha256(bytes) !== t.sha256)
      throw new AttuneError('ATTUNE_KNOWLEDGE_CHANGED', `${releaseName(chosen.manifest)}/${t.file}`)
    tables[t.file] = bytes.toString('utf8')
  }
  return { manifest: chosen.manifest, tables }
}

/** Checks every table of every release against its manifest and lists files that no manifest names. */
export const verifyReleases = (root: string = shippedKnowledge): readonly Problem[] =>
  listReleases(root).flatMap(({ folder, manifest }) => {
    const name = releaseName(manifest)
    const problem = (file: string, code: string, message: string, remedy: string): Problem => ({
      code,
      severity: 'error',
      at: { source: join(folder, file) },
      message,
      remedy,
    })
    const listed = manifest.tables.flatMap((t): readonly Problem[] => {
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
    return [...listed, ...stray]
  })

/** The newest release of every source, loaded. */
export const loadAll = (root: string = shippedKnowledge): readonly Release[] =>
  [...new Set(listReleases(root).map((r) => r.manifest.id))].map((id) => loadRelease(id, undefined, root))

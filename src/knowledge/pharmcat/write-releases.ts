import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AttuneError } from '../../shared/errors.ts'
import type { Manifest } from '../release.ts'

/** A table to be written, as text or as bytes; `rows` is stated where it is not the number of its lines, and always for bytes. */
export type Table = { readonly file: string; readonly what: string } & (
  | { readonly text: string; readonly rows?: number }
  | { readonly bytes: Uint8Array; readonly rows: number }
)

export type NewRelease = { readonly manifest: Omit<Manifest, 'tables'>; readonly tables: readonly Table[] }

const contentOf = (t: Table): string | Uint8Array => ('bytes' in t ? t.bytes : t.text)

const rowCount = (t: Table): number => {
  if ('bytes' in t) return t.rows
  const n = t.text.split('\n').filter((l) => l !== '').length
  return t.rows ?? (t.file.endsWith('.tsv') ? n - 1 : n)
}

const manifestOf = (r: NewRelease): Manifest => ({
  ...r.manifest,
  tables: r.tables.map((t) => ({
    file: t.file,
    sha256: createHash('sha256').update(contentOf(t)).digest('hex'),
    rows: rowCount(t),
    what: t.what,
  })),
})

/**
 * Writes release folders `into/<id>/<release>`: all of them, or none. Everything is written beside its place first and moved there at the end;
 * when a move fails, those made before it are taken back. Gives the folders in the order of the releases.
 */
export const writeReleases = (releases: readonly NewRelease[], into: string): readonly string[] => {
  const folderOf = (r: NewRelease): string => join(into, r.manifest.id, r.manifest.release)
  const made: string[] = []
  const moved: string[] = []
  const ensure = (dir: string): void => {
    if (existsSync(dir)) return
    ensure(dirname(dir))
    mkdirSync(dir)
    made.push(dir)
  }
  let stage: string | undefined
  try {
    ensure(into)
    stage = mkdtempSync(join(into, '.import-'))
    for (const r of releases) {
      const dir = join(stage, r.manifest.id)
      mkdirSync(dir)
      for (const t of r.tables) writeFileSync(join(dir, t.file), contentOf(t))
      writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify(manifestOf(r), null, 2)}\n`)
    }
    for (const r of releases) {
      ensure(join(into, r.manifest.id))
      renameSync(join(stage, r.manifest.id), folderOf(r))
      moved.push(folderOf(r))
    }
    rmSync(stage, { recursive: true })
    return moved
  } catch (cause) {
    for (const dir of [...moved, ...(stage === undefined ? [] : [stage]), ...made.reverse()])
      rmSync(dir, { recursive: true, force: true })
    throw new AttuneError('ATTUNE_WRITE_FAILED', into, { cause })
  }
}

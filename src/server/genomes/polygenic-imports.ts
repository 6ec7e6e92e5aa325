import { createHash } from 'node:crypto'
import { polygenicScoring, type PolygenicTables } from '../../assess/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import { polygenicReleases, tableBytes } from '../../knowledge/folder.ts'
import { releaseName } from '../../knowledge/release.ts'
import { software } from '../../shared/software.ts'

/** The scores and panels that were imported. `stamp` tells their very tables and the software that computes with them; `tables` opens them when they are first asked for. */
export type PolygenicImports = { readonly stamp: string; readonly tables: () => Promise<PolygenicTables> }

/** Undefined where none is imported. */
export const polygenicImports = (folders: readonly string[]): PolygenicImports | undefined => {
  const releases = polygenicReleases(...folders)
  if (releases.length === 0) return undefined
  const digest = createHash('sha256').update(`${software.version}\n`)
  for (const { manifest } of releases)
    for (const t of manifest.tables) digest.update(`${releaseName(manifest)}/${t.file} ${t.sha256}\n`)
  let opened: Promise<PolygenicTables> | undefined
  const open = async (): Promise<PolygenicTables> => {
    const { openPolygenic } = await polygenicScoring()
    return openPolygenic(
      releases.map((r) => ({ manifest: r.manifest, bytes: (file) => tableBytes(r, file) })),
      nodeInflate,
    )
  }
  return { stamp: digest.digest('hex').slice(0, 32), tables: () => (opened ??= open()) }
}

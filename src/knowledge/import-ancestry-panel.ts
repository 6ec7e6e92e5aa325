import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bad, ok, problem, type Result } from '../shared/problem.ts'
import { writeReleases } from './pharmcat/write-releases.ts'
import { panelFile, panelIdPrefix } from './polygenic-release.ts'

/** A panel as the polygenic room makes it, packed, and what a manifest tells of it. */
export type MadePanel = {
  readonly id: string
  readonly release: string
  readonly title: string
  readonly build: 'GRCh37' | 'GRCh38'
  readonly source: string
  readonly licence: string
  readonly people: number
  readonly sites: number
  readonly axisSites: number
  readonly bytes: Uint8Array
}

/** Writes a panel as a release `ancestry-panel-ID` below `into`; `made` is the day of making as `2026-11-23`. Gives its folder. */
export const importAncestryPanel = (
  panel: MadePanel,
  options: { readonly into: string; readonly made: string },
): Result<readonly string[]> => {
  const id = `${panelIdPrefix}${panel.id}`
  const folder = join(options.into, id, panel.release)
  if (existsSync(folder))
    return bad([
      problem(
        'import-release-there',
        folder,
        'There is a panel of this name already.',
        'Remove it first, or give another --release.',
      ),
    ])
  const sha256 = createHash('sha256').update(panel.bytes).digest('hex')
  const folders = writeReleases(
    [
      {
        manifest: {
          id,
          release: panel.release,
          role: 'polygenic',
          title: panel.title,
          source: panel.source,
          version: sha256.slice(0, 12),
          retrieved: options.made,
          licence: panel.licence,
          attribution: panel.source,
          made: `attune knowledge import ancestry-panel: ${panel.people} people, ${panel.sites} sites on ${panel.build}, axes over ${panel.axisSites}`,
        },
        tables: [
          {
            file: panelFile,
            bytes: panel.bytes,
            rows: panel.sites,
            what: 'reference people and principal axes (docs/polygenic-panel.md)',
          },
        ],
      },
    ],
    options.into,
  )
  return ok(folders)
}

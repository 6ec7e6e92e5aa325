import type { Manifest } from './release.ts'

/** How the id of a release begins that holds a score file. */
export const scoreIdPrefix = 'pgs-'

/** How the id of a release begins that holds a panel, and the name of its file. */
export const panelIdPrefix = 'ancestry-panel-'
export const panelFile = 'panel.attune-panel.gz'

/** The table of a score's release that holds what is published of it. */
export const evaluationsFile = 'evaluations.json'

export const isPanelRelease = ({ id }: Manifest): boolean => id.startsWith(panelIdPrefix)

/** The scoring file of a release; undefined where the release holds a panel. */
export const scoreFileOf = ({ id, tables }: Manifest): string | undefined =>
  id.startsWith(scoreIdPrefix) ? tables.find((t) => t.file !== evaluationsFile)?.file : undefined

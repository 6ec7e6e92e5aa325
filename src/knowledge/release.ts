/**
 * What a release folder says of itself: `knowledge/<id>/<release>/manifest.json`.
 * `role: 'genome'`: transcripts, sequences, chains. They may be large or binary, so they are opened on demand (`genomeReleases`, `tableBytes`) and never with `loadAll`.
 * `role: 'fhir-profiles'`: implementation guides of FHIR (`fhirGuides`).
 * `role: 'polygenic'`: score files and ancestry panels, opened on demand (`polygenicReleases`, `tableBytes`).
 */
export type Manifest = {
  readonly id: string
  readonly release: string
  readonly role?: 'genome' | 'fhir-profiles' | 'polygenic'
  readonly title: string
  readonly source: string
  readonly url?: string
  readonly version: string
  readonly retrieved: string
  readonly licence: string
  readonly attribution: string
  readonly made: string
  readonly tables: readonly {
    readonly file: string
    readonly sha256: string
    readonly rows: number
    readonly what: string
  }[]
}

/** One loaded release: its manifest and the text of each of its tables by file name. */
export type Release = { readonly manifest: Manifest; readonly tables: Readonly<Record<string, string>> }

/** `cpic 2024-02`: how a release is named wherever it is cited. */
export const releaseName = (m: Pick<Manifest, 'id' | 'release'>): string => `${m.id} ${m.release}`

/** Rows of a tab-separated table by column name. The first line names the columns; nothing is quoted; an empty cell is the empty string. */
export const tsvRows = (text: string): readonly Readonly<Record<string, string>>[] => {
  const lines = text.split('\n')
  const names = (lines[0] ?? '').split('\t')
  const rows: Record<string, string>[] = []
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined || line === '') continue
    const cells = line.split('\t')
    const row: Record<string, string> = {}
    for (let c = 0; c < names.length; c++) row[names[c] as string] = cells[c] ?? ''
    rows.push(row)
  }
  return rows
}

/** The values of a JSON Lines table. */
export const jsonlRows = <T>(text: string): readonly T[] =>
  text
    .split('\n')
    .filter((l) => l !== '')
    .map((l) => JSON.parse(l) as T)

import type { Release } from './release.ts'

/** What changed in one table between two releases, row by row. `key`: the columns or field that names a row. */
export type TableDiff = {
  readonly file: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly { readonly row: string; readonly from: string; readonly to: string }[]
}

const keyColumns: Readonly<Record<string, readonly string[]>> = {
  'records.tsv': ['id'],
  'positions.tsv': ['gene', 'pos'],
  'phenotypes.tsv': ['gene', 'key1', 'key2'],
  'allele-frequencies.tsv': ['gene', 'allele', 'population'],
}

const rowsByKey = (file: string, text: string): ReadonlyMap<string, string> => {
  const lines = text.split('\n').filter((l) => l !== '')
  if (file.endsWith('.jsonl')) {
    return new Map(
      lines.map((line) => {
        const value = JSON.parse(line) as Readonly<Record<string, string | undefined>>
        const key = value['advice'] ?? `${value['gene'] ?? ''} ${value['allele'] ?? value['name'] ?? ''}`
        return [key, line]
      }),
    )
  }
  if (!file.endsWith('.tsv')) return new Map([[file, text]])
  const head = (lines[0] ?? '').split('\t')
  const wanted = keyColumns[file] ?? [head[0] ?? '']
  const at = wanted.map((c) => head.indexOf(c)).filter((i) => i >= 0)
  const rows = new Map<string, string>()
  for (const line of lines.slice(1)) {
    const cells = line.split('\t')
    const base = at.map((i) => cells[i] ?? '').join(' ')
    let key = base
    for (let n = 2; rows.has(key); n++) key = `${base} (${n})`
    rows.set(key, line)
  }
  return rows
}

/** Tables of both releases compared row by row; a table that only one of them has counts as all added or all removed. */
export const diffReleases = (a: Release, b: Release): readonly TableDiff[] =>
  [...new Set([...Object.keys(a.tables), ...Object.keys(b.tables)])].sort().map((file) => {
    const before = rowsByKey(file, a.tables[file] ?? '')
    const after = rowsByKey(file, b.tables[file] ?? '')
    return {
      file,
      added: [...after.keys()].filter((k) => !before.has(k)),
      removed: [...before.keys()].filter((k) => !after.has(k)),
      changed: [...after].flatMap(([row, to]) => {
        const from = before.get(row)
        return from !== undefined && from !== to ? [{ row, from, to }] : []
      }),
    }
  })

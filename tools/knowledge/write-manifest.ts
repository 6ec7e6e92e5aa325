import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Manifest } from '../../src/knowledge/release.ts'

/** Writes `manifest.json` of a release folder: the tables named in `what` that are there, each with checksum and row count. */
export const writeManifest = (
  folder: string,
  head: Omit<Manifest, 'tables'> & { readonly what: Readonly<Record<string, string>> },
): void => {
  const { what, ...rest } = head
  const tables = Object.entries(what)
    .filter(([file]) => existsSync(`${folder}/${file}`))
    .map(([file, meaning]) => {
      const bytes = readFileSync(`${folder}/${file}`)
      const lines = bytes
        .toString('utf8')
        .split('\n')
        .filter((l) => l !== '').length
      return {
        file,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        rows: file.endsWith('.tsv') ? lines - 1 : lines,
        what: meaning,
      }
    })
  writeFileSync(`${folder}/manifest.json`, `${JSON.stringify({ ...rest, tables }, null, 2)}\n`)
}

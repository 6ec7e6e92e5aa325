import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { diffReleases } from '../knowledge/diff.ts'
import { listReleases, loadRelease, verifyReleases } from '../knowledge/folder.ts'
import { importPharmcat } from '../knowledge/import-pharmcat.ts'
import type { Release } from '../knowledge/release.ts'
import { AttuneError } from '../shared/errors.ts'
import { printJson, printTable, tellProblems } from './present.ts'

export const list = async (options: { readonly json: boolean }): Promise<number> => {
  const releases = listReleases().map((r) => r.manifest)
  if (options.json) printJson(releases)
  else
    printTable(
      ['source', 'release', 'licence', 'rows', 'title'],
      releases.map((m) => [m.id, m.release, m.licence, String(m.tables.reduce((n, t) => n + t.rows, 0)), m.title]),
    )
  return 0
}

export const verify = async (): Promise<number> => {
  const problems = verifyReleases()
  tellProblems(problems)
  process.stdout.write(
    problems.length === 0
      ? `${listReleases().length} releases hold their checksums\n`
      : `${problems.length} problems\n`,
  )
  return problems.length === 0 ? 0 : 1
}

/** A release by `id/release` among the shipped ones, or by its folder. */
const named = (text: string): Release => {
  if (existsSync(`${text}/manifest.json`))
    return loadRelease(basename(dirname(text)), basename(text), dirname(dirname(text)))
  const [id, release] = text.split('/')
  if (id === undefined || release === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', `release: ${text}`)
  return loadRelease(id, release)
}

export const diff = async (a: string, b: string, options: { readonly json: boolean }): Promise<number> => {
  const tables = diffReleases(named(a), named(b))
  if (options.json) printJson(tables)
  else {
    for (const t of tables) {
      process.stdout.write(
        `${t.file}: ${t.added.length} added, ${t.removed.length} removed, ${t.changed.length} changed\n`,
      )
      for (const row of t.added) process.stdout.write(`  + ${row}\n`)
      for (const row of t.removed) process.stdout.write(`  - ${row}\n`)
      for (const c of t.changed) process.stdout.write(`  ~ ${c.row}\n      ${c.from}\n      ${c.to}\n`)
    }
  }
  return 0
}

export const importRelease = async (kind: string, dir: string, options: { readonly into: string }): Promise<number> => {
  if (kind !== 'pharmcat') {
    tellProblems([
      {
        code: 'unknown-import',
        severity: 'error',
        at: { source: kind },
        message: `There is no importer for "${kind}".`,
        remedy: 'Known: pharmcat.',
      },
    ])
    return 2
  }
  const result = importPharmcat(dir, options.into)
  tellProblems(result.problems)
  if (!result.ok) return 2
  for (const folder of result.value) process.stdout.write(`${folder}\n`)
  return result.problems.length > 0 ? 1 : 0
}

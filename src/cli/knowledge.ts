import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { diffReleases } from '../knowledge/diff.ts'
import { listReleases, loadFolder, loadRelease, verifyReleases } from '../knowledge/folder.ts'
import type { Release } from '../knowledge/release.ts'
import { AttuneError } from '../shared/errors.ts'
import { type KnowledgeOption, knowledgeFolders } from './knowledge-folders.ts'
import { printJson, printTable, tellProblems } from './present.ts'

type Options = KnowledgeOption & { readonly json: boolean }

/** Tells what is wrong with the folder that was named; gives the folders where nothing is. */
const foldersOrTold = (options: KnowledgeOption): readonly string[] | undefined => {
  const folders = knowledgeFolders(options)
  tellProblems(folders.problems)
  return folders.ok ? folders.value : undefined
}

export const list = async (options: Options): Promise<number> => {
  const folders = foldersOrTold(options)
  if (folders === undefined) return 2
  const releases = listReleases(...folders).map((r) => r.manifest)
  if (options.json) printJson(releases)
  else
    printTable(
      ['source', 'release', 'rows', 'licence', 'title'],
      releases.map((m) => [
        m.id,
        m.release,
        String(m.tables.reduce((n, t) => n + t.rows, 0)),
        m.licence.length > 40 ? `${m.licence.slice(0, 39)}…` : m.licence,
        m.title,
      ]),
    )
  return 0
}

export const verify = async (options: Options): Promise<number> => {
  const folders = foldersOrTold(options)
  if (folders === undefined) return 2
  const problems = verifyReleases(...folders)
  tellProblems(problems)
  if (options.json) printJson(problems)
  else
    process.stdout.write(
      problems.length === 0
        ? `${listReleases(...folders).length} releases hold their checksums\n`
        : `${problems.length} problems\n`,
    )
  return problems.length === 0 ? 0 : 1
}

/** A release by `id/release` among the known ones, or by its folder. */
const named = (text: string, folders: readonly string[]): Release => {
  if (existsSync(join(text, 'manifest.json'))) return loadFolder(resolve(text))
  const [id, release, ...more] = text.split('/')
  const known = listReleases(...folders).some((r) => r.manifest.id === id && r.manifest.release === release)
  if (id === undefined || release === undefined || more.length > 0 || !known)
    throw new AttuneError('ATTUNE_NOT_FOUND', `release: ${text} (attune knowledge list names them)`)
  return loadRelease(id, release, ...folders)
}

export const diff = async (a: string, b: string, options: Options): Promise<number> => {
  const folders = foldersOrTold(options)
  if (folders === undefined) return 2
  const tables = diffReleases(named(a, folders), named(b, folders))
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

import { existsSync, statSync } from 'node:fs'
import { fhirGuides, listReleases, loadAll, releaseFolders, shippedKnowledge } from '../knowledge/folder.ts'
import { newerReleaseProblems } from '../knowledge/newer-release.ts'
import type { Release } from '../knowledge/release.ts'
import { bad, ok, problem, type Result } from '../shared/problem.ts'

/** The option by which a command takes in a further knowledge folder. */
export type KnowledgeOption = { readonly knowledge?: string }

/** The folders to look for releases in: the shipped one, then the one that was named. A named folder without any release is a problem, not nothing. */
export const knowledgeFolders = ({ knowledge: dir }: KnowledgeOption): Result<readonly string[]> => {
  if (dir === undefined) return ok([shippedKnowledge])
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    return bad([problem('knowledge-folder-missing', dir, 'There is no such folder.', 'Check the path of --knowledge.')])
  if (releaseFolders(dir).length === 0)
    return bad([
      problem(
        'knowledge-folder-empty',
        dir,
        'No release stands in this folder.',
        'Name the folder that attune knowledge import wrote to: releases stand in it as SOURCE/RELEASE/manifest.json.',
      ),
    ])
  return ok([shippedKnowledge, dir])
}

/** The newest release of every source over the shipped and the named folder, with a warning for each that says less than the one whose place it takes. */
export const openKnowledge = (option: KnowledgeOption): Result<readonly Release[]> => {
  const folders = knowledgeFolders(option)
  if (!folders.ok) return folders
  const releases = loadAll(...folders.value)
  if (folders.value.length === 1) return ok(releases)
  const known = listReleases(...folders.value).map((r) => r.manifest)
  return ok(releases, newerReleaseProblems(releases, known))
}

/** Definitions of the FHIR implementation guides that were imported into the folders. */
export const openGuides = (option: KnowledgeOption): ReturnType<typeof fhirGuides> => {
  const folders = knowledgeFolders(option)
  return folders.ok ? fhirGuides(...folders.value) : []
}

import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Problem } from '../../shared/problem.ts'

/** The files of one official release, wherever they stand below the folder. */
export type ReleaseFiles = {
  readonly definitions: readonly string[]
  readonly exemptions: readonly string[]
  readonly phenotypes: readonly string[]
  readonly guidance: readonly string[]
}

const deepest = 14
const mostEntries = 50_000
const passedOver = new Set(['node_modules', '.git', 'build', 'target', 'test'])

const filesBelow = (root: string): readonly string[] => {
  const found: string[] = []
  const queue: { readonly dir: string; readonly depth: number }[] = [{ dir: root, depth: 0 }]
  for (let i = 0; i < queue.length && found.length < mostEntries; i++) {
    const { dir, depth } = queue[i] as { readonly dir: string; readonly depth: number }
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory() && depth < deepest && !passedOver.has(entry.name))
        queue.push({ dir: path, depth: depth + 1 })
      else if (entry.isFile() && entry.name.endsWith('.json')) found.push(path)
    }
  }
  return found.sort()
}

const within = (root: string, file: string, folder: RegExp): boolean =>
  relative(root, file)
    .split(sep)
    .slice(0, -1)
    .some((part) => folder.test(part))

const missing = (root: string, what: string, name: string): Problem => ({
  code: 'import-file-missing',
  severity: 'error',
  at: { source: root },
  message: `No ${what} (${name}) stands below this folder.`,
  remedy: 'Name the folder of a PharmCAT release or a checkout of it; all four kinds of file are needed.',
})

/**
 * Sorts the JSON files below a folder by what they are: `*_translation.json`, `exemptions.json`, the files of a `phenotype` folder, and
 * `prescribing_guidance.json` or, in older releases, the files of folders named `cpic` and `dpwg` outside `phenotype`.
 */
export const findFiles = (root: string): { readonly files: ReleaseFiles; readonly problems: readonly Problem[] } => {
  const none: ReleaseFiles = { definitions: [], exemptions: [], phenotypes: [], guidance: [] }
  try {
    if (!statSync(root).isDirectory()) throw new Error('not a folder')
  } catch {
    const problem: Problem = {
      code: 'import-folder-missing',
      severity: 'error',
      at: { source: root },
      message: 'This folder does not exist or cannot be read.',
      remedy: 'Name the folder that holds the official release files.',
    }
    return { files: none, problems: [problem] }
  }
  const all = filesBelow(root)
  const name = (file: string): string => file.slice(file.lastIndexOf(sep) + 1)
  const definitions = all.filter((f) => name(f).endsWith('_translation.json'))
  const exemptions = all.filter((f) => name(f) === 'exemptions.json')
  const inPhenotype = all.filter((f) => within(root, f, /^phenotypes?$/))
  const cpic = inPhenotype.filter((f) => within(root, f, /^cpic$/))
  const genesOf = new Set(cpic.map(name))
  const phenotypes = inPhenotype.filter((f) => !within(root, f, /^dpwg$/) || !genesOf.has(name(f)))
  const whole = all.filter((f) => name(f) === 'prescribing_guidance.json')
  const single = all.filter((f) => within(root, f, /^(cpic|dpwg)$/) && !within(root, f, /^phenotypes?$/))
  const files = { definitions, exemptions, phenotypes, guidance: whole.length > 0 ? whole : single }
  const problems = [
    ...(definitions.length === 0 ? [missing(root, 'allele definition', '*_translation.json')] : []),
    ...(exemptions.length === 0 ? [missing(root, 'list of definition exemptions', 'exemptions.json')] : []),
    ...(phenotypes.length === 0 ? [missing(root, 'phenotype table', 'phenotype/GENE.json')] : []),
    ...(files.guidance.length === 0 ? [missing(root, 'prescribing guidance', 'prescribing_guidance.json')] : []),
  ]
  return { files, problems }
}

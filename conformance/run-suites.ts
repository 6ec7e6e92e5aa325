import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { Listed } from '../src/knowledge/folder.ts'
import type { Release } from '../src/knowledge/release.ts'
import { AttuneError } from '../src/shared/errors.ts'
import { adapters } from './adapters/index.ts'
import type { SuiteAdapter, SuiteContext, SuiteOutcome } from './suite.ts'

/** The vectors that a clone carries itself. */
export const ownVectors = fileURLToPath(new URL('./vectors', import.meta.url))

/** One suite as it ran. `notRun`: why it could not (its knowledge release or an input is not there); then it counts as skipped. */
export type SuiteReport = { readonly path: string; readonly title: string; readonly outcome?: SuiteOutcome; readonly notRun?: string }

export type ValidationReport = {
  readonly dir: string
  readonly suites: readonly SuiteReport[]
  readonly withoutAdapter: readonly string[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly explained: number
}

const filesBelow = (dir: string, prefix = ''): readonly string[] =>
  readdirSync(join(dir, prefix), { withFileTypes: true })
    .flatMap((e) => (e.isDirectory() ? filesBelow(dir, join(prefix, e.name)) : [join(prefix, e.name).replaceAll('\\', '/')]))
    .sort()

const read = (file: string): string => {
  const bytes = readFileSync(file)
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** A suite's files come from the folder under test, and what is lacking there from the project's own vectors. */
const place = (dir: string, path: string): string | undefined => [join(dir, path), join(ownVectors, path)].find((f) => existsSync(f) && statSync(f).isFile())

const matches = (path: string, only: readonly string[]): boolean => only.length === 0 || only.some((o) => path === o || path.startsWith(o.endsWith('/') ? o : `${o}/`) || path.startsWith(o))

/** A file that its adapter cannot read is one failed case with the reason; the other suites go on. */
const outcomeOf = async (adapter: SuiteAdapter, context: SuiteContext): Promise<SuiteOutcome> => {
  try {
    return await adapter.run(context)
  } catch (fault) {
    if (fault instanceof AttuneError) throw fault
    const got = `cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`
    return { cases: 1, passed: 0, failed: [{ id: 'the file', expected: 'vectors in the layout of this suite', got }], skipped: [], explained: [] }
  }
}

/** What an adapter may read when the folder under test is `dir`. */
export const contextOf = (dir: string, knowledge: readonly Release[], genome: readonly Listed[] = []): SuiteContext => ({
  text: (p) => read(place(dir, p) ?? join(dir, p)),
  bytes: (p) => readFileSync(place(dir, p) ?? join(dir, p)),
  filesBelow: (p) => (existsSync(join(dir, p)) ? filesBelow(dir, p) : filesBelow(ownVectors, p)),
  exists: (p) => place(dir, p) !== undefined,
  knowledge,
  genome,
})

/** Runs every suite whose file stands in the folder and whose path begins with one of `only` (all when empty). */
export const runSuites = async (dir: string, only: readonly string[], knowledge: readonly Release[], genome: readonly Listed[], onSuite?: (path: string) => void): Promise<ValidationReport> => {
  const files = filesBelow(dir).filter((f) => matches(f, only))
  const context = contextOf(dir, knowledge, genome)
  const byPath = new Map<string, SuiteAdapter>(adapters.map((a) => [a.path, a]))
  const suites: SuiteReport[] = []
  const folders = adapters.map((a) => a.path).filter((p) => p.endsWith('/'))
  const folderOf = (file: string): string | undefined => folders.find((p) => file.startsWith(p))
  const paths = [...new Set(files.map((f) => (byPath.has(f) ? f : folderOf(f))))].filter((p) => p !== undefined)
  for (const path of paths) {
    const adapter = byPath.get(path) as SuiteAdapter
    onSuite?.(path)
    const lacking = (adapter.needs ?? []).filter((id) => ![...knowledge, ...genome].some((r) => r.manifest.id === id))
    if (lacking.length > 0) {
      suites.push({ path, title: adapter.title, notRun: `knowledge release not loaded: ${lacking.join(', ')}` })
      continue
    }
    const absent = (adapter.inputs ?? []).filter((input) => place(dir, input) === undefined)
    if (absent.length > 0) {
      suites.push({ path, title: adapter.title, notRun: `input not there: ${absent.join(', ')}` })
      continue
    }
    const outcome = await outcomeOf(adapter, context)
    suites.push({ path, title: adapter.title, outcome })
  }
  const sum = (of: (o: SuiteOutcome) => number): number => suites.reduce((n, s) => n + (s.outcome ? of(s.outcome) : 0), 0)
  return {
    dir,
    suites,
    withoutAdapter: files.filter((f) => !byPath.has(f) && folderOf(f) === undefined && !adapters.some((a) => a.inputs?.includes(f)) && !/(^|\/)README\.md$/.test(f)),
    passed: sum((o) => o.passed),
    failed: sum((o) => o.failed.length),
    skipped: sum((o) => o.skipped.length) + suites.filter((s) => s.notRun !== undefined).length,
    explained: sum((o) => o.explained.length),
  }
}

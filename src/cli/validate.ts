import { existsSync, statSync } from 'node:fs'
import { ownVectors, runSuites } from '../../conformance/run-suites.ts'
import { genomeReleases } from '../knowledge/folder.ts'
import { type KnowledgeOption, knowledgeFolders, openKnowledge } from './knowledge-folders.ts'
import { printJson, tellProblems } from './present.ts'

const figure = (x: number | undefined): string => (x === undefined ? '–' : x === 0 ? '0' : x.toExponential(1))

/** Runs the suites and prints, per suite, cases, passed, failed and largest error; exit 1 when any failed. */
export const validate = async (
  dir: string | undefined,
  options: KnowledgeOption & { readonly only: readonly string[]; readonly json: boolean },
): Promise<number> => {
  const folder = dir ?? ownVectors
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    tellProblems([
      {
        code: 'no-folder',
        severity: 'error',
        at: { source: folder },
        message: 'There is no such folder.',
        remedy: 'Name a folder of vectors laid out like conformance/vectors.',
      },
    ])
    return 2
  }
  const folders = knowledgeFolders(options)
  const knowledge = openKnowledge(options)
  tellProblems(knowledge.problems)
  if (!knowledge.ok || !folders.ok) return 2
  const report = await runSuites(
    folder,
    options.only,
    knowledge.value,
    genomeReleases(...folders.value),
    (path) => process.stderr.isTTY && process.stderr.write(`${path}\n`),
  )
  if (report.suites.length === 0 && report.withoutAdapter.length === 0) {
    tellProblems([
      {
        code: 'nothing-to-validate',
        severity: 'error',
        at: { source: folder },
        message: `No file of vectors is here${options.only.length === 0 ? '' : ` whose path begins with ${options.only.join(' or ')}`}.`,
        remedy: 'Name a folder laid out like conformance/vectors, and with --only the beginning of a path in it.',
      },
    ])
    return 2
  }
  if (options.json) {
    printJson(report)
    return report.failed > 0 ? 1 : 0
  }
  const out = (line: string): void => void process.stdout.write(`${line}\n`)
  out(
    `${'suite'.padEnd(52)} ${'cases'.padStart(7)} ${'passed'.padStart(7)} ${'failed'.padStart(7)} ${'skipped'.padStart(8)} ${'explained'.padStart(10)} ${'largest error'.padStart(14)}`,
  )
  for (const s of report.suites) {
    const o = s.outcome
    if (!o) out(`${s.path.padEnd(52)} skipped: ${s.notRun}`)
    else
      out(
        `${s.path.padEnd(52)} ${String(o.cases).padStart(7)} ${String(o.passed).padStart(7)} ${String(o.failed.length).padStart(7)} ${String(o.skipped.length).padStart(8)} ${String(o.explained.length).padStart(10)} ${figure(o.largestError).padStart(14)}`,
      )
  }
  for (const s of report.suites) {
    for (const f of s.outcome?.failed.slice(0, 20) ?? [])
      out(`FAILED ${s.path} ${f.id}\n  expected ${f.expected}\n  got      ${f.got}`)
    const more = (s.outcome?.failed.length ?? 0) - 20
    if (more > 0) out(`  … and ${more} more in ${s.path}`)
    const reasons = Map.groupBy(s.outcome?.skipped ?? [], (x) => x.because)
    for (const [because, list] of reasons) out(`skipped ${list.length} of ${s.path}: ${because}`)
    const entries = Map.groupBy(s.outcome?.explained ?? [], (x) => x.entry)
    for (const [entry, list] of entries)
      out(
        `explained ${list.length} of ${s.path}: ${entry} (conformance/discrepancies.md): ${list.map((x) => x.id).join(', ')}`,
      )
  }
  if (report.withoutAdapter.length > 0) {
    out(
      `without adapter (${report.withoutAdapter.length}): ${report.withoutAdapter.slice(0, 12).join(', ')}${report.withoutAdapter.length > 12 ? ', …' : ''}`,
    )
  }
  out(`${report.passed} passed, ${report.failed} failed, ${report.skipped + report.explained} skipped`)
  return report.failed > 0 ? 1 : 0
}

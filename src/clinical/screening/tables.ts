import { jsonlRows, type Manifest, type Release, releaseName } from '../../knowledge/release.ts'
import { AttuneError } from '../../shared/errors.ts'
import { screeningTests, screeningTopics } from '../../shared/screening-vocabulary.ts'
import type { FactName, FactRow, ScreeningRule, TestRow } from './model.ts'

/** The release `attune-screening`, compiled. */
export type ScreeningTables = {
  readonly manifest: Manifest
  readonly rules: readonly ScreeningRule[]
  readonly tests: readonly TestRow[]
  readonly facts: ReadonlyMap<FactName, FactRow>
}

const table = <T>(release: Release, file: string): readonly T[] => {
  const text = release.tables[file]
  if (text === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${releaseName(release.manifest)} ${file}`)
  return jsonlRows<T>(text)
}

const invalid = (release: Release, what: string): never => {
  throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${releaseName(release.manifest)}: ${what}`)
}

/** Compiles the rules. A rule with a word that is not in the vocabulary, or an id twice, refuses the release. */
export const compileScreening = (releases: readonly Release[]): ScreeningTables => {
  const release = releases.find((r) => r.manifest.id === 'attune-screening')
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-screening')
  const rules = table<ScreeningRule>(release, 'rules.jsonl')
  const tests = table<TestRow>(release, 'tests.jsonl')
  const known = new Set<string>(screeningTests)
  const seen = new Set<string>()
  for (const r of rules) {
    if (seen.has(r.id)) invalid(release, `${r.id} twice`)
    seen.add(r.id)
    if (!screeningTopics.includes(r.topic)) invalid(release, `${r.id}: ${r.topic}`)
    for (const p of r.options.flat()) if (!known.has(p.test)) invalid(release, `${r.id}: ${p.test}`)
  }
  return {
    manifest: release.manifest,
    rules,
    tests,
    facts: new Map(table<FactRow>(release, 'facts.jsonl').map((f) => [f.fact, f])),
  }
}

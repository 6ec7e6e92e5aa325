import { readFileSync } from 'node:fs'
import { openPerson } from '../assess/index.ts'
import {
  assessRisk,
  compileRisk,
  type FilledInput,
  givenInputs,
  personWithoutRecord,
  type RiskInput,
  type RiskTables,
} from '../clinical/risk/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import type { Release } from '../knowledge/release.ts'
import { sha256Of } from '../shared/sha256.ts'
import { type Instant, parseInstant } from '../shared/instant.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { openKnowledge } from './knowledge-folders.ts'
import { fileProblems, optionProblems } from './person.ts'
import { printJson, printTable, tellProblems } from './present.ts'
import { riskDocument, riskTables } from './risk-document.ts'

export type RiskOptions = {
  readonly record?: string
  readonly patient?: string
  readonly given: readonly string[]
  readonly country?: string
  readonly model: readonly string[]
  readonly inputs: boolean
  readonly at?: string
  readonly json: boolean
  readonly jsonl: boolean
  readonly full: boolean
  readonly quiet: boolean
  readonly knowledge?: string
}

/** What one run works with. */
export type RiskBench = {
  readonly tables: RiskTables
  readonly releases: readonly Release[]
  readonly at: Instant
  readonly only?: readonly string[]
}

/** `a=1,b=2 mmol/L` as names and texts. A part without `=`, and a name that stands twice, are problems. */
const pairs = (
  lists: readonly string[],
): { readonly raw: Readonly<Record<string, string>>; readonly problems: readonly Problem[] } => {
  const raw = new Map<string, string>()
  const problems: Problem[] = []
  for (const part of lists.flatMap((l) => l.split(',')).map((p) => p.trim())) {
    if (part === '') continue
    const at = part.indexOf('=')
    if (at < 1)
      problems.push(
        problem('risk.not-a-pair', '--given', `"${part}" has no name and value.`, 'Write it as systolic=140.'),
      )
    else {
      const name = part.slice(0, at).trim()
      if (raw.has(name))
        problems.push(problem('risk.stated-twice', '--given', `${name} is stated twice.`, 'State it once.'))
      raw.set(name, part.slice(at + 1).trim())
    }
  }
  return { raw: Object.fromEntries(raw), problems }
}

/** Values from the options: what was given, and the country by its code or name. */
const stated = (options: RiskOptions, tables: RiskTables): Result<readonly FilledInput[]> => {
  const { raw, problems } = pairs(options.given)
  const read = givenInputs(
    options.country === undefined ? raw : { ...raw, country: options.country },
    tables.catalogue,
    {
      source: '--given',
    },
  )
  const all = [...problems, ...read.problems]
  return hasError(all) ? bad(all) : ok(read.inputs, all)
}

/** Reads a record. */
export const personOf = async (
  record:
    | { readonly name: string; readonly text: string }
    | { readonly name: string; readonly resources: readonly unknown[] },
  bench: RiskBench,
  patient: string | undefined,
): Promise<Result<RiskInput['view']>> => {
  const opened = await openPerson(
    { record: { ...record, sha256: 'text' in record ? sha256Of(record.text) : '' } },
    {
      at: bench.at,
      knowledge: bench.releases,
      inflate: nodeInflate,
      ...(patient === undefined ? {} : { patient }),
    },
  )
  return opened.ok ? ok(opened.value.view, opened.problems) : opened
}

const unknownModels = (wanted: readonly string[], tables: RiskTables): readonly Problem[] =>
  wanted
    .filter((id) => !tables.models.has(id))
    .map((id) =>
      problem(
        'risk.unknown-model',
        '--model',
        `There is no model "${id}".`,
        `Name one of: ${[...tables.models.keys()].sort().join(', ')}.`,
      ),
    )

const listInputs = (tables: RiskTables, json: boolean): number => {
  const entries = [...tables.catalogue.entries.values()]
  if (json) printJson(entries)
  else
    printTable(
      ['input', 'what', 'value'],
      entries.map((e) => [
        e.id,
        e.title,
        e.kind === 'yesNo'
          ? 'yes or no'
          : e.kind === 'choice'
            ? (e.choices ?? ['a code']).join(' ')
            : [e.unit ?? '', ...(e.alsoIn ?? []).map((u) => u.unit)].join(' '),
      ]),
    )
  return 0
}

/** Risk models of one person, or with --jsonl of one person a line. */
export const risk = async (file: string | undefined, options: RiskOptions): Promise<number> => {
  const knowledge = openKnowledge(options)
  tellProblems(knowledge.problems)
  if (!knowledge.ok) return 2
  const tables = compileRisk(knowledge.value)
  if (options.inputs) return listInputs(tables, options.json)
  const given = stated(options, tables)
  const wrong: readonly Problem[] = [
    ...optionProblems(options),
    ...unknownModels(options.model, tables),
    ...given.problems,
    ...(options.record === undefined ? [] : fileProblems(options.record, true)),
    ...(file !== undefined && file !== '-' && options.jsonl ? fileProblems(file) : []),
    ...(file !== undefined && !options.jsonl
      ? [
          problem(
            'risk.file-without-jsonl',
            file,
            'A file of people is read with --jsonl.',
            'Add --jsonl, or name a record by --record.',
          ),
        ]
      : []),
    ...(options.jsonl && options.record !== undefined
      ? [problem('option-for-one-person', '--record', 'With --jsonl every line is a person.', 'Leave --record out.')]
      : []),
    ...(!options.jsonl && options.record === undefined && options.given.length === 0
      ? [
          problem(
            'nothing-to-assess',
            'command line',
            'Neither a record nor inputs were given.',
            'Give --record, --given or both.',
          ),
        ]
      : []),
  ]
  tellProblems(wrong)
  if (!given.ok || hasError(wrong)) return 2
  const bench: RiskBench = {
    tables,
    releases: knowledge.value,
    at: parseInstant(options.at ?? '') ?? (new Date().toISOString() as Instant),
    ...(options.model.length === 0 ? {} : { only: options.model }),
  }
  if (options.jsonl) return (await import('./risk-lines.ts')).riskLines(file ?? '-', given.value, bench, options)
  const view =
    options.record === undefined
      ? ok(personWithoutRecord('person'))
      : await personOf({ name: options.record, text: readFileSync(options.record, 'utf8') }, bench, options.patient)
  tellProblems(view.problems)
  if (!view.ok) return 2
  const assessed = assessRisk(
    { view: view.value, given: given.value, detail: 'full', ...(bench.only === undefined ? {} : { only: bench.only }) },
    tables,
    bench.at,
  )
  tellProblems(assessed.problems)
  const document = riskDocument({ id: view.value.id, name: view.value.name }, assessed, bench)
  if (options.json) printJson(document)
  else process.stdout.write(riskTables(document))
  return [...view.problems, ...assessed.problems, ...wrong].some((p) => p.severity !== 'info') ? 1 : 0
}

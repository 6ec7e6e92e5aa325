import { createReadStream, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { openPerson, type OpenedPerson } from '../assess/index.ts'
import {
  compileScreening,
  type Given,
  limits,
  type ScreeningCalendar,
  screeningCalendar,
  type ScreeningTables,
} from '../clinical/screening/index.ts'
import { screeningBundle } from '../deliver/fhir/index.ts'
import { screeningIcs, spokenCalendar, type SpokenItem } from '../deliver/screening/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import type { Release } from '../knowledge/release.ts'
import { type Instant, parseInstant } from '../shared/instant.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { sha256Of } from '../shared/sha256.ts'
import { software } from '../shared/software.ts'
import { english } from '../shared/wording/en.ts'
import { openKnowledge } from './knowledge-folders.ts'
import { fileProblems, optionProblems, type PersonOptions } from './person.ts'
import { printJson, printTable, tellProblems } from './present.ts'
import { givenOnCommandLine } from './screening-given.ts'

type Options = PersonOptions & {
  readonly risk: readonly string[]
  readonly carrier: readonly string[]
  readonly json: boolean
  readonly jsonl: boolean
  readonly ics: boolean
  readonly fhir: boolean
  readonly all: boolean
}

/** What one run works with. */
type Bench = {
  readonly tables: ScreeningTables
  readonly knowledge: readonly Release[]
  readonly at: Instant
  readonly given: Given
}

const documentOf = (calendar: ScreeningCalendar, bench: Bench, problems: readonly Problem[] = []): object => ({
  software,
  knowledge: [bench.tables.manifest].map(({ id, release, title, licence }) => ({ id, release, title, licence })),
  intendedUse,
  limits,
  ...calendar,
  say: spokenCalendar(calendar, 'clinician', english),
  ...(problems.length === 0 ? {} : { problems }),
})

const quiet = new Set<SpokenItem['state']>(['not-applicable'])

const table = (calendar: ScreeningCalendar, all: boolean): void => {
  const { items, choices } = spokenCalendar(calendar, 'clinician', english)
  printTable(
    ['state', 'what', 'when', 'source', 'why, or what to ask'],
    items
      .filter((i) => all || !quiet.has(i.state))
      .map((i) => [
        i.stateWords,
        i.title.slice(0, i.title.lastIndexOf(':')),
        i.when,
        i.source,
        i.state === 'not-known' ? i.ask.join('; ') : i.why.slice(i.state === 'due' ? -1 : 0).join(' '),
      ]),
  )
  for (const c of choices) {
    process.stdout.write(`\n${c.topic}, side by side${c.agree ? '' : ' (they differ)'}\n`)
    printTable(
      ['source', 'says', 'how', 'why, or what to ask'],
      c.sides.map((s) => [s.source, s.says, s.what[0] ?? '', [...s.why, ...s.ask].join(' ')]),
    )
  }
  process.stdout.write(`\n${intendedUse}\n`)
}

const calendarOf = ({ view }: OpenedPerson, bench: Bench): ScreeningCalendar =>
  screeningCalendar({ view, given: bench.given }, bench.tables, bench.at)

const worst = (problems: readonly Problem[]): number =>
  hasError(problems) ? 2 : problems.some((p) => p.severity !== 'info') ? 1 : 0

const open = (name: string, text: string, bench: Bench, patient?: string): ReturnType<typeof openPerson> =>
  openPerson(
    { record: { name, text, sha256: sha256Of(text) } },
    {
      at: bench.at,
      knowledge: bench.knowledge,
      inflate: nodeInflate,
      ...(patient === undefined ? {} : { patient }),
    },
  )

const genomeUnread = (vcf: string | undefined): readonly Problem[] =>
  vcf === undefined
    ? []
    : [
        {
          code: 'screening.genome-not-read',
          severity: 'warning',
          at: { source: vcf },
          message: 'Screening does not read disease-causing variants from a genome file.',
          remedy: 'Give the laboratory’s result in the record, or by --carrier BRCA1=positive.',
        },
      ]

const onePerson = async (options: Options, bench: Bench): Promise<number> => {
  const { record } = options
  const wrong =
    record === undefined
      ? [
          problem(
            'nothing-to-assess',
            'command line',
            'No record was given.',
            'Give --record, or --jsonl with bundles.',
          ),
        ]
      : fileProblems(record, true)
  if (record === undefined || wrong.length > 0) {
    tellProblems(wrong)
    return 2
  }
  const person = await open(basename(record), readFileSync(record, 'utf8'), bench, options.patient)
  const problems = [...genomeUnread(options.vcf), ...person.problems]
  tellProblems(problems)
  if (!person.ok) return 2
  const calendar = calendarOf(person.value, bench)
  if (options.ics) process.stdout.write(screeningIcs(calendar, english))
  else if (options.fhir) printJson(screeningBundle(calendar, { reference: `Patient/${person.value.view.id}` }, english))
  else if (options.json) printJson(documentOf(calendar, bench))
  else table(calendar, options.all)
  return worst(problems)
}

/** One bundle a line. A line that cannot be read gives a line with its problems, so that in and out stay in step. */
const manyPeople = async (file: string | undefined, bench: Bench): Promise<number> => {
  const name = file === undefined || file === '-' ? 'standard input' : file
  if (name === file) {
    const wrong = fileProblems(file)
    tellProblems(wrong)
    if (wrong.length > 0) return 2
  }
  const lines = createInterface({
    input: file === undefined || file === '-' ? process.stdin : createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let code = 0
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const read = await open(`${name}:${number}`, line, bench)
    code = Math.max(code, read.ok ? worst(read.problems) : 1)
    const out = read.ok
      ? documentOf(calendarOf(read.value, bench), bench, read.problems)
      : { line: number, problems: read.problems }
    process.stdout.write(`${JSON.stringify(out)}\n`)
  }
  return code
}

/** The screening calendar of one person, or of every line of a file. */
export const screeningVerb = async (file: string | undefined, options: Options): Promise<number> => {
  const knowledge = openKnowledge(options)
  const given = givenOnCommandLine(options.risk, options.carrier)
  const one = [options.json, options.jsonl, options.ics, options.fhir].filter(Boolean).length
  const first: readonly Problem[] = [
    ...optionProblems(options),
    ...(one > 1
      ? [
          problem(
            'options-exclude',
            'command line',
            'Only one form of output can be given.',
            'Choose one of --json, --jsonl, --ics and --fhir.',
          ),
        ]
      : []),
    ...(file !== undefined && !options.jsonl
      ? [
          problem(
            'option-missing',
            file,
            'A file of many people needs --jsonl.',
            'Add --jsonl, or give one person by --record.',
          ),
        ]
      : []),
    ...knowledge.problems,
    ...given.problems,
  ]
  if (!knowledge.ok || !given.ok || hasError(first)) {
    tellProblems(first)
    return 2
  }
  tellProblems(first)
  const bench: Bench = {
    tables: compileScreening(knowledge.value),
    knowledge: knowledge.value,
    at: parseInstant(options.at ?? '') ?? (new Date().toISOString() as Instant),
    given: given.value,
  }
  return options.jsonl ? manyPeople(file, bench) : onePerson(options, bench)
}

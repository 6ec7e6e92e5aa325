import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
  type CriterionResult,
  compileFamily,
  type FamilyFinding,
  type FamilyFormat,
  type FamilyTables,
  family,
  type Lost,
  relationsOf,
  relationWords,
  writeCanRisk,
  writeGa4gh,
  writePed,
} from '../clinical/family/index.ts'
import { familyHistoryBundle } from '../deliver/fhir/index.ts'
import type { Assessment } from '../shared/assessment.ts'
import { type Instant, parseInstant } from '../shared/instant.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { software } from '../shared/software.ts'
import { formats, type Opened, openFamilies, worst } from './family-files.ts'
import { openKnowledge } from './knowledge-folders.ts'
import { fileProblems, optionProblems } from './person.ts'
import { printJson, printTable, tellProblems } from './present.ts'

type Options = {
  readonly from?: string
  readonly to?: string
  readonly criteria: boolean
  readonly carrier: boolean
  readonly family?: string
  readonly at?: string
  readonly json: boolean
  readonly jsonl: boolean
  readonly knowledge?: string
}

const isFormat = (text: string): text is FamilyFormat => (formats as readonly string[]).includes(text)

const wrongOptions = (options: Options): readonly Problem[] => [
  ...optionProblems(options),
  ...(['from', 'to'] as const).flatMap((name) => {
    const value = options[name]
    return value === undefined || isFormat(value)
      ? []
      : [
          problem(
            'bad-format',
            `--${name}`,
            `"${value}" is not a format known here.`,
            `Write one of ${formats.join(', ')}.`,
          ),
        ]
  }),
  ...(options.json && options.jsonl
    ? [problem('options-exclude', 'command line', 'Only one form of output can be given.', 'Choose --json or --jsonl.')]
    : []),
]

/** What the options ask to see: everything, or criteria or carriers alone. */
const asked = (options: Options, a: Assessment<FamilyFinding>): boolean => {
  if (options.criteria === options.carrier) return true
  const criteria = a.question.code === 'referral-criterion' || a.question.code === 'variant-in-family'
  return options.criteria ? criteria : !criteria
}

const documentOf = (opened: Opened, tables: FamilyTables, options: Options, at: Instant): object => {
  const module = family(tables)
  const assessments = module.assess(opened, at).filter((a) => asked(options, a))
  return {
    software,
    knowledge: [tables.manifest].map(({ id, release, title, licence }) => ({ id, release, title, licence })),
    intendedUse,
    limits: module.limits,
    at,
    pedigree: opened.pedigree,
    aside: opened.aside,
    ...(opened.canrisk === undefined ? {} : { canrisk: opened.canrisk }),
    assessments,
  }
}

const answerWords = (r: CriterionResult): string =>
  r.answer === 'yes' ? 'met' : r.answer === 'no' ? 'not met' : 'not met so far'

const askWords = (r: CriterionResult): string => {
  const kinds = r.ask.flatMap((a) => (a.what === 'relatives' ? [a.of] : []))
  const others = r.ask.length - kinds.length
  return [
    ...(kinds.length === 0 ? [] : [`ask about ${kinds.join(', ').replaceAll('-', ' ')}`]),
    ...(others === 0 ? [] : [`${others} more unknown`]),
  ].join('; ')
}

const percent = (p: number): string => `${(100 * p).toPrecision(2)} %`

const show = (opened: Opened, tables: FamilyTables, options: Options, at: Instant): void => {
  const { pedigree } = opened
  const relations = relationsOf(pedigree)
  const name = (id: string): string => {
    const relation = relations?.of(pedigree.proband, id)
    return relation === undefined ? id : relationWords(relation)
  }
  process.stdout.write(`family ${pedigree.id}: ${pedigree.people.length} people, proband ${pedigree.proband}\n\n`)
  const assessments = family(tables)
    .assess(opened, at)
    .filter((a) => asked(options, a))
  const findings = assessments.flatMap((a) => (a.finding === undefined ? [] : [a.finding]))
  const criteria = findings.filter((f) => f.kind === 'criterion')
  if (criteria.length > 0)
    printTable(
      ['criteria', 'answer', 'score', 'because of', 'to ask'],
      criteria.map(({ result: r }) => [
        r.instrument.title,
        answerWords(r),
        r.score === undefined ? '–' : `${r.score.range[0]} of ${r.score.referAt}`,
        r.people.map(name).join(', '),
        askWords(r),
      ]),
    )
  for (const f of findings)
    if (f.kind === 'variant-in-family')
      process.stdout.write(
        `\n${f.gene}: a variant was found in ${f.carriers.map((c) => c.relation || c.id).join(', ')}\n`,
      )
  for (const f of findings) {
    if (f.kind === 'carriers') {
      process.stdout.write('\n')
      printTable(
        ['gene', 'probability of carrying a variant'],
        f.proband.map((s) => [s.gene, s.state === 'not-tested' ? percent(s.probability) : `tested: ${s.state}`]),
      )
    }
    if (f.kind === 'future-risks') {
      process.stdout.write('\n')
      printTable(
        ['cancer', 'within', 'risk'],
        f.risks.map((r) => [
          r.outcome,
          'years' in r.horizon ? `${r.horizon.years} years` : `to age ${r.horizon.toAge}`,
          percent(r.probability),
        ]),
      )
      if (f.unverified.length > 0) process.stdout.write(`figures not verified: ${f.unverified.join('; ')}\n`)
    }
  }
  process.stdout.write(`\n${intendedUse}\n`)
}

const lostProblems = (source: string, lost: readonly Lost[], to: string): readonly Problem[] =>
  lost.map(({ person, what }) => ({
    code: 'not-kept',
    severity: 'warning',
    at: { source, ...(person === undefined ? {} : { path: `people[${person}]` }) },
    message: `${what === 'person' ? 'The person' : what} cannot be kept in ${to}.`,
    remedy: 'Keep the family in another format as well.',
  }))

const convert = (opened: readonly Opened[], to: FamilyFormat, source: string): number => {
  if (opened.length > 1 && to !== 'ped') {
    tellProblems([
      problem('several-families', source, `The file holds ${opened.length} families.`, 'Name one with --family.'),
    ])
    return 2
  }
  const lost: Lost[] = []
  for (const { pedigree, canrisk } of opened) {
    if (to === 'fhir') {
      const { bundle, lost: left } = familyHistoryBundle(pedigree, { reference: `Patient/${pedigree.id}` })
      printJson(bundle)
      lost.push(...left)
      continue
    }
    const written =
      to === 'ped' ? writePed(pedigree) : to === 'ga4gh' ? writeGa4gh(pedigree) : writeCanRisk(pedigree, canrisk)
    process.stdout.write(written.text)
    lost.push(
      ...written.lost,
      ...(canrisk !== undefined && to !== 'canrisk' ? [{ what: 'risk factors and scores' }] : []),
    )
  }
  tellProblems(lostProblems(source, lost, to))
  return lost.length > 0 ? 1 : 0
}

const jsonLines = (text: string): boolean => {
  const [first = '', second] = text.split('\n')
  return first.startsWith('{') && first.trimEnd().endsWith('}') && second !== undefined
}

/** A family: checked, converted or assessed. */
export const familyVerb = async (file: string, options: Options): Promise<number> => {
  const knowledge = openKnowledge(options)
  const first = [...wrongOptions(options), ...knowledge.problems, ...(file === '-' ? [] : fileProblems(file, true))]
  tellProblems(first)
  if (!knowledge.ok || hasError(first)) return 2
  const at = parseInstant(options.at ?? '') ?? (new Date().toISOString() as Instant)
  const tables = compileFamily(knowledge.value)
  const text = readFileSync(file === '-' ? 0 : file, 'utf8')
  const source = file === '-' ? 'standard input' : basename(file)
  const from = options.from as FamilyFormat | undefined
  if (options.jsonl && jsonLines(text)) {
    let code = 0
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      const read = await openFamilies(line, `${source}:${i + 1}`, from, knowledge.value, at)
      code = Math.max(code, read.ok ? worst(read.problems) : 1)
      const out = read.ok
        ? read.value.map((f) => ({ ...documentOf(f, tables, options, at), problems: read.problems }))
        : [{ line: i + 1, problems: read.problems }]
      for (const one of out) process.stdout.write(`${JSON.stringify(one)}\n`)
    }
    return code
  }
  const read = await openFamilies(text, source, from, knowledge.value, at)
  tellProblems(read.problems)
  if (!read.ok) return 2
  const chosen = read.value.filter((f) => options.family === undefined || f.pedigree.id === options.family)
  if (chosen.length === 0) {
    tellProblems([
      problem(
        'unknown-family',
        source,
        `There is no family ${options.family ?? ''}.`,
        `Name one of ${read.value.map((f) => f.pedigree.id).join(', ')}.`,
      ),
    ])
    return 2
  }
  if (options.to !== undefined)
    return Math.max(convert(chosen, options.to as FamilyFormat, source), worst(read.problems))
  for (const opened of chosen) {
    if (options.json) printJson(documentOf(opened, tables, options, at))
    else if (options.jsonl) process.stdout.write(`${JSON.stringify(documentOf(opened, tables, options, at))}\n`)
    else show(opened, tables, options, at)
  }
  return worst(read.problems)
}

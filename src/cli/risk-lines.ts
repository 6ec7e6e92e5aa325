import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  assessRisk,
  type FilledInput,
  givenInputs,
  personWithoutRecord,
  type RiskInput,
} from '../clinical/risk/index.ts'
import { bad, hasError, ok, type Problem, type Result } from '../shared/problem.ts'
import { tellProblems } from './present.ts'
import { personOf, type RiskBench, type RiskOptions } from './risk.ts'
import { riskDocument } from './risk-document.ts'
import { textOut } from './text-out.ts'

/** Longest line that is read, in characters: a bundle of one person. */
const longestLine = 100_000_000

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (line: number, source: string, code: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  at: { source, line },
  message,
  remedy,
})

type Person = { readonly id?: string; readonly view: RiskInput['view']; readonly given: readonly FilledInput[] }

/** One line as a person: `{ id, inputs }`, or a FHIR bundle. */
const personOfLine = async (text: string, line: number, source: string, bench: RiskBench): Promise<Result<Person>> => {
  if (text.length > longestLine)
    return bad([wrong(line, source, 'risk.line-too-long', 'The line is too long.', 'Give one person a line.')])
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return bad([wrong(line, source, 'risk.line-not-json', 'The line is not JSON.', 'Write one JSON object a line.')])
  }
  if (!isObject(value))
    return bad([
      wrong(
        line,
        source,
        'risk.line-not-a-person',
        'The line is not an object.',
        'Write {"id":…,"inputs":{…}} or a FHIR bundle.',
      ),
    ])
  if (value['resourceType'] !== undefined) {
    const view = await personOf({ name: `${source}:${line}`, resources: [value] }, bench, undefined)
    return view.ok ? ok({ id: view.value.id, view: view.value, given: [] }, view.problems) : bad(view.problems)
  }
  const { id, inputs } = value
  if (!isObject(inputs))
    return bad([
      wrong(
        line,
        source,
        'risk.line-not-a-person',
        'The line has no inputs.',
        'Write {"id":…,"inputs":{…}} or a FHIR bundle.',
      ),
    ])
  const read = givenInputs(inputs, bench.tables.catalogue, { source, line })
  if (hasError(read.problems)) return bad(read.problems)
  const named = typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}
  return ok({ ...named, view: personWithoutRecord(named.id ?? ''), given: read.inputs }, read.problems)
}

/** What a line says of whom it is about, as far as it can be read. */
const idOf = (text: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    const id = isObject(value) ? value['id'] : undefined
    return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined
  } catch {
    return undefined
  }
}

/**
 * One person a line in, one line out, in the same order, one at a time, so that a file of any length takes the same memory. A line that cannot be read is answered
 * by its problems with its number, and the others go on. The options' inputs stand for everybody; a line's own count first. Exit code 1 where a line had problems.
 */
export const riskLines = async (
  file: string,
  given: readonly FilledInput[],
  bench: RiskBench,
  options: RiskOptions,
): Promise<number> => {
  const source = file === '-' ? 'standard input' : file
  const input = file === '-' ? process.stdin : createReadStream(file)
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const out = textOut()
  let line = 0
  let wrongLines = 0
  for await (const read of lines) {
    line += 1
    const text = line === 1 ? read.replace(/^\uFEFF/, '') : read
    if (text.trim() === '') continue
    const person = await personOfLine(text, line, source, bench)
    if (!person.ok) {
      wrongLines += 1
      const id = idOf(text)
      out.write(`${JSON.stringify({ line, ...(id === undefined ? {} : { id }), problems: person.problems })}\n`)
    } else {
      const own = new Set(person.value.given.map((g) => g.id))
      const assessed = assessRisk(
        {
          view: person.value.view,
          given: [...given.filter((g) => !own.has(g.id)), ...person.value.given],
          detail: options.full ? 'full' : 'brief',
          ...(bench.only === undefined ? {} : { only: bench.only }),
        },
        bench.tables,
        bench.at,
      )
      const problems = [...person.problems, ...assessed.problems]
      if (problems.some((p) => p.severity !== 'info')) wrongLines += 1
      const { models, disagreements, inputs } = riskDocument({ id: person.value.id ?? '' }, assessed, bench)
      out.write(
        `${JSON.stringify({
          line,
          ...(person.value.id === undefined ? {} : { id: person.value.id }),
          models: models.filter((m) => m.fit !== 'no'),
          notFor: models.filter((m) => m.fit === 'no').map((m) => ({ model: m.model, because: m.because })),
          ...(options.full ? { disagreements, inputs } : {}),
          problems,
        })}\n`,
      )
    }
    await out.done()
  }
  if (wrongLines > 0)
    tellProblems([
      {
        code: 'risk.lines-with-problems',
        severity: 'warning',
        at: { source },
        message: `${wrongLines} of ${line} lines had problems.`,
        remedy: 'They stand in the lines themselves.',
      },
    ])
  return wrongLines > 0 ? 1 : 0
}

import { firstJsonFault, nestedDeeperThan, placeInText } from '../shared/json-fault.ts'
import type { Problem } from '../shared/problem.ts'

/** Limits of one record: characters of text, depth of nesting, number of resources. */
export const limits = { characters: 400_000_000, depth: 100, resources: 500_000 } as const

/** One JSON value and the 1-based line it starts on; `line` is absent when the value did not come as text. */
export type JsonValue = { readonly value: unknown; readonly line?: number }

const problem = (
  source: string,
  at: { line?: number; column?: number },
  code: string,
  message: string,
  remedy: string,
): Problem => ({
  code,
  severity: 'error',
  at: { source, ...at },
  message,
  remedy,
})

const parsed = (text: string): { value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/**
 * The JSON values of a text: one for a JSON file, one per line for NDJSON. Every line that is not JSON is a problem with line and column.
 * Text over the limits is refused before it is parsed.
 */
export const jsonValues = (
  raw: string,
  source: string,
): { readonly values: readonly JsonValue[]; readonly problems: readonly Problem[] } => {
  const text = raw.startsWith('\uFEFF') ? raw.slice(1) : raw
  const refuse = (p: Problem): { values: readonly JsonValue[]; problems: readonly Problem[] } => ({
    values: [],
    problems: [p],
  })
  if (text.length > limits.characters)
    return refuse(
      problem(
        source,
        {},
        'record.too-large',
        `The record has ${text.length} characters; at most ${limits.characters} are read.`,
        'Export one person only, or split the file.',
      ),
    )
  if (text.trim() === '')
    return refuse(
      problem(source, {}, 'record.empty', 'The record is empty.', 'Export it again; a FHIR R4 Bundle is expected.'),
    )
  if (nestedDeeperThan(text, limits.depth))
    return refuse(
      problem(
        source,
        {},
        'record.too-deep',
        `The record is nested more than ${limits.depth} levels deep.`,
        'FHIR needs far fewer levels: check what wrote this file.',
      ),
    )
  const whole = parsed(text)
  if (whole !== undefined) return { values: [{ value: whole.value, line: 1 }], problems: [] }

  const lines = text.split('\n')
  const first = lines.findIndex((l) => l.trim() !== '')
  const isLines =
    parsed(lines[first] ?? '') !== undefined && lines.slice(first + 1).some((l) => l.trim().startsWith('{'))
  if (!isLines) {
    const fault = firstJsonFault(text)
    const at = fault === undefined ? {} : placeInText(text, fault.offset)
    const looks = /^\s*</.test(text) ? ' It looks like XML or HTML.' : ''
    const expected = fault === undefined ? '' : ` Expected here: ${fault.expected}.`
    return refuse(
      problem(
        source,
        at,
        'record.json',
        `The record is not JSON.${looks}${expected}`,
        looks === '' ? 'Export it again as FHIR R4 JSON, or mend this place.' : 'Export the record as FHIR R4 JSON.',
      ),
    )
  }
  const values: JsonValue[] = []
  const problems: Problem[] = []
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue
    const one = parsed(line)
    if (one !== undefined) values.push({ value: one.value, line: i + 1 })
    else {
      const fault = firstJsonFault(line)
      problems.push(
        problem(
          source,
          { line: i + 1, column: (fault?.offset ?? 0) + 1 },
          'record.json',
          `This line is not JSON. Expected here: ${fault?.expected ?? 'a JSON value'}.`,
          'Each line of NDJSON holds one whole resource: mend or remove this line.',
        ),
      )
    }
  }
  return { values, problems }
}

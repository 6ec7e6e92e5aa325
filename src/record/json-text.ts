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

const placeAt = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

const bare = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Where the scalar that starts at `i` ends; -1 when none starts there or a string breaks off. */
const endOfScalar = (text: string, i: number): number => {
  if (text[i] !== '"') {
    bare.lastIndex = i
    return bare.exec(text) === null ? -1 : bare.lastIndex
  }
  for (let k = i + 1; k < text.length; k++) {
    const c = text.charCodeAt(k)
    if (c === 34) return k + 1
    if (c < 32) return -1
    if (c !== 92) continue
    escape.lastIndex = k
    if (escape.exec(text) === null) return -1
    k = escape.lastIndex - 1
  }
  return -1
}

/**
 * Where a text stops being JSON: the offset of the first character that cannot stand there, and what was expected.
 * Undefined when the text is JSON. Needed because engines word and place their own message differently.
 */
export const firstJsonFault = (text: string): { readonly offset: number; readonly expected: string } | undefined => {
  const open: ('{' | '[')[] = []
  let i = 0
  let want: 'value' | 'key' | 'keyOrEnd' | 'valueOrEnd' | 'next' = 'value'
  const take = (): boolean => {
    const end = endOfScalar(text, i)
    if (end > 0) i = end
    return end > 0
  }
  for (;;) {
    while (i < text.length && ' \t\r\n'.includes(text[i] as string)) i++
    const c = text[i]
    if (want === 'next' && open.length === 0)
      return c === undefined ? undefined : { offset: i, expected: 'the end of the file' }
    if (c === undefined)
      return {
        offset: i,
        expected: open.length > 0 ? `more text: a ${open.at(-1) === '{' ? '}' : ']'} is missing` : 'a JSON value',
      }
    if (want === 'next') {
      const closes = open.at(-1) === '{' ? '}' : ']'
      if (c !== ',' && c !== closes) return { offset: i, expected: `, or ${closes}` }
      if (c === ',') want = closes === '}' ? 'key' : 'value'
      else open.pop()
      i++
    } else if (want === 'key' || want === 'keyOrEnd') {
      if (c === '}' && want === 'keyOrEnd') {
        open.pop()
        i++
        want = 'next'
        continue
      }
      if (c !== '"' || !take()) return { offset: i, expected: 'a name in double quotes' }
      while (i < text.length && ' \t\r\n'.includes(text[i] as string)) i++
      if (text[i] !== ':') return { offset: i, expected: ':' }
      i++
      want = 'value'
    } else if (c === ']' && want === 'valueOrEnd') {
      open.pop()
      i++
      want = 'next'
    } else if (c === '{' || c === '[') {
      open.push(c)
      i++
      want = c === '{' ? 'keyOrEnd' : 'valueOrEnd'
    } else if (take()) want = 'next'
    else return { offset: i, expected: 'a JSON value' }
  }
}

const deeperThan = (text: string, limit: number): boolean => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 92) i++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 123 || c === 91) {
      if (++depth > limit) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

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
  if (deeperThan(text, limits.depth))
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
    const at = fault === undefined ? {} : placeAt(text, fault.offset)
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

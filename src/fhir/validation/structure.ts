import { isOperationOutcome, OperationOutcomeError, validateResource } from '@medplum/core'
import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'

/** A scanned document inside a resource. */
const longestBinary = 16 * 1024 * 1024

const examples: Readonly<Record<string, string>> = {
  date: '1964-05-09, 1964-05 or 1964',
  dateTime: '2026-11-22T09:30:00Z or 2026-11-22',
  instant: '2026-11-22T09:30:00.000Z',
  time: '09:30:00',
  id: 'letters, digits, "-" and ".", at most 64',
  code: 'no spaces at the ends, single ones inside',
  uri: 'no spaces',
  url: 'no spaces',
  canonical: 'no spaces',
  oid: 'urn:oid:1.2.3',
  uuid: 'urn:uuid: and 36 lower-case characters',
}

type Wording = readonly [RegExp, (found: readonly string[]) => string]

const wordings: readonly Wording[] = [
  [/^Missing required property$/, () => 'This element is required. Give it a value.'],
  [
    /^Invalid additional property "(.+)"$/,
    ([, n]) => `FHIR R4 has no element "${n}" here. Take it out, or correct its name.`,
  ],
  [/^Invalid JSON type: expected (\w+), but got (\w+)$/, ([, a, b]) => `A JSON ${a} belongs here, not a JSON ${b}.`],
  [/^Expected array of values/, () => 'This element repeats: give it as a JSON array, also for one value.'],
  [/^Expected single value/, () => 'This element does not repeat: give it without a JSON array.'],
  [/^Invalid empty/, () => 'Nothing may be empty. Leave the element out.'],
  [/^Invalid null value$/, () => 'null may not stand here. Leave the element out.'],
  [/^String must contain/, () => 'A text needs more than spaces. Leave the element out.'],
  [/^String cannot be larger/, () => 'A text may have 1 MB. Shorten it, or use a Binary.'],
  [
    /^Invalid (\w+) (?:format|value)$/,
    ([, t = '']) => `This is not a ${t} of FHIR. Needed: ${examples[t] ?? 'text without control characters'}.`,
  ],
  [/^Invalid number of values: expected (.+), but found (\d+)$/, ([, a, b]) => `${b} given, ${a} possible.`],
  [/^Expected number to be an integer$/, () => 'A whole number belongs here.'],
  [/^Expected number to be in the range (.+)$/, ([, r]) => `The number must lie in ${r}.`],
  [/^Constraint (\S+) not met: (.+)$/s, ([, key, human]) => `The rule ${key} does not hold: ${human}`],
]

const worded = (text: string): string => {
  for (const [form, say] of wordings) {
    const found = form.exec(text)
    if (found !== null) return say(found)
  }
  return text
}

/** In FHIRPath a choice goes by its own name: `Observation.value`, not `value[x]`. */
const placeOf = (found: OperationOutcomeIssue): string | undefined => found.expression?.[0]?.replaceAll('[x]', '')

const misdirected = /^Invalid reference: got "([^"]*)", expected (.+)$/

/** A reference to a type that the element does not take; what a URL, a URN or a `#id` leads to is not known here. Undefined: told elsewhere, or no fault. */
const misdirection = (found: OperationOutcomeIssue): OperationOutcomeIssue | undefined | 'other' => {
  const match = misdirected.exec(found.details?.text ?? '')
  if (match === null) return found.details?.text?.startsWith('Conflicting choice') === true ? undefined : 'other'
  const [, type = '', expected = ''] = match
  if (!/^[A-Z][A-Za-z]+$/.test(type)) return undefined
  const possible = expected.replaceAll(/"(?:[^"]*\/)?([^"/]+)"/g, '$1')
  return issue(
    'warning',
    'structure',
    `A reference to ${type} does not belong here, only to ${possible}.`,
    placeOf(found),
  )
}

const reworded = (found: OperationOutcomeIssue): readonly OperationOutcomeIssue[] => {
  const reference = misdirection(found)
  if (reference !== 'other') return reference === undefined ? [] : [reference]
  return [issue(found.severity, found.code, worded(found.details?.text ?? found.diagnostics ?? ''), placeOf(found))]
}

const placed = (found: OperationOutcomeIssue, place: string): OperationOutcomeIssue =>
  found.expression?.[0] === undefined ? { ...found, expression: [place] } : found

/** Faults of structure, datatypes and invariants by the base definitions. */
export const structureIssues = (resource: Resource): readonly OperationOutcomeIssue[] => {
  try {
    return validateResource(resource, { base64BinaryMaxBytes: longestBinary }).flatMap(reworded)
  } catch (cause) {
    if (cause instanceof OperationOutcomeError && isOperationOutcome(cause.outcome))
      return (cause.outcome.issue ?? []).flatMap(reworded).map((i) => placed(i, resource.resourceType))
    return [
      issue(
        'error',
        'structure',
        `The structure cannot be read: ${cause instanceof Error ? cause.message : ''}`,
        resource.resourceType,
      ),
    ]
  }
}

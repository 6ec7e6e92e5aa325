import { compile } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { ElementDefinition } from './profile-definitions.ts'
import { type Fields, isFields, many } from './profile-values.ts'

type Constraint = NonNullable<ElementDefinition['constraint']>[number]

const compiled = new Map<string, (value: unknown, env: Record<string, unknown>) => unknown>()

const holds = (value: unknown, base: string, expression: string, root: Fields): boolean => {
  const key = `${base}|${expression}`
  let run = compiled.get(key)
  if (run === undefined) {
    const evaluate = compile({ base, expression }, r4, { traceFn: () => undefined })
    run = (v, env) => evaluate(v as never, env as never)
    compiled.set(key, run)
  }
  const result = many(run(value, { resource: root }))
  return result.length === 1 && result[0] === true
}

const strings = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(strings)
      : isFields(value)
        ? Object.values(value).flatMap(strings)
        : []

/** Invariants that need no engine: an element is not empty; what is contained is referred to, or refers to its container. */
const written: Readonly<Record<string, (value: unknown) => boolean>> = {
  'ele-1': (value) => !isFields(value) || Object.keys(value).some((k) => k !== 'id'),
  'dom-3': (value) => {
    const contained = isFields(value) ? many(value['contained']).filter(isFields) : []
    const said = new Set(contained.length === 0 ? [] : strings(value))
    return contained.every((c) => said.has(`#${String(c['id'])}`) || strings(c).includes('#'))
  },
}

/** The invariants of an element (severity error) that its value does not satisfy. `root` is the resource it stands in. */
export const brokenInvariants = (value: unknown, definition: ElementDefinition, root: Fields): readonly Constraint[] =>
  (definition.constraint ?? []).filter(({ key, severity, expression }) => {
    if (severity !== 'error' || expression === undefined) return false
    const own = written[key]
    if (own !== undefined) return !own(value)
    return isFields(value) && !holds(value, definition.path, expression, root)
  })

import { createRequire } from 'node:module'
import type { ElementDefinition, ElementDefinitionConstraint } from '@medplum/fhirtypes'

const require = createRequire(import.meta.url)

type Run = (value: unknown, resource: unknown) => boolean | undefined

const compiled = new Map<string, Run>()

const compile = (base: string, expression: string): Run => {
  const engine = require('fhirpath') as typeof import('fhirpath')
  const model = require('fhirpath/fhir-context/r4') as import('fhirpath').Model
  try {
    const run = engine.compile({ base, expression }, model, { traceFn: () => undefined })
    return (value, resource) => {
      try {
        const result = run(value, { resource }) as readonly unknown[]
        return result.length === 0 ? true : result.every((r) => r === true)
      } catch {
        return undefined
      }
    }
  } catch {
    return () => undefined
  }
}

/** The invariants of an element that its value breaks, of those that FHIR R4 itself does not have; one that cannot be evaluated breaks nothing. */
export const brokenInvariants = (
  value: unknown,
  definition: ElementDefinition,
  resource: unknown,
  baseKeys: ReadonlySet<string>,
): readonly ElementDefinitionConstraint[] =>
  (definition.constraint ?? []).filter(({ key, severity, expression }) => {
    if (severity !== 'error' || expression === undefined || baseKeys.has(key ?? '')) return false
    const name = `${definition.path}|${expression}`
    const run = compiled.get(name) ?? compile(definition.path ?? '', expression)
    compiled.set(name, run)
    return run(value, resource) === false
  })

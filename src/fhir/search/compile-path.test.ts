import { compile, util } from 'fhirpath'
import model from 'fhirpath/fhir-context/r4'
import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../load.ts'
import { searchPack } from '../pack/stored-pack.ts'
import { guides, hasReference, referenceRows, syntheaResources, withInner } from '../reference-data.test-support.ts'
import { compilePath } from './compile-path.ts'
import { refersTo } from './reference-text.ts'

const { elements } = searchPack()
const definitions = loadFhirDefinitions()

/** The library cannot follow references by itself; here a reference stands for a resource of the type that it names. */
const library = (type: string, expression: string): ((resource: object) => readonly unknown[]) => {
  let current: object = {}
  const run = compile(
    { base: type, expression: expression.replaceAll(/where\(resolve\(\) is (\w+)\)/g, "where(leadsTo('$1'))") },
    model,
    {
      userInvocationTable: {
        leadsTo: {
          fn: (inputs: readonly unknown[], wanted: string) =>
            inputs.map((i) => refersTo(util.valData(i), wanted, current)),
          arity: { 0: [], 1: ['String'] },
        },
      },
    },
  )
  return (resource) => {
    current = resource
    return run(resource, { resource }) as readonly unknown[]
  }
}

const ours = (type: string, expression: string): ((resource: object) => readonly unknown[]) | undefined => {
  const extract = compilePath(elements, type, type, expression)
  return (
    extract &&
    ((resource) => {
      const found: unknown[] = []
      extract(resource, resource, (value) => found.push(value))
      return found
    })
  )
}

/** Each value once: a union of FHIRPath leaves out what is there already, and rows are made unique later. */
const plain = (values: readonly unknown[]): readonly string[] =>
  [
    ...new Set(values.map((v) => JSON.stringify(v, (key, of: unknown) => (key.startsWith('_') ? undefined : of)))),
  ].sort()

describe('search expressions', () => {
  test('of all of R4 are of the plain forms that we compile, so that none is interpreted', () => {
    const slow = [...definitions.types].flatMap((type) =>
      [...definitions.searchParameters(type).values()]
        .filter((p) => compilePath(elements, type, type, p.expression) === undefined)
        .map((p) => `${type}.${p.code}: ${p.expression}`),
    )
    expect(slow).toEqual([])
  })

  test('that are not plain are left to the library', () => {
    expect(
      compilePath(elements, 'Patient', 'Patient', "Patient.name.where(use = 'usual' and family.exists())"),
    ).toBeUndefined()
    expect(compilePath(elements, 'Patient', 'Patient', 'Patient.name.select(family)')).toBeUndefined()
  })
})

describe.skipIf(!hasReference)('compiled search expressions on the reference resources', () => {
  test('find just what the fhirpath library finds, for every parameter of every resource', { timeout: 120_000 }, () => {
    const synthea = syntheaResources().filter((_, i) => i % 5 === 0)
    const resources = withInner([...synthea, ...guides.flatMap((g) => referenceRows(`${g}.examples.ndjson.gz`))])
    const differences: string[] = []
    let compared = 0
    const known = new Map<
      string,
      readonly (readonly [string, ReturnType<typeof library>, ReturnType<typeof library>])[]
    >()
    const pairsOf = (type: string): NonNullable<ReturnType<typeof known.get>> => {
      const made =
        known.get(type) ??
        [...definitions.searchParameters(type).values()].flatMap((p) => {
          const own = ours(type, p.expression)
          return own === undefined ? [] : [[p.code, own, library(type, p.expression)] as const]
        })
      known.set(type, made)
      return made
    }
    for (const resource of resources)
      for (const [code, own, theirs] of pairsOf(resource.resourceType)) {
        const [a, b] = [plain(own(resource)), plain([...theirs(structuredClone(resource))])]
        compared++
        if (a.length > 0 || b.length > 0)
          if (a.join('\n') !== b.join('\n'))
            differences.push(
              `${resource.resourceType}.${code} ${String(resource.id)}: ${a.join(' ').slice(0, 200)} ≠ ${b.join(' ').slice(0, 200)}`,
            )
      }
    expect(compared).toBeGreaterThan(30_000)
    expect(differences).toEqual([])
  })
})

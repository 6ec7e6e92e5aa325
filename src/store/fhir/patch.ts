import {
  applyPatch,
  fhirpathPatchTypedValue,
  type Operation,
  OperationOutcomeError,
  parseFhirPathPatchParameters,
  toTypedValue,
} from '@medplum/core'
import type { Parameters, Resource } from '@medplum/fhirtypes'
import { copyJson } from '../../shared/exact-json.ts'
import { badInput, notProcessable, notSupported } from './refusals.ts'

const mostOperations = 1000
const longestPath = 1000
/** A copy can double what is copied, and the next one again. */
const mostCopies = 100
const longestResult = 20_000_000

const operations: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test'])
const withFrom: ReadonlySet<string> = new Set(['move', 'copy'])
const withValue: ReadonlySet<string> = new Set(['add', 'replace', 'test'])

const isPointer = (path: unknown): path is string =>
  typeof path === 'string' && path.length <= longestPath && /^(\/([^~]|~[01])*)*$/.test(path)

const formFault = (operation: unknown): string | undefined => {
  if (typeof operation !== 'object' || operation === null) return 'is not an object'
  const { op, path, from } = operation as Record<string, unknown>
  if (typeof op !== 'string' || !operations.has(op)) return 'has no known op: add, remove, replace, move, copy or test'
  if (!isPointer(path)) return 'has no path that is a JSON Pointer'
  if (path === '') return 'is of the whole resource: replace it by an update'
  if (withFrom.has(op)) {
    if (!isPointer(from)) return 'has no from that is a JSON Pointer'
    if (op === 'move' && path.startsWith(`${from}/`)) return 'moves a value into itself'
  }
  if (withValue.has(op) && !Object.hasOwn(operation, 'value')) return 'has no value'
  return undefined
}

const indexForm = /^(0|[1-9]\d*)$/

/** Whether every array index on the way is written as one and lies within the array; `-` only where something is added. */
const indexesFit = (resource: object, path: string, adds: boolean): boolean => {
  const tokens = path
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
  let at: unknown = resource
  for (const [i, token] of tokens.entries()) {
    const last = i === tokens.length - 1
    if (Array.isArray(at)) {
      if (token === '-') return adds && last
      const most = at.length - (adds && last ? 0 : 1)
      if (!indexForm.test(token) || Number(token) > most) return false
    }
    if (typeof at !== 'object' || at === null) return false
    at = Object.hasOwn(at, token) ? (at as Record<string, unknown>)[token] : undefined
  }
  return true
}

const applyOne = (resource: Resource, operation: Operation, place: string): void => {
  const adds = operation.op === 'add' || operation.op === 'copy' || operation.op === 'move'
  const fromFits = !('from' in operation) || indexesFit(resource, operation.from, false)
  if (!fromFits || !indexesFit(resource, operation.path, adds))
    throw notProcessable(`Operation ${place} does not fit the resource: there is nothing at its path.`)
  const [fault] = applyPatch(resource, [operation])
  if (!fault) return
  throw notProcessable(
    operation.op === 'test'
      ? `Operation ${place} tests for a value that is not there: the resource was not changed.`
      : `Operation ${place} does not fit the resource: there is nothing at its path.`,
  )
}

const jsonPatch = (resource: Resource, patch: readonly Operation[]): void => {
  const faults = patch.flatMap((operation, i) => {
    const fault = formFault(operation)
    return fault === undefined ? [] : [`Operation ${i} ${fault}.`]
  })
  if (faults.length > 0) throw badInput(faults.join(' '))
  if (patch.filter(({ op }) => op === 'copy').length > mostCopies)
    throw badInput(`A patch may hold ${mostCopies} copy operations at most.`)
  patch.forEach((operation, i) => {
    try {
      applyOne(resource, operation, String(i))
      if (operation.op === 'copy' && JSON.stringify(resource).length > longestResult)
        throw notProcessable(`Operation ${i} makes the resource too large.`)
    } catch (cause) {
      if (cause instanceof OperationOutcomeError) throw cause
      throw badInput(`Operation ${i} has a path that cannot be followed.`)
    }
  })
}

/** What leads to an element. Others could take as long as the caller likes: `matches` runs the caller's own regular expression. */
const pathFunctions: ReadonlySet<string> = new Set(
  'where first last single ofType as is exists empty not extension tail skip take'.split(' '),
)

/** A function in a FHIRPath, outside its texts, that a patch may not use. */
const forbiddenFunction = (path: string): string | undefined =>
  [...path.replace(/'(?:[^'\\]|\\.)*'|`[^`]*`/g, "''").matchAll(/([A-Za-z_]\w*)\s*\(/g)]
    .map(([, name = '']) => name)
    .find((name) => !pathFunctions.has(name) && !['and', 'or', 'xor', 'implies', 'in', 'contains'].includes(name))

const fhirPathOperations: ReadonlySet<string> = new Set(['add', 'insert', 'delete', 'replace', 'move'])

/** Takes out what a deletion has left empty: in FHIRPath there are no empty lists. */
const dropEmpty = (holder: object): void => {
  for (const [name, inner] of Object.entries(holder)) {
    if (typeof inner !== 'object' || inner === null) continue
    dropEmpty(inner)
    if (Object.keys(inner).length === 0 && !Array.isArray(holder)) delete (holder as Record<string, unknown>)[name]
  }
}

const fhirPathPatch = (resource: Resource, parameters: Parameters): void => {
  const patch = parseFhirPathPatchParameters(parameters)
  if (patch.length === 0) throw badInput('The Parameters hold no operation.', 'Parameters.parameter')
  patch.forEach((operation, i) => {
    const { path, type }: { path?: unknown; type?: unknown } = operation
    if (typeof path !== 'string' || path.length > longestPath)
      throw badInput(`Operation ${i} has no path.`, `Parameters.parameter[${i}]`)
    if (typeof type !== 'string' || !fhirPathOperations.has(type))
      throw badInput(
        `Operation ${i} has no known type: add, insert, delete, replace or move.`,
        `Parameters.parameter[${i}]`,
      )
    const forbidden = forbiddenFunction(path)
    if (forbidden !== undefined)
      throw notSupported(
        `Operation ${i}: ${forbidden}() cannot stand in the path of a patch.`,
        `Parameters.parameter[${i}]`,
      )
    try {
      fhirpathPatchTypedValue(toTypedValue(resource), [operation])
    } catch {
      throw notProcessable(`Operation ${i} does not fit the resource at its path.`, `Parameters.parameter[${i}]`)
    }
  })
  dropEmpty(resource)
}

/**
 * The resource after a JSON Patch (RFC 6902) or a FHIRPath Patch, as a copy. Type, id and version of the resource cannot be patched.
 * Refused whole: 400 for a patch that is malformed, 422 for one that does not fit this resource.
 */
export const patched = (resource: Resource, patch: readonly Operation[] | Parameters): Resource => {
  const copy = copyJson(resource)
  const size = Array.isArray(patch) ? patch.length : ((patch as Parameters).parameter?.length ?? 0)
  if (size > mostOperations) throw badInput(`A patch may hold ${mostOperations} operations at most.`)
  if (Array.isArray(patch)) jsonPatch(copy, patch)
  else fhirPathPatch(copy, patch as Parameters)
  if (copy.resourceType !== resource.resourceType || copy.id !== resource.id)
    throw notProcessable('A patch cannot change the type or the id of a resource.')
  return copy
}

import type { ElementType, ElementTypes } from '../pack/pack-content.ts'
import { type Branch, parseExpression, type Step } from './parse-expression.ts'
import { refersTo } from './reference-text.ts'

export type Found = (value: unknown, type: string, system: string) => void

/** Calls `found` for each value below `context`; `resource` is the whole resource, for references to what it contains. */
export type Extract = (context: unknown, resource: unknown, found: Found) => void

type Walk = (value: unknown, resource: unknown, found: Found) => void

type Fields = Readonly<Record<string, unknown>>

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What may stand at an element: its name in JSON and its datatype; one entry per datatype of a choice. */
type Place = { readonly key: string; readonly type: string; readonly system: string }

const choices = (name: string, { types, system = '' }: ElementType, choice: boolean): readonly Place[] =>
  types.map((type) => ({ key: choice ? `${name}${capital(type)}` : name, type, system }))

const anyResource = new Set(['Resource', 'DomainResource'])

const placesOf = (elements: ElementTypes, type: string, name: string): readonly Place[] => {
  const holder = elements[type]
  if (holder === undefined) return []
  const plain = holder[name]
  if (plain !== undefined) return choices(name, plain, false)
  const choice = holder[`${name}[x]`]
  if (choice !== undefined) return choices(name, choice, true)
  const written = Object.entries(holder).flatMap(([key, of]) =>
    key.endsWith('[x]') && name.startsWith(key.slice(0, -3)) ? choices(key.slice(0, -3), of, true) : [],
  )
  return written.filter((p) => p.key === name)
}

const fits = (type: string, wanted: string): boolean =>
  type === wanted || type.toLowerCase() === wanted.toLowerCase() || (wanted === 'Quantity' && quantities.has(type))

/** Datatypes that are Quantities with a narrower meaning; a choice names them by themselves, so `ofType(Quantity)` does not take them. */
const quantities: ReadonlySet<string> = new Set(['SimpleQuantity', 'MoneyQuantity'])

const compileSteps = (
  elements: ElementTypes,
  type: string,
  steps: readonly Step[],
  system: string,
): Walk | undefined => {
  const [step, ...rest] = steps
  if (step === undefined) return (value, _resource, found) => found(value, type, system)
  if (step.kind === 'ofType') return fits(type, step.type) ? compileSteps(elements, type, rest, system) : undefined
  if (step.kind === 'refersTo') {
    const next = compileSteps(elements, type, rest, system)
    return (
      next &&
      ((value, resource, found) => {
        if (refersTo(value, step.type, resource)) next(value, resource, found)
      })
    )
  }
  if (step.kind === 'where') {
    const next = compileSteps(elements, type, rest, system)
    return (
      next &&
      ((value, resource, found) => {
        if ((value as Fields)[step.element] === step.equals) next(value, resource, found)
      })
    )
  }
  if (step.kind === 'at') return undefined
  const at = rest[0]?.kind === 'at' ? rest[0].index : undefined
  const after = at === undefined ? rest : rest.slice(1)
  const walks = placesOf(elements, type, step.name).flatMap((place) => {
    const next = compileSteps(elements, place.type, after, place.system)
    return next === undefined ? [] : [{ key: place.key, next }]
  })
  if (walks.length === 0) return undefined
  return (value, resource, found) => {
    for (const { key, next } of walks) {
      const inside = (value as Fields)[key]
      if (inside === undefined || inside === null) continue
      if (Array.isArray(inside)) {
        if (at !== undefined) {
          if (inside[at] !== undefined && inside[at] !== null) next(inside[at], resource, found)
        } else for (const one of inside) if (one !== null && one !== undefined) next(one, resource, found)
      } else if (at === undefined || at === 0) next(inside, resource, found)
    }
  }
}

const startsAt = (name: string, type: string): boolean => name === type || anyResource.has(name)

const compileBranch = (
  elements: ElementTypes,
  type: string,
  resourceType: string,
  branch: Branch,
): Walk | undefined => {
  const [first, ...rest] = branch.steps
  const named = first?.kind === 'element' ? first.name : ''
  const rooted = named === '%resource'
  const other = /^[A-Z]/.test(named) && !startsAt(named, type)
  if (other) return undefined
  const steps = rooted || startsAt(named, type) ? rest : branch.steps
  const walk = compileSteps(elements, rooted ? resourceType : type, steps, '')
  if (walk === undefined) return undefined
  if (branch.kind === 'truth')
    return (context, resource, found) => {
      let there = false
      walk(context, resource, (value) => {
        there ||= value !== false
      })
      found(there, 'boolean', '')
    }
  return rooted ? (_context, resource, found) => walk(resource, resource, found) : walk
}

/**
 * A search expression made into one function over the JSON of a resource (or of an element of datatype `type` in it), without interpreting
 * FHIRPath. Undefined when the expression is not of the plain forms; branches for other resource types fall away.
 */
export const compilePath = (
  elements: ElementTypes,
  type: string,
  resourceType: string,
  expression: string,
): Extract | undefined => {
  const branches = parseExpression(expression)
  if (branches === undefined) return undefined
  const walks = branches.flatMap((b) => compileBranch(elements, type, resourceType, b) ?? [])
  const [only] = walks
  if (only !== undefined && walks.length === 1) return only
  return (context, resource, found) => {
    for (const walk of walks) walk(context, resource, found)
  }
}

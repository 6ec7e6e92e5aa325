import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'
import { containedIssues } from './contained.ts'
import type { Member } from './element-index.ts'
import { jsonShape, limits, type Misfit } from './json-shape.ts'
import { narrativeIssues } from './narrative.ts'
import { structureIssues } from './structure.ts'
import type { Registry } from './structures.ts'

const placeOf = (of: OperationOutcomeIssue): string => of.expression?.[0] ?? ''

/** The loaded means to judge a resource by. */
export type Judge = {
  readonly members: (type: string) => ReadonlyMap<string, Member> | undefined
  readonly isType: (type: string) => boolean
  readonly registry: Registry
}

/** Whether a place is one of those told already, or stands within one. */
const isTold = (place: string, told: ReadonlySet<string>): boolean => {
  if (told.size === 0) return false
  if (told.has(place)) return true
  for (let i = place.length - 1; i > 0; i--)
    if ((place[i] === '.' || place[i] === '[') && told.has(place.slice(0, i))) return true
  return false
}

const upTo = (most: number, all: readonly OperationOutcomeIssue[]): readonly OperationOutcomeIssue[] =>
  all.length <= most
    ? all
    : [
        ...all.slice(0, most - 1),
        issue('information', 'informational', `${all.length - most + 1} more faults are not listed.`),
      ]

/** A copy that has nothing in these places: null in a list, so that the others keep their index, and a resource where one must be. */
const without = (resource: Resource, misfits: readonly Misfit[]): Resource => {
  const copy = structuredClone(resource)
  for (const { at, isResource } of misfits) {
    let holder = copy as unknown as Record<string | number, unknown>
    for (const step of at.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>
    const last = at.at(-1)
    if (last === undefined) continue
    if (isResource) holder[last] = { resourceType: 'Parameters' }
    else if (typeof last === 'number') holder[last] = null
    else delete holder[last]
  }
  return copy
}

/**
 * What is wrong with the structure besides the misfits. Rules that tie elements together mean nothing without them, nor does what is said
 * of an element that holds one.
 */
const structureWithout = (resource: Resource, misfits: readonly Misfit[]): readonly OperationOutcomeIssue[] =>
  misfits.length === 0
    ? structureIssues(resource)
    : structureIssues(without(resource, misfits)).filter(
        (i) => i.code !== 'invariant' && !misfits.some(({ place }) => place.startsWith(placeOf(i))),
      )

/** Faults of a resource: of its JSON first, and where that can be used of its narratives, contained resources, structure and invariants. */
export const faultsOf = (resource: unknown, { members, isType, registry }: Judge): readonly OperationOutcomeIssue[] => {
  const shape = jsonShape(resource, members, isType)
  if (shape.unusable) return upTo(limits.issues, shape.issues)
  registry.need(shape.misfits.length === 0 ? shape.types : [...shape.types, 'Parameters'])
  const told = new Set(shape.issues.map((i) => placeOf(i).replaceAll('`', '')))
  return upTo(limits.issues, [
    ...shape.issues,
    ...shape.containers.flatMap(containedIssues),
    ...shape.narratives.flatMap(({ place, div }) => narrativeIssues(div, place)),
    ...structureWithout(resource as Resource, shape.misfits).filter((i) => !isTold(placeOf(i), told)),
  ])
}

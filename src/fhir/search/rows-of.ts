import type { Resource } from '@medplum/fhirtypes'
import type { SearchKind, SearchParameter } from '../definitions.ts'
import type { FoundBy } from '../index-rows.ts'
import type { ElementTypes } from '../pack/pack-content.ts'
import { compilePath, type Extract } from './compile-path.ts'
import { interpretPath } from './interpret-path.ts'
import {
  dateRows,
  type Gathering,
  quantityRows,
  referenceRows,
  stringRows,
  tokenRows,
  type Under,
  uriRows,
} from './value-rows.ts'

/** No parameter gives more rows for one resource; one that would is told in `over`. */
export const mostRows = 20_000

/** Columns of the resource itself, so that no rows are made for them. */
const ownColumns: ReadonlySet<string> = new Set(['_id', '_lastUpdated'])

const lists = ['token', 'reference', 'date', 'string', 'quantity', 'uri'] as const

type Gather = (resource: Resource, rows: Gathering) => void
type Gatherer = { readonly code: string; readonly gather: Gather }

const put = (kind: SearchKind, value: unknown, type: string, system: string, rows: Gathering, under: Under): void => {
  if (kind === 'token') tokenRows(value, type, system, rows, under)
  else if (kind === 'reference') referenceRows(value, rows, under)
  else if (kind === 'date') dateRows(value, type, rows, under)
  else if (kind === 'string') stringRows(value, type, rows, under)
  else if (kind === 'quantity' || kind === 'number') quantityRows(value, type, rows, under)
  else if (kind === 'uri') uriRows(value, rows, under)
}

const extractor = (elements: ElementTypes, type: string, resourceType: string, expression: string): Extract =>
  compilePath(elements, type, resourceType, expression) ?? interpretPath(type, expression)

const gatherPlain = (elements: ElementTypes, type: string, parameter: SearchParameter): Gather => {
  const extract = extractor(elements, type, type, parameter.expression)
  const under = { param: parameter.code, group: 0 }
  return (resource, rows) =>
    extract(resource, resource, (value, of, system) => put(parameter.kind, value, of, system, rows, under))
}

/** One group per element the composite is about; an element without a value for every part gives none. */
const gatherComposite = (elements: ElementTypes, type: string, parameter: SearchParameter): Gather => {
  const whole = extractor(elements, type, type, parameter.expression)
  const parts = new Map<string, readonly Extract[]>()
  const partsFor = (of: string): readonly Extract[] => {
    const known = parts.get(of) ?? parameter.components.map((c) => extractor(elements, of, type, c.expression))
    parts.set(of, known)
    return known
  }
  return (resource, rows) => {
    let group = 0
    whole(resource, resource, (element, of) => {
      const found = emptyRows()
      const complete = partsFor(of).every((part, i) => {
        const before = countRows(found)
        const under = { param: `${parameter.code}$${i + 1}`, group: group + 1 }
        const kind = parameter.components[i]?.kind ?? 'token'
        part(element, resource, (value, as, system) => put(kind, value, as, system, found, under))
        return countRows(found) > before
      })
      if (!complete) return
      group++
      for (const list of lists) (rows[list] as unknown[]).push(...found[list])
    })
  }
}

const emptyRows = (): Gathering => ({ token: [], reference: [], date: [], string: [], quantity: [], uri: [] })

const countRows = (rows: Gathering): number => lists.reduce((sum, list) => sum + rows[list].length, 0)

/** The rows from `from` on, each once and no more than `mostRows`; false where there were more. */
const settle = (rows: Gathering, from: readonly number[]): boolean => {
  let whole = true
  lists.forEach((list, i) => {
    const all = rows[list] as unknown[]
    const start = from[i] ?? 0
    if (all.length - start < 2) return
    const seen = new Set<string>()
    let end = start
    for (let at = start; at < all.length; at++) {
      const key = Object.values(all[at] as object).join('\u0000')
      if (seen.has(key)) continue
      if (end - start === mostRows) {
        whole = false
        break
      }
      seen.add(key)
      all[end++] = all[at]
    }
    all.length = end
  })
  return whole
}

/** One function per resource type that makes the rows of a resource; expressions are compiled at the first resource of the type. */
export const rowMaker = (
  elements: ElementTypes,
  parameters: (type: string) => ReadonlyMap<string, SearchParameter>,
): ((resource: Resource) => FoundBy) => {
  const known = new Map<string, readonly Gatherer[]>()
  const gatherersOf = (type: string): readonly Gatherer[] => {
    const made = known.get(type)
    if (made !== undefined) return made
    const gatherers = [...parameters(type).values()]
      .filter((p) => !ownColumns.has(p.code) && p.kind !== 'special')
      .map((p) => ({
        code: p.code,
        gather: (p.kind === 'composite' ? gatherComposite : gatherPlain)(elements, type, p),
      }))
    known.set(type, gatherers)
    return gatherers
  }
  return (resource) => {
    const rows = emptyRows()
    const over: string[] = []
    for (const { code, gather } of gatherersOf(resource.resourceType)) {
      const before = lists.map((list) => rows[list].length)
      gather(resource, rows)
      if (!settle(rows, before)) over.push(code)
    }
    return over.length === 0 ? rows : { ...rows, over }
  }
}

import { dateOf } from '../check.ts'
import { refTo, type Resource, text } from '../resources.ts'
import type { Citation, GenomicResult, Link, ResultFrame, ResultValue } from './model.ts'
import { isOneOf, type Named, namedOf } from './named.ts'
import { type Part, partsOf, type ResultKind } from './parts.ts'
import type { Extension, genomicObservation } from './shapes.ts'
import { given, inShape, linkOf, linksOf, valueOf } from './values.ts'
import type { z } from 'zod'

type ObservationJson = z.infer<typeof genomicObservation>

const endsWith =
  (name: string) =>
  (e: Extension): boolean =>
    e.url.endsWith(`/${name}`)

const citationsOf = (extensions: readonly Extension[]): readonly Citation[] =>
  extensions.filter(endsWith('workflow-relatedArtifact')).flatMap((e): readonly Citation[] => {
    const a = e.valueRelatedArtifact
    return a === undefined
      ? []
      : [
          given({
            type: a.type ?? 'citation',
            label: text(a.label),
            display: text(a.display),
            citation: text(a.citation),
            url: text(a.url),
          }) as Citation,
        ]
  })

/** Which field a component belongs to, by its codes. */
const fields: ReadonlyMap<ResultKind, ReadonlyMap<string, readonly [string, Part]>> = new Map(
  (Object.entries(partsOf) as readonly (readonly [ResultKind, Readonly<Record<string, Part>>])[]).map(
    ([kind, parts]) => [
      kind,
      new Map(Object.entries(parts).flatMap(([field, part]) => part.codes.map((c) => [c, [field, part]] as const))),
    ],
  ),
)

/** Words that a laboratory put in place of a code: `Gene studied` without LOINC is not guessed at; it goes to `others`. */
const fieldOf = (kind: ResultKind, code: Named): readonly [string, Part] | undefined => {
  const known = fields.get(kind)
  for (const c of code.codes) {
    const found = known?.get(c.code ?? '')
    if (found !== undefined) return found
  }
  return undefined
}

const componentsOf = (kind: ResultKind, json: ObservationJson): Readonly<Record<string, unknown>> => {
  const found: Record<string, unknown> = {}
  const others: { code: Named; value: ResultValue }[] = []
  for (const c of json.component ?? []) {
    const code = namedOf(c.code)
    const value = valueOf(c)
    if (code === undefined || value === undefined) continue
    const [field, part] = fieldOf(kind, code) ?? []
    const shaped = part === undefined ? undefined : inShape(value, part.shape)
    if (field === undefined || part === undefined || shaped === undefined || (!part.many && field in found))
      others.push({ code, value })
    else found[field] = part.many ? [...((found[field] as readonly unknown[] | undefined) ?? []), shaped] : shaped
  }
  const inOrder = Object.keys(partsOf[kind]).flatMap((f) => (f in found ? [[f, found[f]] as const] : []))
  return { ...Object.fromEntries(inOrder), ...(others.length === 0 ? {} : { others }) }
}

/** `id` of a resource, else where it stands. */
export const idOf = (r: Resource): string => text(r.json['id']) ?? r.name

/** A performer whose name the reference does not tell, named by the resource it means. */
export const namedLinks = (
  links: readonly Link[],
  nameOf: (reference: string) => string | undefined,
): readonly Link[] =>
  links.map((l) => {
    const display = l.display ?? (l.reference === undefined ? undefined : nameOf(l.reference))
    return display === undefined ? l : { ...l, display }
  })

/** An Observation that was checked, as a result of its kind. `nameOf` names performers and devices. */
export const resultOf = <K extends ResultKind>(
  kind: K,
  r: Resource,
  json: ObservationJson,
  nameOf: (reference: string) => string | undefined,
): GenomicResult<K> => {
  const extensions = json.extension ?? []
  const device = linkOf(json.device)
  const frame = given({
    id: idOf(r),
    ref: refTo(r, ''),
    status: (json.status === 'cancelled' || json.status === 'entered-in-error'
      ? 'unknown'
      : json.status) as ResultFrame['status'],
    code: namedOf(json.code) ?? { text: '', codes: [] },
    sections: (json.category ?? []).map(namedOf).filter((n) => n !== undefined && !isOneOf(n, 'laboratory', 'GE')),
    value: valueOf(json),
    date: dateOf(json.effectiveDateTime ?? json.effectiveInstant ?? json.effectivePeriod?.start),
    issued: json.issued,
    performers: namedLinks(linksOf(json.performer), nameOf),
    specimen: linkOf(json.specimen),
    device: device === undefined ? undefined : namedLinks([device], nameOf)[0],
    method: namedOf(json.method),
    interpretation: (json.interpretation ?? []).map(namedOf).filter((n) => n !== undefined),
    derivedFrom: linksOf(json.derivedFrom),
    members: linksOf(json.hasMember),
    notes: (json.note ?? []).flatMap((n) => text(n.text) ?? []),
    citations: citationsOf(extensions),
    secondaryFinding: namedOf(extensions.find(endsWith('secondary-finding'))?.valueCodeableConcept),
    riskAssessments: linksOf(
      extensions.filter(endsWith('genomic-risk-assessment')).flatMap((e) => e.valueReference ?? []),
    ),
    actions: linksOf(extensions.filter(endsWith('recommended-action')).flatMap((e) => e.valueReference ?? [])),
  })
  return { ...frame, ...componentsOf(kind, json) } as unknown as GenomicResult<K>
}

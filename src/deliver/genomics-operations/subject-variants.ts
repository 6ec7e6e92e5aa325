import type { Observation, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { phaseObservation } from '../fhir/variant-observation.ts'
import { uuidOf } from '../fhir/identity.ts'
import { alleleId, type CarriedAllele, subjectReference } from './archive-variants.ts'
import { kindOf } from './coded.ts'
import { lookForVariant } from './look-for-variant.ts'
import {
  type Finding,
  type Found,
  lookForStructure,
  lookInRange,
  observed,
  type OpenSubject,
  simpleVariantsIn,
} from './look-in-genome.ts'
import { answer, held, type Issue, type Presence, presencePart, refused, type Refused, text } from './outcome.ts'
import { cursorOf, firstPage, type PagePosition, positionOf } from './page-cursor.ts'
import { regionsText } from './place.ts'
import type { OperationRequest } from './read-request.ts'
import { idOf } from './result-filter.ts'
import type { OperationContext } from './subject-genome.ts'
import { isUnplaced, readWanted, type Unplaced, type WantedVariant } from './wanted-variant.ts'

/** Stretches written out of what was not read; the rest is counted. */
const stretchesTold = 50

/** What was looked at, beside a presence that does not stand for all of the place: the same words as in `$find-study-metadata`. */
const coverageParts = ({ coverage, presence }: Finding): readonly ParametersParameter[] => {
  if (coverage === undefined || (coverage.open.length === 0 && presence !== 'notKnown')) return []
  const told = (name: string, spans: typeof coverage.open): readonly ParametersParameter[] =>
    spans.length === 0
      ? []
      : [
          text(name, regionsText(spans.slice(0, stretchesTold))),
          ...(spans.length > stretchesTold ? [text(`${name}More`, String(spans.length - stretchesTold))] : []),
        ]
  return [
    ...told('regionStudied', coverage.studied),
    ...told('uncallableRegions', coverage.uncallable),
    ...told('notStudied', coverage.open),
  ]
}

const variantParts = (
  subject: string,
  found: readonly Found[],
  context: OperationContext,
): readonly ParametersParameter[] => found.map((f) => held('variant', observed(subject, f, context)))

const strandOf = ({ call, alt }: CarriedAllele): number => call.alleles.indexOf(call.alts.indexOf(alt) + 1)

/** Alleles of one phase set of one file; those whose file does not phase them have none. */
const phaseSet = (allele: CarriedAllele): string | undefined =>
  allele.call.phased && allele.call.alleles.length === 2 && allele.copies === 1
    ? `${allele.test.id} ${allele.call.chrom} ${allele.call.phaseSet ?? ''}`
    : undefined

/**
 * Phase between variants of one answer: each with the one before it in its phase set, from which every other pair follows; and those that the record states between returned variants.
 */
const phases = (subject: OpenSubject, found: readonly Found[]): readonly Observation[] => {
  const sets = Map.groupBy(
    found.flatMap((f) => (f.in === 'genome' ? f.allele : [])),
    phaseSet,
  )
  const own = [...sets].flatMap(([set, alleles]) =>
    set === undefined
      ? []
      : alleles.slice(1).map((b, i) => {
          const a = alleles[i] as CarriedAllele
          const ids = [alleleId(subject.id, a), alleleId(subject.id, b)]
          const frame = {
            id: uuidOf('phase', ...ids),
            subject: subjectReference(subject.id),
            ...(a.test.date === undefined ? {} : { at: a.test.date }),
            derivedFrom: ids.map((id) => ({ reference: `Observation/${id}` })),
          }
          return phaseObservation(frame, strandOf(a) === strandOf(b) ? 'Cis' : 'Trans')
        }),
  )
  const returned = new Set(found.flatMap((f) => (f.in === 'record' ? (f.variant.result.observation.id ?? []) : [])))
  const stated = subject.results
    .map((r) => r.observation)
    .filter((o) => kindOf(o) === 'phase' && o.derivedFrom?.every((d) => returned.has(idOf(d.reference) ?? '')))
  return [...own, ...stated]
}

const pageOf = (request: OperationRequest): PagePosition | Refused =>
  request.cursor === undefined
    ? firstPage
    : (positionOf(request.cursor) ??
      refused(400, [
        { severity: 'error', code: 'value', text: 'The cursor is none that an answer gave.', expression: '_cursor' },
      ]))

/** `$find-subject-variants` */
export const findSubjectVariants = (
  subject: OpenSubject,
  request: OperationRequest,
  context: OperationContext,
): Parameters | Refused => {
  const from = pageOf(request)
  if ('status' in from) return from
  const issues: Issue[] = [...request.issues]
  const out: ParametersParameter[] = []
  let room = request.count
  let next: PagePosition | undefined
  for (const [item, { text: asked, span }] of request.ranges.entries()) {
    if (item < from.item) continue
    if (room === 0) {
      next ??= { ...firstPage, item }
      break
    }
    const known = lookInRange(subject, span, context, asked)
    const found: Found[] = []
    if (request.includeVariants && known.presence === 'present') {
      let last: PagePosition | undefined
      for (const one of simpleVariantsIn(subject, span, context, item === from.item ? from : undefined)) {
        // Alleles of one row go on one page: the next page begins behind a line.
        const position = { item, ...one.next }
        if (room <= 0 && last !== undefined && (position.line !== last.line || position.test !== last.test)) {
          next = last
          break
        }
        found.push(one.found)
        room = Math.max(0, room - 1)
        last = position
      }
    }
    issues.push(...known.issues)
    out.push({
      name: 'variants',
      part: [
        text('rangeItem', asked),
        presencePart(known.presence),
        ...variantParts(subject.id, found, context),
        ...(request.includePhasing ? phases(subject, found).map((o) => held('sequencePhaseRelationship', o)) : []),
        ...coverageParts(known),
      ],
    })
    if (next !== undefined) break
  }
  return answer([...out, ...(next === undefined ? [] : [text('next', cursorOf(next))])], issues)
}

/** `$find-subject-structural-intersecting-variants` and `…-subsuming-…` */
export const findStructuralVariants = (
  subject: OpenSubject,
  request: OperationRequest,
  fit: 'intersecting' | 'subsuming',
  context: OperationContext,
): Parameters | Refused => {
  const from = pageOf(request)
  if ('status' in from) return from
  const issues: Issue[] = [...request.issues]
  const out: ParametersParameter[] = []
  let room = request.count
  let next: PagePosition | undefined
  for (const [item, { text: asked, span }] of request.ranges.entries()) {
    if (item < from.item || next !== undefined) continue
    const known = lookForStructure(subject, span, fit, context, asked)
    const start = item === from.item ? from.line : 0
    const page = request.includeVariants ? known.found.slice(start, start + room) : []
    room -= page.length
    if (request.includeVariants && start + page.length < known.found.length)
      next = { ...firstPage, item, line: start + page.length }
    issues.push(...known.issues)
    out.push({
      name: 'variants',
      part: [
        text('rangeItem', asked),
        presencePart(known.presence),
        ...variantParts(subject.id, page, context),
        ...coverageParts(known),
      ],
    })
  }
  return answer([...out, ...(next === undefined ? [] : [text('next', cursorOf(next))])], issues)
}

/** The variants of a request, placed; what cannot be placed, and whether the request is to be refused for it. */
export const placedVariants = (
  request: OperationRequest,
  context: OperationContext,
): { readonly items: readonly (WantedVariant | Unplaced)[]; readonly refusal?: Refused } => {
  const items = request.variants.map((v) => readWanted(v, context))
  const faults = items.filter(isUnplaced)
  const told = (list: readonly Unplaced[]): readonly Issue[] =>
    list.map((u) => ({
      severity: 'error',
      code: u.malformed ? 'value' : 'not-found',
      text: `${u.text}: ${u.because}`,
      expression: 'variants',
    }))
  const malformed = faults.filter((f) => f.malformed)
  if (malformed.length > 0) return { items, refusal: refused(400, told(malformed)) }
  return items.length > 0 && faults.length === items.length ? { items, refusal: refused(422, told(faults)) } : { items }
}

export const unplacedIssue = (u: Unplaced): Issue => ({
  severity: 'warning',
  code: 'not-found',
  text: `Not searched: ${u.text}. ${u.because}`,
  expression: u.text,
})

/** `$find-subject-specific-variants` */
export const findSpecificVariants = (
  subject: OpenSubject,
  request: OperationRequest,
  context: OperationContext,
): Parameters | Refused => {
  const { items, refusal } = placedVariants(request, context)
  if (refusal !== undefined) return refusal
  const issues: Issue[] = [...request.issues]
  const parts = items.map((item): ParametersParameter => {
    const known: Finding = isUnplaced(item)
      ? { presence: 'notKnown' as Presence, found: [], issues: [unplacedIssue(item)] }
      : lookForVariant(subject, item, context)
    issues.push(...known.issues)
    return {
      name: 'variants',
      part: [
        text('variantItem', item.text),
        presencePart(known.presence),
        ...variantParts(subject.id, known.found, context),
        ...coverageParts(known),
      ],
    }
  })
  return answer(parts, issues)
}

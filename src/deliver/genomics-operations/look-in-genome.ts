import type { Observation } from '@medplum/fhirtypes'
import {
  carriedOver,
  type CarriedAllele,
  extentOf,
  isSimple,
  isStructural,
  observationOf,
  type RowPlace,
} from './archive-variants.ts'
import type { PlacedChange } from './bridge.ts'
import { type Coverage, coverageOf } from './coverage.ts'
import type { Issue, Presence } from './outcome.ts'
import { meet, type Span } from './place.ts'
import { recordedVariant, type RecordedVariant } from './recorded-variant.ts'
import type { GenomeTest, OperationContext, SubjectGenome } from './subject-genome.ts'

/** One variant that was found: in the person's own genome or in the record. */
export type Found =
  | { readonly in: 'genome'; readonly allele: CarriedAllele }
  | { readonly in: 'record'; readonly variant: RecordedVariant }

/** What is known of one thing that was asked for. `coverage`: of the stretch it lies on, where that was judged. */
export type Finding = {
  readonly presence: Presence
  readonly found: readonly Found[]
  readonly coverage?: Coverage
  readonly issues: readonly Issue[]
}

/**
 * A subject with the variants of the record read once for the whole request. `stated`: those of them that add to the genome: what this software's own report repeats from a genome that is
 * here itself is not among them.
 */
export type OpenSubject = SubjectGenome & {
  readonly recorded: readonly RecordedVariant[]
  readonly stated: readonly RecordedVariant[]
}

export const openSubject = (subject: SubjectGenome, context: OperationContext): OpenSubject => {
  const recorded = subject.results.flatMap((r) => recordedVariant(r, context) ?? [])
  const hasGenome = subject.tests.some((t) => t.archive !== undefined)
  return { ...subject, recorded, stated: hasGenome ? recorded.filter((v) => v.result.own !== true) : recorded }
}

export const observed = (subject: string, found: Found, context: OperationContext): Observation =>
  found.in === 'genome' ? observationOf(subject, found.allele, context) : found.variant.result.observation

/** Tests that could not be asked because the place is not known on their build. */
export const unreachedIssue = (tests: readonly string[], about: string): Issue => ({
  severity: 'warning',
  code: 'incomplete',
  text: `Not searched: ${tests.join(', ')}. The place could not be carried over to the genome build of ${tests.length === 1 ? 'this test' : 'these tests'}; a liftover chain that covers it must be loaded.`,
  expression: about,
})

/** Nothing was found, and nobody is known to have looked. */
export const nothingKnown = (about: string): Issue => ({
  severity: 'warning',
  code: 'incomplete',
  text: 'Not known: no test of this person says that it looked at all of this place. Nothing found is not the same as absent.',
  expression: about,
})

/** Stretches up to this many bases are always judged for coverage; longer ones only when nothing was found, as a finding stands by itself. */
const judgedAlways = 1_000_000

/** What is known of a place once it was searched. Nothing found counts as absent only where every base was read and every test could be asked. */
const finding = (
  about: string,
  found: readonly Found[],
  span: Span,
  tests: readonly GenomeTest[],
  context: OperationContext,
  doubts: readonly Issue[] = [],
): Finding => {
  const judged = found.length === 0 || span.end - span.start <= judgedAlways
  const coverage = judged ? coverageOf(tests, span, context.bridge) : undefined
  const unreached = (coverage?.unreached ?? []).filter((id) => tests.some((t) => t.id === id && t.build !== undefined))
  const issues = [...doubts, ...(unreached.length > 0 ? [unreachedIssue(unreached, about)] : [])]
  const base = { found, ...(coverage === undefined ? {} : { coverage }) }
  if (found.length > 0) return { ...base, presence: 'present', issues }
  const read = coverage !== undefined && coverage.open.length === 0 && doubts.length === 0
  return read
    ? { ...base, presence: 'absent', issues }
    : { ...base, presence: 'notKnown', issues: [...issues, ...(doubts.length > 0 ? [] : [nothingKnown(about)])] }
}

const archives = function* (subject: SubjectGenome, span: Span, context: OperationContext) {
  for (const test of subject.tests) {
    const own =
      test.archive === undefined || test.build === undefined ? undefined : context.bridge.span(span, test.build)
    if (own !== undefined && test.archive !== undefined) yield { test, archive: test.archive, own }
  }
}

/** The bases a change lies on; those of an insertion are the one behind it. */
export const changeSpan = ({ build, chrom, start, ref }: PlacedChange): Span => ({
  build,
  chrom,
  start,
  end: Math.max(start + ref.length, start + 1),
})

const liesIn = (span: Span, on: readonly Span[], context: OperationContext): boolean =>
  on.some((s) => {
    const own = s.build === span.build ? s : context.bridge.span(s, span.build)
    return own !== undefined && meet(own, span)
  })

/** Where a page of a range goes on: in the record (test -1) behind a number, in a genome behind a row. */
export type RangePosition = { readonly test: number } & RowPlace

/** A found variant and the position to go on from behind it. */
export type PlacedFinding = { readonly found: Found; readonly next: RangePosition }

/** The simple variants that overlap a stretch: those of the record, then those of each genome in the order of its file; one by one, so that a page ends where it is full. */
export function* simpleVariantsIn(
  subject: OpenSubject,
  span: Span,
  context: OperationContext,
  from: RangePosition = { test: -1, pos: 0, line: 0 },
): Generator<PlacedFinding> {
  if (from.test < 0)
    for (const [i, variant] of subject.stated.entries())
      if (
        i >= from.line &&
        variant.presence === 'present' &&
        variant.changes.length > 0 &&
        liesIn(span, variant.changes.map(changeSpan), context)
      )
        yield { found: { in: 'record', variant }, next: { test: -1, pos: 0, line: i + 1 } }
  for (const { test, archive, own } of archives(subject, span, context)) {
    const index = subject.tests.indexOf(test)
    if (index < from.test) continue
    for (const allele of carriedOver(test, archive, own, index === from.test ? from : undefined))
      if (isSimple(allele) && meet(extentOf(allele), own))
        yield { found: { in: 'genome', allele }, next: { test: index, pos: allele.call.pos, line: allele.call.line } }
  }
}

const structuralIn = (
  subject: OpenSubject,
  span: Span,
  fit: 'intersecting' | 'subsuming',
  context: OperationContext,
): readonly Found[] => {
  const fits = (certain: Span, atMost: Span, asked: Span): boolean =>
    fit === 'intersecting'
      ? meet(atMost, asked)
      : certain.chrom === asked.chrom && certain.start <= asked.start && certain.end >= asked.end
  const recorded = subject.stated.flatMap((variant): readonly Found[] => {
    const { presence, inner, outer = inner } = variant
    const asked = inner === undefined ? undefined : context.bridge.span(span, inner.build)
    if (presence !== 'present' || inner === undefined || outer === undefined || asked === undefined) return []
    return fits(inner, outer, asked) ? [{ in: 'record', variant }] : []
  })
  const carried = [...archives(subject, span, context)].flatMap(({ test, archive, own }) =>
    [...carriedOver(test, archive, own)]
      .filter((a) => isStructural(a) && fits(extentOf(a), extentOf(a), own))
      .map((allele): Found => ({ in: 'genome', allele })),
  )
  return [...recorded, ...carried]
}

/** Said beside an absence: where a structural variant reaches over a place, that nothing small stands there is not all there is to know. */
export const structureOver = (
  subject: OpenSubject,
  span: Span,
  context: OperationContext,
  about: string,
): readonly Issue[] =>
  structuralIn(subject, span, 'intersecting', context).length === 0
    ? []
    : [
        {
          severity: 'warning',
          code: 'incomplete',
          text: 'A structural variant reaches over this place: ask for structural variants too.',
          expression: about,
        },
      ]

/** Sequence Ontology codes of structural changes: a test that lists one of them looked for such. */
const structuralTypes = new Set([
  'SO:0001019',
  'SO:0000159',
  'SO:1000035',
  'SO:1000036',
  'SO:0001742',
  'SO:0001743',
  'SO:0001537',
  'SO:0000667',
])

/** Whether a test looked for structural variants. An archive did when its file holds such rows: a caller of small variants writes none, and its silence says nothing. */
const looksForStructure = (test: GenomeTest): boolean =>
  test.changeTypes === undefined
    ? (test.archive?.directory.kinds.symbolic ?? 0) > 0
    : test.changeTypes.some((c) => structuralTypes.has((c.code ?? '').trim()))

/** Whether a test looked for small variants: one that lists what it looked for and lists structural changes alone did not, unless its file is here. */
export const looksForSmall = (test: GenomeTest): boolean =>
  test.archive !== undefined ||
  test.changeTypes === undefined ||
  test.changeTypes.some((c) => !structuralTypes.has((c.code ?? '').trim()))

/** Whether simple variants overlap a stretch. */
export const lookInRange = (subject: OpenSubject, span: Span, context: OperationContext, about: string): Finding => {
  const [first] = simpleVariantsIn(subject, span, context)
  const known = finding(
    about,
    first === undefined ? [] : [first.found],
    span,
    subject.tests.filter(looksForSmall),
    context,
  )
  return known.presence === 'present'
    ? known
    : { ...known, issues: [...known.issues, ...structureOver(subject, span, context, about)] }
}

/** Whether structural variants overlap a stretch, or hold all of it. */
export const lookForStructure = (
  subject: OpenSubject,
  span: Span,
  fit: 'intersecting' | 'subsuming',
  context: OperationContext,
  about: string,
): Finding =>
  finding(about, structuralIn(subject, span, fit, context), span, subject.tests.filter(looksForStructure), context)

/** Whether a variant of the record lies on a stretch, on whichever build it is told. */
export const isRecordedIn = (span: Span, variant: RecordedVariant, context: OperationContext): boolean =>
  liesIn(span, [...variant.changes.map(changeSpan), ...(variant.outer === undefined ? [] : [variant.outer])], context)

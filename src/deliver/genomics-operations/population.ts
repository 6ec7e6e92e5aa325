import type { Parameters, ParametersParameter, Quantity } from '@medplum/fhirtypes'
import { lookForVariant } from './look-for-variant.ts'
import { lookForStructure, openSubject, type OpenSubject } from './look-in-genome.ts'
import { answer, type Issue, type Presence, refused, type Refused, text } from './outcome.ts'
import type { OperationRequest } from './read-request.ts'
import { filtered } from './result-filter.ts'
import { ownConsequences } from './subject-consequences.ts'
import type { HeldSubject, OperationContext } from './subject-genome.ts'
import { lookForHaplotype } from './subject-haplotypes.ts'
import { implicationWants, restingOn } from './subject-implications.ts'
import { placedVariants, unplacedIssue } from './subject-variants.ts'
import { isUnplaced, type WantedVariant } from './wanted-variant.ts'

/**
 * How counts are told. `exact`: to whoever may read each of these persons anyway. `coarse`: to everybody else: nothing below `least` is told apart, nothing is told of a cohort smaller than
 * that, the rest is rounded to `step`, and no person is named. Those without what was asked for are guarded in the same way.
 */
export type CountPolicy =
  | { readonly kind: 'exact' }
  | { readonly kind: 'coarse'; readonly least: number; readonly step: number }

/** Ten persons, steps of five: what is told to an analyst unless a deployment says otherwise. */
export const coarseCounts: CountPolicy = { kind: 'coarse', least: 10, step: 5 }

/** Persons that one question goes over at most. */
const largestCohort = 20_000

type Question = { readonly label: string; readonly ask: (subject: OpenSubject) => Presence }

/** All of several answers: absent as soon as one is, present when all are. */
const all = (answers: readonly Presence[]): Presence =>
  answers.includes('absent') ? 'absent' : answers.includes('notKnown') ? 'notKnown' : 'present'

const together = (questions: readonly Question[], request: OperationRequest): readonly Question[] =>
  request.together && questions.length > 1
    ? [{ label: questions.map((q) => q.label).join(' AND '), ask: (s) => all(questions.map((q) => q.ask(s))) }]
    : questions

type Asked = {
  readonly name: 'variants' | 'haplotypes' | 'implications' | 'consequences'
  readonly item?: 'variantItem' | 'rangeItem' | 'haplotypeItem'
  readonly questions: readonly Question[]
  readonly issues: readonly Issue[]
}

/** Said beside counts of what laboratories interpreted: nobody is known to have looked for what is not on record. */
const onRecordOnly: Issue = {
  severity: 'information',
  code: 'informational',
  text: 'Counted is what stands in the record or follows from a genome that is held here. A person without it may never have been tested for it.',
}

/** Of a person of whom nothing genomic is on record nothing is known. */
const any = (found: boolean, subject: OpenSubject): Presence =>
  found ? 'present' : subject.tests.length + subject.results.length === 0 ? 'notKnown' : 'absent'

const askedOf = (request: OperationRequest, context: OperationContext): Asked | Refused => {
  const { operation } = request
  const { items, refusal } = placedVariants(request, context)
  if (refusal !== undefined) return refusal
  const placed = items.filter((i): i is WantedVariant => !isUnplaced(i))
  const issues = items.filter(isUnplaced).map(unplacedIssue)
  const sources = { variants: placed, ranges: [], haplotypes: request.tokens.haplotypes }
  switch (operation) {
    case 'find-population-specific-variants': {
      const questions = items.map(
        (item): Question => ({
          label: item.text,
          ask: (s) => (isUnplaced(item) ? 'notKnown' : lookForVariant(s, item, context).presence),
        }),
      )
      return { name: 'variants', item: 'variantItem', questions: together(questions, request), issues }
    }
    case 'find-population-structural-intersecting-variants':
    case 'find-population-structural-subsuming-variants': {
      const fit = operation === 'find-population-structural-subsuming-variants' ? 'subsuming' : 'intersecting'
      const questions = request.ranges.map(
        (r): Question => ({ label: r.text, ask: (s) => lookForStructure(s, r.span, fit, context, r.text).presence }),
      )
      return { name: 'variants', item: 'rangeItem', questions, issues }
    }
    case 'find-population-specific-haplotypes': {
      const questions = request.tokens.haplotypes.map(
        (token): Question => ({ label: token.text, ask: (s) => lookForHaplotype(s, token).presence }),
      )
      return { name: 'haplotypes', item: 'haplotypeItem', questions: together(questions, request), issues }
    }
    case 'find-population-molecular-consequences':
      return {
        name: 'consequences',
        issues: [...issues, onRecordOnly],
        questions: [
          {
            label: '',
            ask: (s) => {
              const wants = [{ tokens: request.tokens.featureConsequences, components: ['feature-consequence'] }]
              const recorded = restingOn(s, 'consequence', { ...sources, haplotypes: [] }, wants, context)
              return any(recorded.length > 0 || ownConsequences(s, placed, request, context).told.length > 0, s)
            },
          },
        ],
      }
    default: {
      const kind = operation === 'find-population-dx-implications' ? 'diagnostic' : 'therapeutic'
      return {
        name: 'implications',
        issues: [...issues, onRecordOnly],
        questions: [
          {
            label: '',
            ask: (s) => any(restingOn(s, kind, sources, implicationWants(request), context).length > 0, s),
          },
        ],
      }
    }
  }
}

const quantity = (n: number, policy: CountPolicy): Quantity =>
  policy.kind === 'exact'
    ? { value: n }
    : n < policy.least
      ? { value: policy.least, comparator: '<' }
      : { value: Math.round(n / policy.step) * policy.step }

/** Those with what was asked for. Coarsely, few without it are as little told apart as few with it. */
const numerator = (present: number, known: number, policy: CountPolicy): Quantity =>
  policy.kind === 'exact' || present < policy.least || known - present >= policy.least
    ? quantity(present, policy)
    : {
        value: Math.max(policy.least, Math.floor((known - policy.least) / policy.step) * policy.step),
        comparator: '>=',
      }

type Tally = { present: string[]; known: number; open: number }

const partsOf = (
  asked: Asked,
  label: string,
  tally: Tally,
  request: OperationRequest,
  policy: CountPolicy,
): ParametersParameter => {
  const names =
    request.includePatientList && policy.kind === 'exact'
      ? tally.present.toSorted().filter((id) => request.cursor === undefined || id > request.cursor)
      : []
  const page = names.slice(0, request.count)
  return {
    name: asked.name,
    part: [
      ...(asked.item === undefined ? [] : [text(asked.item, label)]),
      { name: 'numerator', valueQuantity: numerator(tally.present.length, tally.known, policy) },
      { name: 'denominator', valueQuantity: quantity(tally.known, policy) },
      ...(tally.open === 0 && policy.kind === 'exact'
        ? []
        : [{ name: 'notKnown', valueQuantity: quantity(tally.open, policy) }]),
      ...page.map((id) => text('subject', id)),
      ...(page.length < names.length ? [text('next', page.at(-1) ?? '')] : []),
    ],
  }
}

/**
 * The seven operations over a population: the persons the caller may see. The denominator is those of whom the answer is known; `notKnown` counts the others, who are neither with nor
 * without what was asked for.
 */
export const findInPopulation = async (
  request: OperationRequest,
  subjects: AsyncIterable<HeldSubject>,
  policy: CountPolicy,
  context: OperationContext,
): Promise<Parameters | Refused> => {
  const asked = askedOf(request, context)
  if ('status' in asked) return asked
  const tallies = asked.questions.map((): Tally => ({ present: [], known: 0, open: 0 }))
  let cohort = 0
  for await (const one of subjects) {
    if (++cohort > largestCohort)
      return refused(422, [
        { severity: 'error', code: 'too-costly', text: `More than ${largestCohort} persons would have to be read.` },
      ])
    const told = await one.use((subject) => {
      const open = openSubject(filtered(subject, request.filter).subject, context)
      return asked.questions.map((question) => question.ask(open))
    })
    for (const [i, presence] of told.entries()) {
      const tally = tallies[i] as Tally
      if (presence === 'present') tally.present.push(one.id)
      if (presence === 'notKnown') tally.open++
      else tally.known++
    }
  }
  const issues: Issue[] = [...request.issues, ...asked.issues]
  if (policy.kind === 'coarse' && cohort < policy.least)
    return refused(422, [
      { severity: 'error', code: 'suppressed', text: `Nothing is told of fewer than ${policy.least} persons.` },
    ])
  if (request.includePatientList && policy.kind === 'coarse')
    issues.push({
      severity: 'warning',
      code: 'suppressed',
      text: 'Persons are named only to those who may read each of them.',
      expression: 'includePatientList',
    })
  return answer(
    asked.questions.map((q, i) => partsOf(asked, q.label, tallies[i] as Tally, request, policy)),
    issues,
  )
}

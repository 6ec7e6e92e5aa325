import type { Observation, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { conceptsOf, fitsConcept, kindOf, type ResultKind, type Token } from './coded.ts'
import { haplotypeFits, haplotypeName, haplotypeNamesOf, hasCode } from './haplotype-name.ts'
import { isRecordedAs } from './look-for-variant.ts'
import { isRecordedIn, type OpenSubject } from './look-in-genome.ts'
import { answer, held, type Issue, refused, type Refused, text } from './outcome.ts'
import { cursorOf, firstPage, positionOf } from './page-cursor.ts'
import type { OperationRequest } from './read-request.ts'
import { idOf } from './result-filter.ts'
import type { OperationContext } from './subject-genome.ts'
import { placedVariants, unplacedIssue } from './subject-variants.ts'
import { isUnplaced, type WantedVariant } from './wanted-variant.ts'

type ByReference = ReadonlyMap<string, Observation>

export const resultsById = (subject: OpenSubject): ByReference =>
  new Map(subject.results.flatMap(({ observation: o }) => (o.id === undefined ? [] : [[o.id, o] as const])))

/** All that a result rests on, step by step, each once. */
export const basisOf = (of: Observation, all: ByReference): readonly Observation[] => {
  const seen = new Set<Observation>()
  const open = [of]
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const { reference } of next.derivedFrom ?? []) {
      const from = all.get(idOf(reference) ?? '')
      if (from === undefined || seen.has(from) || from === of) continue
      seen.add(from)
      open.push(from)
    }
  return [...seen]
}

/** What a result must rest on. Of variants, ranges and haplotypes one is enough; when none of them is given, anything. */
export type Sources = {
  readonly variants: readonly WantedVariant[]
  readonly ranges: OperationRequest['ranges']
  readonly haplotypes: readonly Token[]
}

const isGiven = ({ variants, ranges, haplotypes }: Sources): boolean =>
  variants.length + ranges.length + haplotypes.length > 0

/** The observations of a person that a source names. */
const sourcesIn = (subject: OpenSubject, sources: Sources, context: OperationContext): ReadonlySet<Observation> => {
  const out = new Set<Observation>()
  for (const variant of subject.recorded) {
    if (variant.presence !== 'present') continue
    const here =
      sources.variants.some((w) => isRecordedAs(w, variant, context)) ||
      sources.ranges.some((r) => isRecordedIn(r.span, variant, context))
    if (here) out.add(variant.result.observation)
  }
  for (const { observation } of subject.results) {
    const kind = kindOf(observation)
    if (kind !== 'genotype' && kind !== 'haplotype') continue
    const names = haplotypeNamesOf(observation)
    const fits = sources.haplotypes.some((token) => {
      const asked = haplotypeName(token.code)
      return (
        hasCode(observation, token) || (asked !== undefined && names.some((n) => haplotypeFits(n, asked) === 'same'))
      )
    })
    if (fits) out.add(observation)
  }
  return out
}

/** Tokens of which one must fit a component with one of the codes. None: nothing is asked. */
export type Wanted = { readonly tokens: readonly Token[]; readonly components: readonly string[] }

/** Results of a kind that rest on the sources and say what is wanted. */
export const restingOn = (
  subject: OpenSubject,
  kind: ResultKind,
  sources: Sources,
  wanted: readonly Wanted[],
  context: OperationContext,
): readonly Observation[] => {
  const all = resultsById(subject)
  const given = isGiven(sources)
  const from = given ? sourcesIn(subject, sources, context) : new Set<Observation>()
  return subject.results
    .map((r) => r.observation)
    .filter(
      (o) =>
        kindOf(o) === kind &&
        (!given || basisOf(o, all).some((b) => from.has(b))) &&
        wanted.every(
          ({ tokens, components }) =>
            tokens.length === 0 || conceptsOf(o, ...components).some((c) => tokens.some((t) => fitsConcept(t, c))),
        ),
    )
}

const shown: Readonly<Partial<Record<ResultKind, string>>> = {
  variant: 'variant',
  haplotype: 'haplotype',
  genotype: 'genotype',
}

/** Results of one page and what they rest on, under the names of the guide. */
export const resultParts = (
  name: 'implication' | 'consequence',
  results: readonly Observation[],
  all: ByReference,
): readonly ParametersParameter[] => {
  const basis = new Set(results.flatMap((o) => basisOf(o, all)))
  return [
    ...results.map((o) => held(name, o)),
    ...[...basis].flatMap((o) => {
      const kind = shown[kindOf(o) ?? 'region']
      return kind === undefined ? [] : [held(kind, o)]
    }),
  ]
}

/** Where a list of results goes on; a text that is no cursor is refused. */
export const listPage = <T>(
  all: readonly T[],
  request: OperationRequest,
): { readonly page: readonly T[]; readonly next: readonly ParametersParameter[] } | Refused => {
  const from = request.cursor === undefined ? 0 : positionOf(request.cursor)?.line
  if (from === undefined)
    return refused(400, [
      { severity: 'error', code: 'value', text: 'The cursor is none that an answer gave.', expression: '_cursor' },
    ])
  const until = from + request.count
  const next = until < all.length ? [text('next', cursorOf({ ...firstPage, line: until }))] : []
  return { page: all.slice(from, until), next }
}

export const implicationWants = (request: OperationRequest): readonly Wanted[] => [
  { tokens: request.tokens.treatments, components: ['51963-7', 'associated-therapy'] },
  { tokens: request.tokens.conditions, components: ['81259-4', 'associated-phenotype'] },
]

/** What the answer is silent about, so that its silence is not taken for "nothing known". */
const silence = (subject: OpenSubject, kind: 'therapeutic' | 'diagnostic'): readonly Issue[] =>
  subject.tests.every((t) => t.archive === undefined)
    ? []
    : [
        {
          severity: 'information',
          code: 'incomplete',
          text:
            kind === 'diagnostic'
              ? 'Answered from results on record. The genome itself was not searched: no knowledge of variants and diseases is loaded.'
              : 'Answered from the pharmacogenomic report and from results on record. The genome itself was not searched for variants with other implications for treatment: no such knowledge is loaded.',
        },
      ]

/** `$find-subject-tx-implications` and `$find-subject-dx-implications` */
export const findImplications = (
  subject: OpenSubject,
  request: OperationRequest,
  kind: 'therapeutic' | 'diagnostic',
  context: OperationContext,
): Parameters | Refused => {
  const { items, refusal } = placedVariants(request, context)
  if (refusal !== undefined) return refusal
  const sources = {
    variants: items.filter((i): i is WantedVariant => !isUnplaced(i)),
    ranges: request.ranges,
    haplotypes: request.tokens.haplotypes,
  }
  const found = restingOn(subject, kind, sources, implicationWants(request), context)
  const paged = listPage(found, request)
  if ('status' in paged) return paged
  return answer(
    [...resultParts('implication', paged.page, resultsById(subject)), ...paged.next],
    [...request.issues, ...items.filter(isUnplaced).map(unplacedIssue), ...silence(subject, kind)],
  )
}

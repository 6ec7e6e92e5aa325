import type { Observation } from '@medplum/fhirtypes'
import type { Token } from './coded.ts'
import { componentsOf } from './coded.ts'
import type { Issue } from './outcome.ts'
import { type Period, periodOfDate, type ResultFilter } from './read-request.ts'
import { sourceClassOf } from './recorded-variant.ts'
import type { GenomeTest, RecordedResult, SubjectGenome } from './subject-genome.ts'

const within = (date: string | undefined, period: Period): boolean => {
  const span = date === undefined ? undefined : periodOfDate(date)
  return span !== undefined && span.from < period.to && span.to > period.from
}

const named = (tokens: readonly Token[], ids: readonly (string | undefined)[]): boolean =>
  tokens.length === 0 || tokens.some((t) => ids.includes(t.code) || ids.includes(t.text))

const dateOf = (o: Observation): string | undefined => o.effectiveDateTime ?? o.effectivePeriod?.start ?? o.issued

const specimensOf = (o: Observation): readonly (string | undefined)[] => [
  o.specimen?.reference,
  o.specimen?.reference?.replace(/^Specimen\//, ''),
  o.specimen?.identifier?.value,
  o.specimen?.display,
]

export const gone = new Set(['entered-in-error', 'cancelled'])

/** The tests and results that a filter leaves. A result that does not say what is asked (its class, its date) is left out, and that is told. */
export const filtered = (
  subject: SubjectGenome,
  filter: ResultFilter,
): { readonly subject: SubjectGenome; readonly issues: readonly Issue[] } => {
  const { period, sourceClass } = filter
  const valid = subject.results.filter(({ observation: o }) => !gone.has(o.status ?? ''))
  const tests = subject.tests.filter(
    (t: GenomeTest) =>
      named(filter.tests, [t.id]) &&
      named(filter.specimens, [t.specimen]) &&
      (period === undefined || within(t.date, period)) &&
      (sourceClass === undefined || t.sourceClass === sourceClass),
  )
  const about = valid.filter(
    ({ observation: o, tests: of }: RecordedResult) =>
      named(filter.tests, of) &&
      named(filter.specimens, specimensOf(o)) &&
      (period === undefined || within(dateOf(o), period)),
  )
  if (sourceClass === undefined) return { subject: { ...subject, tests, results: about }, issues: [] }
  const byReference = new Map(about.map((r) => [r.observation.id ?? '', r.observation]))
  const classOf = (o: Observation, depth = 0): string | undefined =>
    sourceClassOf(o) ??
    (depth > 4
      ? undefined
      : o.derivedFrom
          ?.map((d) => byReference.get(idOf(d.reference) ?? ''))
          .flatMap((from) => (from === undefined ? [] : (classOf(from, depth + 1) ?? [])))[0])
  const unsaid = about.filter(
    ({ observation: o }) => classOf(o) === undefined && componentsOf(o, '51959-5').length === 0,
  )
  return {
    subject: { ...subject, tests, results: about.filter(({ observation: o }) => classOf(o) === sourceClass) },
    issues:
      unsaid.length === 0
        ? []
        : [
            {
              severity: 'warning',
              code: 'incomplete',
              text: `${unsaid.length} results of the record do not say whether they are germline or somatic and were left out.`,
              expression: 'genomicSourceClass',
            },
          ],
  }
}

/** The id in a reference: `Observation/7`, `urn:uuid:7`, `https://host/fhir/Observation/7/_history/2`. */
export const idOf = (reference: string | undefined): string | undefined =>
  reference === undefined
    ? undefined
    : (/^urn:(?:uuid|oid):(.+)$/.exec(reference)?.[1] ?? /Observation\/([^/]+)/.exec(reference)?.[1])

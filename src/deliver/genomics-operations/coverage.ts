import { callabilityOf } from '../../genome/archive/index.ts'
import type { Bridge } from './bridge.ts'
import { overlap, type Span, union, without } from './place.ts'
import type { GenomeTest } from './subject-genome.ts'

/** What tests say of a stretch: `studied` was looked at (part of it in vain: `uncallable`), `open` is not known to have been read by any of them. All on the stretch's own build. */
export type Coverage = {
  readonly studied: readonly Span[]
  readonly uncallable: readonly Span[]
  readonly open: readonly Span[]
  /** Tests whose build the stretch could not be carried to. */
  readonly unreached: readonly string[]
}

/** What one test says of a stretch of its own build; undefined when it does not say what it looked at. */
export const testCoverage = (
  test: GenomeTest,
  span: Span,
): { readonly studied: readonly Span[]; readonly uncallable: readonly Span[] } | undefined => {
  const { archive } = test
  if (archive === undefined) {
    if (test.studied === undefined) return undefined
    const within = (of: readonly Span[]): readonly Span[] => union(of.flatMap((s) => overlap(s, span) ?? []))
    return { studied: within(test.studied), uncallable: within(test.uncallable ?? []) }
  }
  const spans = callabilityOf(archive, span.chrom, span.start + 1, span.end)
  const at = (s: { readonly start: number; readonly end: number }): Span => ({
    ...span,
    start: s.start - 1,
    end: s.end,
  })
  return {
    studied: union(spans.filter((s) => s.state === 'called' || s.basis === 'rows').map(at)),
    uncallable: union(spans.filter((s) => s.state !== 'called' && s.basis === 'rows').map(at)),
  }
}

/** What all tests together say of a stretch. A base counts as read when one of them read it. */
export const coverageOf = (tests: readonly GenomeTest[], span: Span, bridge: Bridge): Coverage => {
  const studied: Span[] = []
  const read: Span[] = []
  const unreached: string[] = []
  for (const test of tests) {
    const own = test.build === undefined ? undefined : bridge.span(span, test.build)
    if (own === undefined) {
      unreached.push(test.id)
      continue
    }
    const told = testCoverage(test, own)
    if (told === undefined) continue
    const back = (spans: readonly Span[]): readonly Span[] =>
      own.build === span.build
        ? spans
        : spans.flatMap((s) => (s.start === own.start && s.end === own.end ? span : (bridge.span(s, span.build) ?? [])))
    studied.push(...back(told.studied))
    read.push(...back(told.studied.flatMap((s) => without(s, told.uncallable))))
  }
  const open = without(span, read)
  const seen = union(studied)
  return {
    studied: seen,
    uncallable: union(open.flatMap((o) => seen.flatMap((s) => overlap(o, s) ?? []))),
    open,
    unreached,
  }
}

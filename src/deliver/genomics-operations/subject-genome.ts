import type { Coding, Observation } from '@medplum/fhirtypes'
import type { GenomeContext } from '../../genome/annotation/index.ts'
import type { Archive } from '../../genome/archive/index.ts'
import type { Build } from '../../genome/site.ts'
import type { Bridge } from './bridge.ts'
import type { Span } from './place.ts'

export type SourceClass = 'germline' | 'somatic'

/**
 * One test of a person: their own genome (`archive`), or what another laboratory says it looked at. `studied` and `uncallable` as stated by the laboratory; absent: not stated.
 * Of an archive they are read from its rows. `changeTypes`: Sequence Ontology codes of the kinds of change that the test looked for; absent: not stated.
 */
export type GenomeTest = {
  readonly id: string
  readonly date?: string
  readonly specimen?: string
  readonly sourceClass?: SourceClass
  readonly build?: Build
  readonly archive?: Archive
  readonly studied?: readonly Span[]
  readonly uncallable?: readonly Span[]
  readonly changeTypes?: readonly Coding[]
}

/** A result that stands in the record, and the tests it belongs to. `own`: it is of this software's own report on the genome. */
export type RecordedResult = {
  readonly observation: Observation
  readonly tests: readonly string[]
  readonly own?: true
}

/** One person as the operations see them: what the caller may see, and nothing else. */
export type SubjectGenome = {
  readonly id: string
  readonly tests: readonly GenomeTest[]
  readonly results: readonly RecordedResult[]
}

/** What the operations read genomes against. */
export type OperationContext = {
  readonly contexts: Readonly<Partial<Record<Build, GenomeContext>>>
  readonly bridge: Bridge
}

/**
 * A person whose genome may lie in pieces elsewhere: `use` gives it to work that reads it at once and keeps nothing of it. The work may be begun anew when a piece had to be fetched, and so
 * must change nothing.
 */
export type HeldSubject = { readonly id: string; use<T>(work: (subject: SubjectGenome) => T): Promise<T> }

/** A person who is at hand whole. */
export const atHand = (subject: SubjectGenome): HeldSubject => ({
  id: subject.id,
  use: async (work) => work(subject),
})

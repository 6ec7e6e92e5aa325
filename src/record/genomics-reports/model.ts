import type { DatumRef } from '../../shared/assessment.ts'
import type { PartialDate } from '../../shared/instant.ts'
import type { Named } from './named.ts'
import type { Amount, PartsOf, partsOf, ResultKind, Span } from './parts.ts'

/** A reference as written, with the name of what it means where that is known. */
export type Link = {
  readonly reference?: string
  readonly display?: string
  readonly identifier?: { readonly system?: string; readonly value: string }
}

/** A value of a result, or of a component that no field of its kind takes. `absent`: why there is none. */
export type ResultValue =
  | { readonly named: Named }
  | { readonly text: string }
  | { readonly amount: Amount }
  | { readonly span: Span }
  | { readonly flag: boolean }
  | { readonly absent: Named }

export type Citation = {
  readonly type: string
  readonly label?: string
  readonly display?: string
  readonly citation?: string
  readonly url?: string
}

/** What every result of a laboratory has. `preliminary` and `registered` results may still change; `others` are components that have no field of their own. */
export type ResultFrame = {
  readonly id: string
  readonly ref: DatumRef
  readonly status: 'registered' | 'preliminary' | 'final' | 'amended' | 'corrected' | 'unknown'
  readonly code: Named
  /** Categories beyond "laboratory" and "genetics", which every result has. */
  readonly sections?: readonly Named[]
  readonly value?: ResultValue
  readonly date?: PartialDate
  readonly issued?: string
  readonly performers?: readonly Link[]
  readonly specimen?: Link
  readonly device?: Link
  readonly method?: Named
  readonly interpretation?: readonly Named[]
  readonly derivedFrom?: readonly Link[]
  readonly members?: readonly Link[]
  readonly notes?: readonly string[]
  readonly citations?: readonly Citation[]
  readonly secondaryFinding?: Named
  readonly riskAssessments?: readonly Link[]
  readonly actions?: readonly Link[]
  readonly others?: readonly { readonly code: Named; readonly value: ResultValue }[]
}

/** A result of one kind: its frame, and the fields of that kind. */
export type GenomicResult<K extends ResultKind> = ResultFrame & PartsOf<(typeof partsOf)[K]>

/** Risk of a disease from many variants, by a published score or a laboratory's own. */
export type GenomicRisk = {
  readonly id: string
  readonly ref: DatumRef
  readonly status: string
  readonly date?: PartialDate
  readonly method?: Named
  readonly basis?: readonly Link[]
  readonly predictions: readonly {
    readonly outcome?: Named
    /** 0 to 1. */
    readonly probability?: number
    readonly relativeRisk?: number
    readonly qualitative?: Named
    /** Age in years within which the prediction holds. */
    readonly untilAge?: Span
  }[]
}

/** What was looked at: genes and regions named by a concept or held in a file. Only what is listed was studied; the rest is unknown, not normal. */
export type Region = { readonly named: Named } | { readonly file: Link }

export type GenomicStudy = {
  readonly id: string
  readonly ref: DatumRef
  readonly kind: 'study' | 'analysis'
  readonly status: string
  readonly date?: PartialDate
  readonly code?: Named
  readonly build?: Named
  readonly sourceClass?: Named
  readonly methods?: readonly Named[]
  readonly changeTypes?: readonly Named[]
  readonly regionsDescribed?: readonly string[]
  readonly studied?: readonly Region[]
  readonly called?: readonly Region[]
  readonly uncalled?: readonly Region[]
  readonly analyses?: readonly Link[]
  readonly notes?: readonly string[]
}

/** What a laboratory proposes to do: a change of medicine, or something to follow up. */
export type RecommendedAction = {
  readonly id: string
  readonly ref: DatumRef
  readonly kind: 'medication' | 'followUp'
  readonly status: string
  readonly intent: string
  readonly code?: Named
  readonly description?: string
  readonly focus?: Link
  readonly reason?: Link
  readonly requester?: Link
}

export type GenomicReport = {
  readonly id: string
  readonly ref: DatumRef
  readonly status: string
  readonly code: Named
  readonly date?: PartialDate
  readonly issued?: string
  readonly performers?: readonly Link[]
  readonly interpreters?: readonly Link[]
  readonly specimens?: readonly Link[]
  readonly results?: readonly Link[]
  readonly conclusion?: string
  readonly conclusions?: readonly Named[]
  readonly actions?: readonly Link[]
  readonly studies?: readonly Link[]
  readonly risks?: readonly Link[]
  readonly remarks?: readonly { readonly kind?: Named; readonly text: string }[]
  /** Genotypes of the whole report in GL String notation. */
  readonly glString?: string
}

/** What other laboratories said about this person's genome, as they said it. What no list holds was not told: unknown, not normal. */
export type GenomicResults = {
  readonly variants: readonly GenomicResult<'variant'>[]
  readonly genotypes: readonly GenomicResult<'genotype'>[]
  readonly haplotypes: readonly GenomicResult<'haplotype'>[]
  readonly phases: readonly GenomicResult<'phase'>[]
  readonly consequences: readonly GenomicResult<'consequence'>[]
  readonly diagnostic: readonly GenomicResult<'diagnostic'>[]
  readonly therapeutic: readonly GenomicResult<'therapeutic'>[]
  readonly biomarkers: readonly GenomicResult<'biomarker'>[]
  readonly regions: readonly GenomicResult<'region'>[]
  readonly groupings: readonly GenomicResult<'grouping'>[]
  readonly risks: readonly GenomicRisk[]
  readonly studies: readonly GenomicStudy[]
  readonly actions: readonly RecommendedAction[]
  readonly reports: readonly GenomicReport[]
}

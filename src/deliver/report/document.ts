import type { GeneFinding, MedicineFinding } from '../../clinical/pharmacogenomics/model.ts'
import type { AssessmentState, DatumRef, Need } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Recommendation } from '../../shared/recommendation.ts'
import type { EarlyDetection } from './early-detection.ts'

/** A recommendation with the sentences rendered from its code, so that a reader of the JSON needs no catalogue. */
export type SpokenRecommendation = Recommendation & { readonly say: Spoken }

/** `title` is verb-first and at most 140 characters; `why` one or two sentences; `steps` one sentence per coded step. */
export type Spoken = {
  readonly clinician: { readonly title: string; readonly why: string; readonly steps: readonly string[] }
  readonly patient: { readonly title: string; readonly why: string; readonly steps: readonly string[] }
}

export type MedicineCard = MedicineFinding & { readonly state: AssessmentState; readonly say: Spoken }

export type GeneCard = GeneFinding & {
  readonly state: AssessmentState
  readonly say: { readonly result: string; readonly meaning: string; readonly caveats: readonly string[] }
  readonly basis: readonly DatumRef[]
}

/** What a person sees named at the top: absent is not known. */
export type PersonCard = {
  readonly id: string
  readonly name: string
  readonly mrn?: string
  readonly birthDate?: string
  readonly age?: number
  readonly sex?: string
  readonly ancestry?: readonly string[]
  readonly conditions: readonly { readonly text: string; readonly onset?: string; readonly ref: DatumRef }[]
  readonly allergies: readonly { readonly text: string; readonly ref: DatumRef }[]
  readonly silentOn: readonly string[]
}

export type InputCard = {
  readonly kind: 'vcf' | 'gvcf' | 'array' | 'fhir' | 'outsideCalls'
  readonly name: string
  readonly sha256: string
  readonly build?: string
  readonly buildEvidence?: string
  readonly sample?: string
  readonly rowsRead?: number
}

/** `report.json`: everything that was found for one person, in one documented form. Written the same, byte for byte, by the command and by the page. */
export type ReportDocument = {
  readonly schema: 'attune.report.v1'
  readonly software: { readonly name: 'attune'; readonly version: string }
  readonly knowledge: readonly {
    readonly id: string
    readonly release: string
    readonly title: string
    readonly licence: string
    readonly attribution: string
  }[]
  readonly at: Instant
  readonly language: 'en'
  readonly intendedUse: string
  readonly person: PersonCard
  readonly inputs: readonly InputCard[]
  readonly policy: { readonly missingAsReference: boolean; readonly callCyp2d6: boolean }
  readonly recommendations: readonly SpokenRecommendation[]
  /** The person's own medicines first, in the order act, caution, not known, fine, no question; then every other medicine with a genetic question, by name. */
  readonly medicines: readonly MedicineCard[]
  readonly genes: readonly GeneCard[]
  readonly needs: readonly (Need & { readonly say: string })[]
  readonly problems: readonly Problem[]
  readonly limits: readonly string[]
  /** Early detection; absent where its tables are not at hand. */
  readonly early?: EarlyDetection
}

import type { Evidence } from './evidence.ts'

/** Points into the input: the VCF line as it stands in the file, a FHIR resource and path, a line of outside calls. */
export type DatumRef =
  | {
      readonly kind: 'variantRow'
      readonly source: string
      readonly line: number
      readonly text: string
      readonly sample: string
    }
  | { readonly kind: 'fhir'; readonly resource: string; readonly path: string }
  | { readonly kind: 'outsideCall'; readonly source: string; readonly line: number; readonly text: string }
  | { readonly kind: 'absent'; readonly what: string }

/** What an assessment is about: a code within the module and the entity it concerns (gene, drug, disease). */
export type Question = { readonly module: string; readonly code: string; readonly about: string }

/** Proof that a place was looked at: without it nothing is `negative`. */
export type Coverage = {
  readonly assessed: number
  readonly of: number
  readonly notExcluded: readonly string[]
}

/** A missing datum and what it would decide. */
export type Need = {
  readonly code: string
  readonly about: string
  readonly test: string
  readonly missing: readonly string[]
  readonly wouldDecide: readonly string[]
}

/** What a module says about one question. Missing is never `negative`. */
export type Assessment<F> =
  | {
      readonly state: 'finding'
      readonly question: Question
      readonly finding: F
      readonly evidence: readonly Evidence[]
      readonly basis: readonly DatumRef[]
    }
  | {
      readonly state: 'negative'
      readonly question: Question
      readonly finding?: F
      readonly coverage: Coverage
      readonly basis: readonly DatumRef[]
    }
  | {
      readonly state: 'indeterminate'
      readonly question: Question
      readonly finding?: F
      readonly needs: readonly Need[]
      readonly basis: readonly DatumRef[]
    }
  | { readonly state: 'notApplicable'; readonly question: Question; readonly finding?: F; readonly because: string }

export type AssessmentState = Assessment<unknown>['state']

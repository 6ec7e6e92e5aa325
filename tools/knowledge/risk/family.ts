import type { RiskModel } from '../../../src/clinical/risk/model.ts'

/** One table of knowledge/attune-risk: declarations by hand, coefficients from the reference facts named `<name>.json`, which `facts` reads. */
export type Family = {
  readonly file: string
  readonly what: string
  readonly table: (facts: (name: string) => unknown) => {
    readonly models: readonly RiskModel[]
    readonly coefficients: unknown
  }
}

/** Licence line of coefficients that are facts of a publication. */
export const publishedFacts = 'Facts from the publication cited; no restriction known'

import { inheritedVariants, type PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FactState } from './history.ts'
import type { Given } from '../model.ts'

/** `unknown` with a basis: a result is there, but it is not sure that it is inherited, disease-causing and final. */
export type CarrierState = { readonly is: 'yes' | 'no' | 'unknown'; readonly basis: readonly DatumRef[] }

/**
 * Reads whether somebody carries a disease-causing variant of a gene: the standing another module gives, else what laboratories say of it, else the problem
 * list. A result that names no variant is not a negative test: unknown.
 */
export const carrierReader = (
  view: PatientView,
  given: Given,
  factNamed: (name: string) => FactState,
): ((gene: string) => CarrierState) => {
  const results = inheritedVariants(view)
  return (gene) => {
    const standing = given.carriers?.find((c) => c.gene === gene)
    if (standing?.state === 'positive') return { is: 'yes', basis: standing.basis }
    const own = results.filter((v) => v.gene === gene)
    const [found] = own.filter((v) => v.says === 'pathogenic')
    if (found !== undefined) return { is: 'yes', basis: [found.ref] }
    const recorded = factNamed(`carrier-${gene.toLowerCase()}`)
    if (recorded.is === 'yes') return { is: 'yes', basis: recorded.basis }
    if (standing?.state === 'negative') return { is: 'no', basis: standing.basis }
    const doubtful = own.filter((v) => v.says === 'not-sure')
    if (doubtful.length > 0) return { is: 'unknown', basis: doubtful.map((v) => v.ref) }
    return own.length > 0 ? { is: 'no', basis: own.map((v) => v.ref) } : { is: 'unknown', basis: [] }
  }
}

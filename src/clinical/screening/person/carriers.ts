import { isOneOf, type Named, type PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FactState } from './history.ts'
import type { Given } from '../model.ts'

export type CarrierState = { readonly is: 'yes' | 'no' | 'unknown'; readonly basis: readonly DatumRef[] }

/** LOINC answers for pathogenic and likely pathogenic. @source answer list of LOINC 53037-8 as used by Genomics Reporting */
const pathogenic = ['LA6668-3', 'LA26332-9']

const isPathogenic = (n: Named | undefined): boolean =>
  n !== undefined &&
  (isOneOf(n, ...pathogenic) ||
    /^(likely )?pathogenic$/i.test(n.text.trim()) ||
    /^pathogenic\/likely/i.test(n.text.trim()))

const names = (genes: readonly Named[] | undefined, gene: string): boolean =>
  (genes ?? []).some((g) => g.text === gene || g.codes.some((c) => c.display === gene || c.code === gene))

/**
 * Whether somebody carries a disease-causing variant of a gene: the standing another module gives, else a result of a laboratory that calls one
 * pathogenic, else the problem list. A result that names none is not a negative test: unknown.
 */
export const carrierOf = (
  view: PatientView,
  gene: string,
  given: Given,
  factNamed: (name: string) => FactState,
): CarrierState => {
  const standing = given.carriers?.find((c) => c.gene === gene)
  if (standing?.state === 'positive') return { is: 'yes', basis: standing.basis }
  if (standing?.state === 'negative') return { is: 'no', basis: standing.basis }
  const results = view.genomics
  const found =
    results?.variants.find((v) => isPathogenic(v.significance) && names(v.genes, gene)) ??
    results?.diagnostic.find((d) => isPathogenic(d.significance) && names(d.genes, gene))
  if (found !== undefined) return { is: 'yes', basis: [found.ref] }
  const recorded = factNamed(`carrier-${gene.toLowerCase()}`)
  return recorded.is === 'yes' ? { is: 'yes', basis: recorded.basis } : { is: 'unknown', basis: [] }
}

import type { GeneCard } from '../../../src/deliver/report/document.ts'
import { unique } from '../person/lookup.ts'

/** The pair of alleles as laboratories write it; several candidates joined by "or"; empty when nothing was called. */
export const diplotypeText = (gene: GeneCard): string => {
  if (gene.result.call.source === 'none') return ''
  const shown = unique(gene.result.source.map((d) => d.shownAs))
  if (shown.length > 3) return `${shown.slice(0, 2).join(' or ')} or ${shown.length - 2} more`
  return shown.join(' or ')
}

/** The result in words: what the gene does in this person, or why that is not known. */
export const resultWords = (gene: GeneCard): string =>
  gene.result.call.source === 'none' || gene.say.meaning === '' ? gene.say.result : gene.say.meaning

/** The phenotype from the genes alone, in the guideline's words; empty when there is none. */
export const phenotypeText = (gene: GeneCard): string =>
  gene.state === 'indeterminate' && !gene.coverage.enough
    ? ''
    : unique(gene.result.genetic.flatMap((d) => d.phenotypes))
        .filter((p) => p !== 'n/a' && p !== 'No Result')
        .join(' or ')

/** The phenotype after interacting medicines, only where it differs. */
export const clinicalText = (gene: GeneCard): string | undefined =>
  gene.result.clinical?.changed
    ? unique(gene.result.clinical.phenotypes.flatMap((d) => d.phenotypes)).join(' or ')
    : undefined

export const activityText = (gene: GeneCard): string =>
  unique(gene.result.genetic.flatMap((d) => (d.activityScore === undefined ? [] : [d.activityScore]))).join(' or ')

/** How well the gene was looked at, in a phrase. */
export const coverageText = (gene: GeneCard): string => {
  if (gene.result.call.source === 'outside') return 'result of another laboratory'
  if (gene.coverage.covered === 0) return 'not tested'
  return `${gene.coverage.covered} of ${gene.coverage.of} positions`
}

/** Where the result came from. */
export const sourceText = (gene: GeneCard): string =>
  ({ vcf: 'read from the genome file', outside: 'stated by another laboratory', none: 'no data' })[
    gene.result.call.source
  ]

import type { MedicineCard, ReportDocument } from '../../../src/deliver/report/document.ts'
import { badge } from '../../../src/deliver/report/words.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { clinicalText, diplotypeText, phenotypeText } from '../genes/gene-words.ts'
import { geneNamed } from '../person/lookup.ts'

/** The state of a medicine's genes in a phrase: `CYP2C19 *2/*2, Poor Metabolizer`. */
export const geneEffectText = (document: ReportDocument, medicine: MedicineCard): string =>
  medicine.genes
    .map((name) => {
      const gene = geneNamed(document, name)
      if (!gene || gene.result.call.source === 'none') return `${name} not tested`
      const after = clinicalText(gene)
      const parts = [
        diplotypeText(gene),
        after === undefined ? phenotypeText(gene) : `${phenotypeText(gene)} → ${after}`,
      ]
      return `${name} ${parts.filter(Boolean).join(', ') || 'no result'}`
    })
    .join('; ')

/** Whether the spoken reason already names the genotype of each gene, and what other medicines make of it. */
export const saysGenotype = (document: ReportDocument, medicine: MedicineCard, audience: Audience): boolean => {
  const { why } = medicine.say[audience]
  return medicine.genes.every((name) => {
    const gene = geneNamed(document, name)
    const genotype = gene ? diplotypeText(gene) : ''
    const after = gene && clinicalText(gene)
    return genotype !== '' && why.includes(genotype) && (after === undefined || why.includes(after))
  })
}

/** How firmly the leading advice stands and who gives it; empty without advice. */
export const strengthOf = (medicine: MedicineCard): string => badge(medicine.advice.map((a) => a.evidence))

const order = { act: 0, caution: 1, notKnown: 2, fine: 3, noQuestion: 4 } as const

/** Medicines with what needs attention first, then by name. */
export const byAttention = (medicines: readonly MedicineCard[]): readonly MedicineCard[] =>
  medicines.toSorted((a, b) => order[a.verdict] - order[b.verdict] || a.drug.name.localeCompare(b.drug.name))

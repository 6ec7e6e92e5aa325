import type { GeneCard, MedicineCard, ReportDocument } from '../../../src/deliver/report/document.ts'

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export const medicineNamed = (document: ReportDocument, name: string): MedicineCard | undefined =>
  document.medicines.find((m) => same(m.drug.name, name))

export const geneNamed = (document: ReportDocument, name: string): GeneCard | undefined =>
  document.genes.find((g) => same(g.gene, name))

/** A part of an address in plain text; text that is not validly encoded is taken as it stands. */
export const plainPart = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The release of a knowledge table set that the document was made with: `clinpgx 2025-11`. */
export const releaseOf = (document: ReportDocument, id: string): string | undefined => {
  const held = document.knowledge.find((k) => k.id === id)
  return held && `${held.id} ${held.release}`
}

export const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)]

const semanticTag =
  / \((disorder|finding|procedure|situation|event|regime\/therapy|qualifier value|observable entity|substance|product|person|morphologic abnormality)\)$/

/** A name without the tag that terminologies put behind it for their own order. */
export const plainTitle = (title: string): string => title.replace(semanticTag, '')

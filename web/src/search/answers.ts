import type { GeneCard, MedicineCard, ReportDocument } from '../../../src/deliver/report/document.ts'

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** 0 = begins with it, 1 = a later word begins with it, 2 = holds it; undefined = does not fit. */
const fit = (text: string, wanted: string): number | undefined => {
  const t = plain(text)
  if (t.startsWith(wanted)) return 0
  if (t.split(/[\s/-]+/).some((word) => word.startsWith(wanted))) return 1
  return t.includes(wanted) ? 2 : undefined
}

const ranked = <T>(items: readonly T[], names: (item: T) => readonly string[], typed: string): readonly T[] => {
  const wanted = plain(typed)
  if (wanted === '') return []
  return items
    .flatMap((item) => {
      const fits = names(item).flatMap((n) => fit(n, wanted) ?? [])
      return fits.length > 0 ? [{ item, rank: Math.min(...fits) }] : []
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** Medicines by name or as written in the record, best fit first; the person's own before others that fit as well. */
export const findMedicines = (document: ReportDocument, typed: string): readonly MedicineCard[] =>
  ranked(
    document.medicines.toSorted((a, b) => Number(b.onList !== undefined) - Number(a.onList !== undefined)),
    (m) => [m.drug.name, ...(m.onList ? [m.onList.asWritten] : [])],
    typed,
  )

export const findGenes = (document: ReportDocument, typed: string): readonly GeneCard[] =>
  ranked(document.genes, (g) => [g.gene], typed)

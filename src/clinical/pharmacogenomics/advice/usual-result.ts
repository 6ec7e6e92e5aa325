import type { DiplotypePhenotype } from '../model.ts'

const words =
  /^(normal metabolizer|normal function|normal|normal risk of .*|-1639 GG|\*1\/\*1|ivacaftor non-responsive in CF patients|.* negative)$/i

/** Activity scores of a normal metaboliser, lowest and highest. @source CPIC: CYP2D6 1.25–2.25 (PMID 31647186), CYP2C9 2, DPYD 2 */
const scores: Readonly<Record<string, readonly [number, number]>> = {
  CYP2D6: [1.25, 2.25],
  CYP2C9: [2, 2],
  DPYD: [2, 2],
}

/** In most people CYP3A5 has no function: its "normal" metaboliser is the one whose dose differs. */
const neverOrdinary = ['CYP3A5']

/** Whether a lookup key is the ordinary result of a gene: the one that labels and usual doses are made for. A result that merely does not exclude a risk is not. */
export const isUsualKey = (gene: string, key: string): boolean => {
  if (neverOrdinary.includes(gene)) return false
  if (words.test(key)) return true
  const range = scores[gene]
  const score = /^\d+(\.\d+)?$/.test(key) ? Number(key) : undefined
  return range !== undefined && score !== undefined && score >= range[0] && score <= range[1]
}

const alleleOf = (status: string): string => status.replace(/ (?:positive|negative)$/, '')

/**
 * Whether every candidate of a gene has its ordinary result. A gene without phenotypes has none. Of a gene that is looked up by several alleles only those
 * count that `asked` (the keys of the medicine's records) speak of.
 */
export const isUsualResult = (
  gene: string,
  phenotypes: readonly DiplotypePhenotype[],
  asked: ReadonlySet<string>,
): boolean => {
  const alleles = new Set([...asked].map(alleleOf))
  return (
    phenotypes.length > 0 &&
    phenotypes.every((p) => {
      const told = p.phenotypes.filter((x) => alleleOf(x) === x || alleles.has(alleleOf(x)))
      return p.phenotypes.length > 0 && told.every((x) => isUsualKey(gene, x))
    })
  )
}

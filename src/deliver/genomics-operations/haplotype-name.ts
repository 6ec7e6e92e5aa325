import type { CodeableConcept, Observation } from '@medplum/fhirtypes'
import { conceptsOf, type Token } from './coded.ts'

/**
 * A genotype or haplotype by name. `genotypes`: what it may be; one when it is certain, none when only the gene is named. A genotype is its copies, a copy the alleles it may be (`*17`,
 * `*08:01`), without the gene.
 */
export type HaplotypeName = {
  readonly gene: string
  readonly genotypes: readonly (readonly (readonly string[])[])[]
}

const geneForm = /^[A-Z][A-Z0-9-]*[A-Z0-9]$/

const isHla = (gene: string): boolean => /^(?:HLA-)?(?:A|B|C|E|F|G|D[PQRMO][AB]?\d*)$/.test(gene)

/** Alleles of one gene from a list, each without the gene it may repeat. */
const alleles = (gene: string, text: string, between: string): readonly string[] =>
  text
    .split(between)
    .map((a) => {
      const own = a.trim().replace(/^HLA-/, '')
      const bare = gene.replace(/^HLA-/, '')
      return own.startsWith(`${bare}*`) || own.startsWith(`${bare} `) ? own.slice(bare.length).trim() : own
    })
    .filter((a) => a !== '')

/** Copies of one genotype. In a GL string, `+` stands between copies and `/` between alleles that one copy may be; elsewhere `/` stands between copies. */
const copiesOf = (gene: string, text: string): readonly (readonly string[])[] =>
  isHla(gene) && text.includes('+')
    ? text.split('+').map((copy) => alleles(gene, copy, '/'))
    : alleles(gene, text, '/').map((a) => [a])

/**
 * Reads `CYP2C19 *1/*17`, `CYP2C19_*1/*1`, `CYP2D6*4`, `CYP2C19 *1/*2 or *1/*3`, `HLA-B*08:01/HLA-B*40:01`, GL strings (`hla#3.33.0#HLA-A*02:69+HLA-A*23:30|HLA-A*02:302+HLA-A*23:26`),
 * `DRB1*13:02`, or a gene alone. Undefined when no gene is found.
 */
export const haplotypeName = (text: string): HaplotypeName | undefined => {
  const plain = text
    .replace(/^hla#[^#]*#/i, '')
    .replaceAll('_', ' ')
    .replace(/ \(.*\)$/, '')
    .trim()
    .toUpperCase()
  const star = plain.indexOf('*')
  const head = (star < 0 ? plain : plain.slice(0, star)).trim()
  const [gene = ''] = head.split(' ')
  if (!geneForm.test(gene) && !isHla(gene)) return undefined
  const own = isHla(gene) && !gene.startsWith('HLA-') ? `HLA-${gene}` : gene
  if (star < 0) return head === gene ? { gene: own, genotypes: [] } : undefined
  const rest = plain.slice(gene.length).trim()
  return { gene: own, genotypes: rest.split(isHla(own) ? '|' : / OR /).map((g) => copiesOf(own, g)) }
}

export type Fit = 'same' | 'other' | 'perhaps'

/** Alike when all are, unlike when none may be, else open. */
const allOf = (fits: readonly Fit[]): Fit =>
  fits.length > 0 && fits.every((f) => f === 'same') ? 'same' : fits.every((f) => f === 'other') ? 'other' : 'perhaps'

const bestOf = (fits: readonly Fit[]): Fit =>
  fits.includes('same') ? 'same' : fits.includes('perhaps') ? 'perhaps' : 'other'

/** How an allele that a person has stands to one that is asked for. `perhaps`: it is told less finely, or in a code that stands for several. */
const alleleFits = (own: string, asked: string, hla: boolean): Fit => {
  // A copy with several genes in a row (*36+*10, *2x2) carries each of them.
  if (!hla) return [own, ...own.split('+').map((a) => a.replace(/X[N\d]+$/, ''))].includes(asked) ? 'same' : 'other'
  const fields = (allele: string): readonly string[] => allele.replace(/^\*/, '').split(':')
  const [have, want] = [fields(own), fields(asked)]
  for (const [i, field] of want.entries()) {
    const mine = have[i]
    if (mine === undefined || /^[A-Z]{2,}$/.test(mine)) return 'perhaps'
    if (mine !== field && !(/^\d+$/.test(mine) && /^\d+$/.test(field) && Number(mine) === Number(field))) return 'other'
  }
  return 'same'
}

/** Whether a result is what is asked for: a gene alone, one allele among its own, or both alleles in any order. */
export const haplotypeFits = (own: HaplotypeName, asked: HaplotypeName): Fit => {
  if (own.gene !== asked.gene) return 'other'
  const [wanted] = asked.genotypes
  if (wanted === undefined) return 'same'
  const hla = own.gene.startsWith('HLA-')
  const copyFits = (copy: readonly string[], want: readonly string[]): Fit =>
    allOf(copy.map((a) => bestOf(want.map((w) => alleleFits(a, w, hla)))))
  const [first = [], second] = wanted
  return allOf(
    own.genotypes.map((copies) => {
      if (second === undefined) return bestOf(copies.map((c) => copyFits(c, first)))
      const [a, b] = copies
      if (a === undefined || b === undefined || copies.length !== wanted.length) return 'other'
      const inOrder = (x: readonly string[], y: readonly string[]): Fit => {
        const fits = [copyFits(a, x), copyFits(b, y)]
        return fits.includes('other') ? 'other' : allOf(fits)
      }
      return bestOf([inOrder(first, second), inOrder(second, first)])
    }),
  )
}

const labels = (concept: CodeableConcept | undefined): readonly string[] =>
  [...(concept?.coding ?? []).flatMap((c) => [c.display, c.code]), concept?.text].filter((l) => l !== undefined)

/** The names that a genotype or haplotype Observation carries. */
export const haplotypeNamesOf = (observation: Observation): readonly HaplotypeName[] =>
  labels(observation.valueCodeableConcept).flatMap((l) => haplotypeName(l) ?? [])

/** Whether a result is the very code that is asked for. */
export const hasCode = (observation: Observation, token: Token): boolean =>
  (observation.valueCodeableConcept?.coding ?? []).some((c) => c.code === token.code) ||
  observation.valueCodeableConcept?.text === token.code

/** Whether a result is about a gene, named by HGNC identifier or symbol. */
export const isOfGene = (observation: Observation, token: Token): boolean => {
  const word = token.code.toUpperCase()
  return (
    conceptsOf(observation, '48018-6').some(
      (c) =>
        c.text?.toUpperCase() === word ||
        c.coding?.some((k) => k.code?.toUpperCase() === word || k.display?.toUpperCase() === word),
    ) || haplotypeNamesOf(observation).some((n) => n.gene === word || n.gene === `HLA-${word}`)
  )
}

import type { Call } from '../../../src/genome/calls/index.ts'

const nucleotides = /^[ACGTN]{1,12}$/

/** The genotype with letters where they are short, else with the row's allele numbers. @example '0/1 (G/A)' */
export const genotypeText = (call: Call): string => {
  const between = call.phased ? '|' : '/'
  const numbers = call.alleles.map((a) => a ?? '.').join(between)
  const letters = call.alleles.map((a) => (a === null ? '.' : a === 0 ? call.ref : (call.alts[a - 1] ?? '?')))
  return letters.every((l) => l === '.' || nucleotides.test(l)) ? `${numbers} (${letters.join(between)})` : numbers
}

/** How many copies carry an allele, in words. What the file leaves open is said, never taken for the reference. */
export const zygosityText = (call: Call, allele: number): string => {
  const copies = call.alleles.filter((a) => a === allele).length
  const open = call.alleles.filter((a) => a === null).length
  const share = call.chrom === 'chrM' ? call.fractions?.[allele - 1] : undefined
  if (share !== undefined) return `in ${Math.round(share * 100)} % of the mitochondria read (heteroplasmy)`
  if (call.alleles.length === 1) return call.chrom === 'chrM' ? 'in the mitochondria' : 'the only copy (hemizygous)'
  if (call.alleles.length > 2)
    return `${copies} of ${call.alleles.length} copies${open > 0 ? `; ${open} not called` : ''}`
  if (copies === 2) return 'both copies (homozygous)'
  if (open > 0) return 'at least one copy; the other was not called'
  const other = call.alleles.find((a) => a !== allele)
  const otherAlt = other === undefined || other === null || other === 0 ? undefined : call.alts[other - 1]
  if (otherAlt === '*') return 'one copy; the other is deleted there'
  if (otherAlt !== undefined) return `one copy; the other has ${otherAlt.length <= 12 ? otherAlt : 'another variant'}`
  return 'one copy (heterozygous)'
}

/** `31 reads (15 with it)`; empty when the file states no depth. */
export const depthText = (call: Call, allele: number): string => {
  const own = call.depths?.[allele]
  const depth =
    call.depth ??
    (call.depths?.every((d) => d !== null) ? call.depths.reduce<number>((n, d) => n + (d ?? 0), 0) : undefined)
  if (depth === undefined) return ''
  const reads = `${depth} ${depth === 1 ? 'read' : 'reads'}`
  return own === undefined || own === null ? reads : `${reads} (${own} with it)`
}

export const qualityText = (call: Call): string => (call.quality === undefined ? '' : `GQ ${call.quality}`)

export const filterText = (filter: string): string =>
  filter === 'PASS' ? 'passed' : filter === '.' || filter === '' ? 'no filter stated' : `filtered: ${filter}`

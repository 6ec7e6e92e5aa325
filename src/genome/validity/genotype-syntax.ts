import { readGenotype } from '../vcf/genotype-text.ts'

/** A GT as it is checked: number of strands, largest allele, which strands are phased. `open`: a separator stands at its end. */
export type CheckedGenotype = {
  readonly fault: 'none' | 'invalid' | 'open'
  readonly ploidy: number
  readonly largest: number
  readonly phased: readonly boolean[]
}

const invalid: CheckedGenotype = { fault: 'invalid', ploidy: 0, largest: 0, phased: [] }

const phases = (gt: string): readonly boolean[] => {
  const prefixed = gt.startsWith('/') || gt.startsWith('|')
  const signs = gt.replace(/[^/|]/g, '')
  const first = prefixed ? '' : signs.includes('/') ? '/' : '|'
  return Array.from(first + signs, (s) => s === '|')
}

const read = (gt: string, version: number): CheckedGenotype => {
  if (version < 44 && (gt.startsWith('/') || gt.startsWith('|'))) return invalid
  const open = version >= 44 && /[^/|][/|]$/.test(gt)
  const text = open ? gt.slice(0, -1) : gt
  const genotype = readGenotype(text)
  if (genotype === undefined) return invalid
  return {
    fault: open ? 'open' : 'none',
    ploidy: genotype.alleles.length,
    largest: genotype.alleles.reduce<number>((n, a) => Math.max(n, a ?? 0), 0),
    phased: phases(text),
  }
}

/** Reads GT fields; those met before are answered from memory. */
export const genotypeReader = (version: number): ((gt: string) => CheckedGenotype) => {
  const known = new Map<string, CheckedGenotype>()
  return (gt) => {
    const met = known.get(gt)
    if (met !== undefined) return met
    const checked = read(gt, version)
    if (gt.length < 13 && known.size < 5000) known.set(gt, checked)
    return checked
  }
}

/** Alleles of a GT by strand (null = `.`) and whether every strand is phased to the one before. */
export type GenotypeText = { readonly alleles: readonly (number | null)[]; readonly phased: boolean }

/**
 * Reads a GT of any ploidy, with the phasing prefix of VCF 4.4 or without. Undefined when it is none.
 * @example readGenotype('|0|1') // { alleles: [0, 1], phased: true }
 */
export const readGenotype = (gt: string): GenotypeText | undefined => {
  if (!/^[/|]?(?:\.|\d{1,9})(?:[/|](?:\.|\d{1,9}))*$/.test(gt)) return undefined
  const alleles = gt
    .replace(/^[/|]/, '')
    .split(/[/|]/)
    .map((a) => (a === '.' ? null : Number(a)))
  return { alleles, phased: !gt.includes('/') }
}

/** The GT text of alleles by strand. @example writeGenotype({ alleles: [0, null], phased: false }) // '0/.' */
export const writeGenotype = (g: GenotypeText): string => g.alleles.map((a) => a ?? '.').join(g.phased ? '|' : '/')

/** Whether every strand was called and carries REF. */
export const isReference = (g: GenotypeText): boolean => g.alleles.length > 0 && g.alleles.every((a) => a === 0)

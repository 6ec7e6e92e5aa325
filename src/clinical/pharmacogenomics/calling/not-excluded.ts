import type { Definition } from './definition.ts'
import { notSeen } from './genotype.ts'
import type { GeneGenotype, Reading } from './genotype.ts'

/**
 * Alleles that the rows seen cannot rule out: some of their own positions were not seen, and what was seen fits. Where pairs explain the
 * genotype (`paired`: the alleles in any such pair, missing positions taken as open), an allele must be one of them; otherwise its seen positions must be met.
 * The reference allele and those in `called` are left out.
 */
export const notExcludedAlleles = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
  paired: ReadonlySet<number>,
  called: ReadonlySet<string>,
): readonly string[] => {
  if (reading.missing.length === 0) return []
  const missing = new Set(reading.missing)
  const names: string[] = []
  definition.core.forEach((core, a) => {
    if (a === definition.reference || called.has(definition.printed[a] as string)) return
    if (!core.some((s) => missing.has(s.at))) return
    const fits =
      paired.size > 0
        ? paired.has(a)
        : core.every((s) => {
            const x = genotype.first[s.at] as number
            const y = genotype.second[s.at] as number
            return x === notSeen || (x < 8 && ((s.codes >> x) & 1) === 1) || (y < 8 && ((s.codes >> y) & 1) === 1)
          })
    if (fits) names.push(definition.printed[a] as string)
  })
  return [...new Set(names)]
}

import { basesOf } from '../src/clinical/pharmacogenomics/calling/iupac.ts'
import type { NamedAllele, Position } from '../src/clinical/pharmacogenomics/model.ts'

/**
 * The plain way to match, for holding the pair test against and for comparing speed: lay out every sequence that the genotype allows (2 to the number of
 * unphased heterozygous positions), find the alleles that each sequence is, and pair complementary sequences. Genotypes are VCF alleles by strand, null where a
 * position is missing; every heterozygous position is taken as phased with all others, or with none.
 */
export const pairsByPermutation = (
  positions: readonly Position[],
  alleles: readonly NamedAllele[],
  genotype: readonly (readonly [string, string] | null)[],
  phased: boolean,
): readonly string[] => {
  const seen = positions.flatMap((p, i) => {
    const strands = genotype[i]
    return strands == null ? [] : [{ ...p, strands }]
  })
  const definitions = alleles.flatMap((a) => {
    const spelled = new Map(a.defining.map((d) => [d.pos, basesOf(d.allele)]))
    const scored = a.reference ? seen.length : seen.filter((p) => spelled.has(p.pos)).length
    return scored === 0 ? [] : [{ name: a.name, allows: seen.map((p) => spelled.get(p.pos) ?? [p.ref]) }]
  })
  let sequences: (readonly string[])[] = [[]]
  if (phased) sequences = [seen.map((p) => p.strands[0]), seen.map((p) => p.strands[1])]
  else
    for (const p of seen)
      sequences = sequences.flatMap((s) =>
        p.strands[0] === p.strands[1]
          ? [[...s, p.strands[0]]]
          : [
              [...s, p.strands[0]],
              [...s, p.strands[1]],
            ],
      )
  const complement = (s: readonly string[]) =>
    s.map((base, i) => (base === seen[i]?.strands[0] ? seen[i].strands[1] : (seen[i]?.strands[0] ?? base)))
  const matching = (s: readonly string[]) =>
    definitions.filter((d) => s.every((base, i) => d.allows[i]?.includes(base))).map((d) => d.name)
  const found = new Set<string>()
  if (seen.length === 0) return []
  for (const s of sequences)
    for (const a of matching(s)) for (const b of matching(complement(s))) found.add([a, b].sort().join('/'))
  return [...found].sort()
}

import { formatHgvs, parseHgvs } from '../../../src/genome/hgvs/index.ts'
import type { HgvsVariant, NucleotideChange, ProteinChange } from '../../../src/genome/hgvs/index.ts'

const certain = (change: ProteinChange): ProteinChange => ({ ...change, predicted: false })

const bare = (change: NucleotideChange): NucleotideChange => {
  if (change.kind !== 'edit' || !('stated' in change.edit)) return change
  const { stated: _, ...edit } = change.edit
  return { ...change, edit }
}

const respelled = (text: string, how: (variant: HgvsVariant) => HgvsVariant): string => {
  const parsed = parseHgvs(text)
  return parsed.ok ? formatHgvs(how(parsed.value)) : text
}

/** A protein description in our spelling, without the round brackets of a prediction: sources set them or not as they like. */
export const proteinSpelling = (text: string): string =>
  respelled(text, (v) => (v.type === 'p' ? { ...v, chromosomes: v.chromosomes.map((c) => c.map(certain)) } : v))

/** A DNA description without the bases that a deletion, duplication or inversion need not say. */
export const nucleotideSpelling = (text: string): string =>
  respelled(text, (v) => (v.type === 'p' ? v : { ...v, chromosomes: v.chromosomes.map((c) => c.map(bare)) }))

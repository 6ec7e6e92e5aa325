/** What a consequence can amount to, as VEP grades it. */
export type Impact = 'high' | 'moderate' | 'low' | 'modifier'

/**
 * Sequence Ontology terms in order of rank, the gravest first, with VEP's grade. `vep`: the term under which VEP puts it, where VEP does not tell as much apart.
 * @source Ensembl, "Calculated consequences" (order and impact); Sequence Ontology for the finer terms.
 */
export const consequenceTable = [
  { term: 'transcript_ablation', impact: 'high' },
  { term: 'splice_acceptor_variant', impact: 'high' },
  { term: 'splice_donor_variant', impact: 'high' },
  { term: 'stop_gained', impact: 'high' },
  { term: 'frameshift_variant', impact: 'high' },
  { term: 'stop_lost', impact: 'high' },
  { term: 'start_lost', impact: 'high' },
  { term: 'transcript_amplification', impact: 'high' },
  { term: 'feature_elongation', impact: 'high' },
  { term: 'feature_truncation', impact: 'high' },
  { term: 'conservative_inframe_insertion', impact: 'moderate', vep: 'inframe_insertion' },
  { term: 'disruptive_inframe_insertion', impact: 'moderate', vep: 'inframe_insertion' },
  { term: 'conservative_inframe_deletion', impact: 'moderate', vep: 'inframe_deletion' },
  { term: 'disruptive_inframe_deletion', impact: 'moderate', vep: 'inframe_deletion' },
  { term: 'missense_variant', impact: 'moderate' },
  { term: 'protein_altering_variant', impact: 'moderate' },
  { term: 'splice_donor_5th_base_variant', impact: 'low' },
  { term: 'splice_region_variant', impact: 'low' },
  { term: 'exonic_splice_region_variant', impact: 'low', vep: 'splice_region_variant' },
  { term: 'splice_donor_region_variant', impact: 'low' },
  { term: 'splice_polypyrimidine_tract_variant', impact: 'low' },
  { term: 'incomplete_terminal_codon_variant', impact: 'low' },
  { term: 'start_retained_variant', impact: 'low' },
  { term: 'stop_retained_variant', impact: 'low' },
  { term: 'synonymous_variant', impact: 'low' },
  { term: 'coding_sequence_variant', impact: 'modifier' },
  { term: '5_prime_UTR_exon_variant', impact: 'modifier', vep: '5_prime_UTR_variant' },
  { term: '3_prime_UTR_exon_variant', impact: 'modifier', vep: '3_prime_UTR_variant' },
  { term: 'non_coding_transcript_exon_variant', impact: 'modifier' },
  { term: 'coding_transcript_intron_variant', impact: 'modifier', vep: 'intron_variant' },
  { term: 'non_coding_transcript_intron_variant', impact: 'modifier', vep: 'intron_variant' },
  { term: 'NMD_transcript_variant', impact: 'modifier' },
  { term: 'upstream_gene_variant', impact: 'modifier' },
  { term: 'downstream_gene_variant', impact: 'modifier' },
  { term: 'intergenic_variant', impact: 'modifier' },
] as const satisfies readonly { readonly term: string; readonly impact: Impact; readonly vep?: string }[]

export type ConsequenceTerm = (typeof consequenceTable)[number]['term']

/**
 * A set of terms while it is being found out: the graded ones (the first 25 of the table, by place) and the modifiers (from `coding_sequence_variant` on) as bits.
 */
export type TermBits = { graded: number; modifiers: number }

const firstModifier = 25
const place = new Map<string, number>(consequenceTable.map((row, i) => [row.term, i]))
const bitOf = (term: ConsequenceTerm): number => {
  const at = place.get(term) as number
  return 1 << (at < firstModifier ? at : at - firstModifier)
}

/** Bits of the graded terms. */
export const graded = {
  transcriptAblation: bitOf('transcript_ablation'),
  spliceAcceptor: bitOf('splice_acceptor_variant'),
  spliceDonor: bitOf('splice_donor_variant'),
  stopGained: bitOf('stop_gained'),
  frameshift: bitOf('frameshift_variant'),
  stopLost: bitOf('stop_lost'),
  startLost: bitOf('start_lost'),
  transcriptAmplification: bitOf('transcript_amplification'),
  elongation: bitOf('feature_elongation'),
  truncation: bitOf('feature_truncation'),
  conservativeInsertion: bitOf('conservative_inframe_insertion'),
  disruptiveInsertion: bitOf('disruptive_inframe_insertion'),
  conservativeDeletion: bitOf('conservative_inframe_deletion'),
  disruptiveDeletion: bitOf('disruptive_inframe_deletion'),
  missense: bitOf('missense_variant'),
  proteinAltering: bitOf('protein_altering_variant'),
  donorFifth: bitOf('splice_donor_5th_base_variant'),
  spliceRegion: bitOf('splice_region_variant'),
  exonicSpliceRegion: bitOf('exonic_splice_region_variant'),
  donorRegion: bitOf('splice_donor_region_variant'),
  polypyrimidine: bitOf('splice_polypyrimidine_tract_variant'),
  incompleteCodon: bitOf('incomplete_terminal_codon_variant'),
  startRetained: bitOf('start_retained_variant'),
  stopRetained: bitOf('stop_retained_variant'),
  synonymous: bitOf('synonymous_variant'),
} as const

/** Bits of the modifiers. */
export const modifier = {
  coding: bitOf('coding_sequence_variant'),
  fivePrimeUtr: bitOf('5_prime_UTR_exon_variant'),
  threePrimeUtr: bitOf('3_prime_UTR_exon_variant'),
  nonCodingExon: bitOf('non_coding_transcript_exon_variant'),
  codingIntron: bitOf('coding_transcript_intron_variant'),
  nonCodingIntron: bitOf('non_coding_transcript_intron_variant'),
  decayedTranscript: bitOf('NMD_transcript_variant'),
  upstream: bitOf('upstream_gene_variant'),
  downstream: bitOf('downstream_gene_variant'),
  intergenic: bitOf('intergenic_variant'),
} as const

/** Terms in order of rank with the gravest impact among them. Equal sets are one object. */
export type RankedTerms = { readonly terms: readonly ConsequenceTerm[]; readonly impact: Impact }

const sets = new Map<number, RankedTerms>()
const modifierCount = consequenceTable.length - firstModifier

export const rankedTerms = (gradedBits: number, modifierBits: number): RankedTerms => {
  const key = gradedBits * (1 << modifierCount) + modifierBits
  const held = sets.get(key)
  if (held !== undefined) return held
  const rows = consequenceTable.filter(
    (_, i) => ((i < firstModifier ? gradedBits >> i : modifierBits >> (i - firstModifier)) & 1) === 1,
  )
  const order: readonly Impact[] = ['high', 'moderate', 'low', 'modifier']
  const impact = order.find((grade) => rows.some((row) => row.impact === grade)) ?? 'modifier'
  const made = { terms: rows.map((row) => row.term), impact }
  sets.set(key, made)
  return made
}

/** The same consequence in VEP's own vocabulary: finer terms under VEP's, each once; a lengthening that a lost stop brings is not told apart there. */
export const vepTerms = (terms: readonly ConsequenceTerm[]): readonly string[] => {
  const told = terms.filter((term) => term !== 'feature_elongation' || !terms.includes('stop_lost'))
  const names = told.map((term) => {
    const row = consequenceTable[place.get(term) as number]
    return row !== undefined && 'vep' in row ? row.vep : term
  })
  return [...new Set(names)]
}

import type { ConsequenceTerm } from '../../genome/consequence/index.ts'

/**
 * Sequence Ontology identifiers of the terms that the genome engine tells, each with the terms above it that are asked for in practice.
 * @source Sequence Ontology (so.obo, identifiers and is_a)
 */
const table: Readonly<Record<ConsequenceTerm, readonly [id: string, ...above: string[]]>> = {
  transcript_ablation: ['SO:0001893', 'SO:0001879'],
  splice_acceptor_variant: ['SO:0001574', 'SO:0001629', 'SO:0001568', 'SO:0001627'],
  splice_donor_variant: ['SO:0001575', 'SO:0001629', 'SO:0001568', 'SO:0001627'],
  stop_gained: ['SO:0001587', 'SO:0001906', 'SO:0001992', 'SO:0001818', 'SO:0001580'],
  frameshift_variant: ['SO:0001589', 'SO:0001818', 'SO:0001580'],
  stop_lost: ['SO:0001578', 'SO:0001590', 'SO:0001992', 'SO:0001818', 'SO:0001580'],
  start_lost: ['SO:0002012', 'SO:0001582', 'SO:0001992', 'SO:0001818', 'SO:0001580'],
  transcript_amplification: ['SO:0001889', 'SO:0001880'],
  feature_elongation: ['SO:0001907'],
  feature_truncation: ['SO:0001906'],
  conservative_inframe_insertion: ['SO:0001823', 'SO:0001821', 'SO:0001820', 'SO:0001818', 'SO:0001580'],
  disruptive_inframe_insertion: ['SO:0001824', 'SO:0001821', 'SO:0001820', 'SO:0001818', 'SO:0001580'],
  conservative_inframe_deletion: ['SO:0001825', 'SO:0001822', 'SO:0001820', 'SO:0001818', 'SO:0001580'],
  disruptive_inframe_deletion: ['SO:0001826', 'SO:0001822', 'SO:0001820', 'SO:0001818', 'SO:0001580'],
  missense_variant: ['SO:0001583', 'SO:0001992', 'SO:0001818', 'SO:0001580'],
  protein_altering_variant: ['SO:0001818', 'SO:0001580'],
  splice_donor_5th_base_variant: ['SO:0001787', 'SO:0001629', 'SO:0001568', 'SO:0001627'],
  splice_region_variant: ['SO:0001630', 'SO:0001568'],
  exonic_splice_region_variant: ['SO:0002084', 'SO:0001630', 'SO:0001568'],
  splice_donor_region_variant: ['SO:0002170', 'SO:0001630', 'SO:0001568'],
  splice_polypyrimidine_tract_variant: ['SO:0002169', 'SO:0001568'],
  incomplete_terminal_codon_variant: ['SO:0001626', 'SO:0001590'],
  start_retained_variant: ['SO:0002019', 'SO:0001582', 'SO:0001819', 'SO:0001580'],
  stop_retained_variant: ['SO:0001567', 'SO:0001590', 'SO:0001819', 'SO:0001580'],
  synonymous_variant: ['SO:0001819', 'SO:0001580'],
  coding_sequence_variant: ['SO:0001580'],
  '5_prime_UTR_exon_variant': ['SO:0002092', 'SO:0001623', 'SO:0001622'],
  '3_prime_UTR_exon_variant': ['SO:0002089', 'SO:0001624', 'SO:0001622'],
  non_coding_transcript_exon_variant: ['SO:0001792', 'SO:0001619'],
  coding_transcript_intron_variant: ['SO:0001969', 'SO:0001627'],
  non_coding_transcript_intron_variant: ['SO:0001970', 'SO:0001627', 'SO:0001619'],
  NMD_transcript_variant: ['SO:0001621'],
  upstream_gene_variant: ['SO:0001631', 'SO:0001628'],
  downstream_gene_variant: ['SO:0001632', 'SO:0001628'],
  intergenic_variant: ['SO:0001628'],
}

/** @example ontologyTerm('missense_variant') // ['SO:0001583', 'missense_variant'] */
export const ontologyTerm = (term: ConsequenceTerm): readonly [code: string, name: string] => [table[term][0], term]

/** Whether a term is the one asked for, by identifier (`SO:0001583` or `SO_0001583`) or name, or lies below it. */
export const isTermOrBelow = (term: ConsequenceTerm, asked: string): boolean =>
  term === asked || table[term].includes(asked.replace('_', ':')) || table[term].includes(asked)

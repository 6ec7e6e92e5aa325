import type { ConsequenceFlag, ConsequenceTerm } from '../../../src/genome/consequence/index.ts'
import type { ReferenceCheck } from '../../../src/genome/reference/index.ts'
import type { RowClass } from './genome-answers.ts'

/** What each term means for the gene, in words for a clinician who does not know the terms. */
const words: Readonly<Record<ConsequenceTerm, string>> = {
  transcript_ablation: 'removes the whole gene',
  splice_acceptor_variant: 'hits the splice site before an exon',
  splice_donor_variant: 'hits the splice site behind an exon',
  stop_gained: 'ends the protein too early',
  frameshift_variant: 'shifts the reading frame',
  stop_lost: 'loses the end of the protein',
  start_lost: 'loses the start of the protein',
  transcript_amplification: 'duplicates the whole gene',
  feature_elongation: 'makes the gene longer',
  feature_truncation: 'makes the gene shorter',
  conservative_inframe_insertion: 'inserts amino acids',
  disruptive_inframe_insertion: 'inserts amino acids and changes one beside them',
  conservative_inframe_deletion: 'removes amino acids',
  disruptive_inframe_deletion: 'removes amino acids and changes one beside them',
  missense_variant: 'changes an amino acid',
  protein_altering_variant: 'changes the protein',
  splice_donor_5th_base_variant: 'changes the fifth base behind an exon',
  splice_region_variant: 'lies near a splice site',
  exonic_splice_region_variant: 'lies near a splice site, in the exon',
  splice_donor_region_variant: 'lies just behind an exon',
  splice_polypyrimidine_tract_variant: 'lies just before an exon',
  incomplete_terminal_codon_variant: 'changes an unfinished last codon',
  start_retained_variant: 'changes the start codon and keeps a start',
  stop_retained_variant: 'changes the stop codon and keeps a stop',
  synonymous_variant: 'keeps every amino acid',
  coding_sequence_variant: 'changes the coding part',
  '5_prime_UTR_exon_variant': 'lies before the coding part',
  '3_prime_UTR_exon_variant': 'lies behind the coding part',
  non_coding_transcript_exon_variant: 'lies in a gene that makes no protein',
  coding_transcript_intron_variant: 'lies in an intron',
  non_coding_transcript_intron_variant: 'lies in an intron',
  NMD_transcript_variant: 'lies in a transcript that is broken down',
  upstream_gene_variant: 'lies before the gene',
  downstream_gene_variant: 'lies behind the gene',
  intergenic_variant: 'lies in no gene that is held',
}

const isIntron = (term: ConsequenceTerm): boolean => term.endsWith('intron_variant')

/** The gravest two terms in words, the first letter upper case. @example consequenceText(['missense_variant', 'splice_region_variant']) // 'Changes an amino acid; lies near a splice site' */
export const consequenceText = (terms: readonly ConsequenceTerm[]): string => {
  const [first] = terms
  const told = terms.length > 1 && first !== undefined && !isIntron(first) ? terms.filter((t) => !isIntron(t)) : terms
  const text = [...new Set(told.map((t) => words[t]))].slice(0, 2).join('; ')
  return text.replace(/^./, (c) => c.toUpperCase())
}

/** The classes by which variants are drawn and listed. */
export const classWords: Readonly<Record<RowClass, string>> = {
  high: 'likely ends or breaks the protein',
  moderate: 'changes the protein',
  low: 'in or beside the coding part, no change of the protein expected',
  modifier: 'elsewhere in the gene',
  notKnown: 'in the coding part; what it does to the protein is not known',
}

/** What a reader should know of the transcript where a consequence was read. */
export const flagWords: Readonly<Record<ConsequenceFlag, string>> = {
  startIncomplete: 'The model lacks its 5′ end.',
  endIncomplete: 'The model lacks its 3′ end.',
  alignmentGap: 'Transcript and genome are aligned with a gap here.',
  transcriptDiffersFromGenome:
    'REF of this row is not what the transcript has here: either the two differ, or the row is of another build. Check the build.',
  noSequence: 'Bases that are needed to read the protein here are not held.',
  ambiguousSplice: 'The change can be read at several places; the mildest is told.',
  slippage: 'The ribosome slips on this transcript; behind that place the protein was not read.',
}

/** How REF of a row stands to the reference genome. */
export const referenceWords: Readonly<Record<ReferenceCheck, string>> = {
  equal: 'REF is what the reference has.',
  iupac: 'REF fits the reference, which leaves the base open.',
  mismatch: 'REF is not what the reference has here. Check the build.',
  notHeld: 'REF was not checked: the bases of the reference are not held here.',
}

import type { ForBoth } from './catalogue.ts'

const clinicians = (entries: Readonly<Record<string, string>>): Readonly<Record<string, ForBoth>> =>
  Object.fromEntries(Object.entries(entries).map(([code, text]) => [code, { clinician: text, patient: text }]))

/** Remarks on how a gene was called; they stand on pages for clinicians and laboratories only. */
export const callRemarks = clinicians({
  'ad-contradicts-gt': 'Row left out: genotype {gt} is heterozygous, but reads (AD {ad}) show one allele only.',
  'allele-frequency-unknown': 'No frequency is known for {alleles}, which weigh nothing in the probabilities.',
  'alt-ambiguous': 'Row left out: the ALT in use ({alt}) is ambiguous.',
  'alt-overlapped': 'Row left out: the allele lies in a deletion that begins upstream ({alt}).',
  'alt-symbolic': 'Row left out: the ALT in use is symbolic ({alt}).',
  'alt-unknown-base': 'Row left out: the ALT in use ({alt}) has a base that is not known.',
  'combination-naming': 'Named as a combination of alleles: no single defined allele fits.',
  'combination-unphased': 'The combination was found in unphased data.',
  'copy-number': '{copies} copies of the gene, from a structural record.',
  'copy-number-contradicts-genotype': 'The number of copies contradicts the genotype; not called.',
  'copy-number-unclear': 'Structural records disagree on the number of copies.',
  'duplicate-row': 'Another row for this position stands at line {line}; the first usable one counts.',
  'duplicated-allele-unclear': 'Which allele is duplicated cannot be seen; {count} results are kept.',
  'gt-outside-alts': 'Row left out: genotype {gt} points past its ALT list {alts}.',
  'half-seen-positions': '{count} positions have one allele of two.',
  'indel-not-validated':
    'An insertion or deletion ({expected}) is expected here; the row lists {found}, so its notation cannot be checked.',
  'indel-notation-unresolved':
    'The file holds something that may be the expected insertion or deletion ({expected}) written another way; left-align it against the reference.',
  'linked-tag-only': 'HapB3 is taken from its exonic marker: the causal intronic position was not seen.',
  'linked-tag-without-cause':
    'The exonic HapB3 marker is there without the causal intronic variant: taken as reference.',
  'lowest-function-used': 'The two alleles of lowest function decide.',
  'minus-strand': '{gene} lies on the minus strand: its allele names show the complement of the file.',
  'missing-required-position': 'Not called: a position without which this gene is not called is missing ({positions}).',
  'missing-taken-as-reference': 'Positions without data were taken as reference because the user said so.',
  'mixed-ploidy': 'The file holds one allele at some positions and two at others.',
  'more-than-two-alleles': 'Genotype {gt} has more than two alleles; the first two count.',
  'not-called-half-seen': 'Not called: one allele of two is missing at {positions}.',
  'not-called-no-data': 'No position of this gene was seen.',
  'not-called-no-match': 'The variants seen fit no pair of defined alleles.',
  'not-called-undocumented': 'Not called: an allele that no definition lists stands at {positions}.',
  'needs-outside-call': '{gene} needs the result of another laboratory: it cannot be called from small variants.',
  'one-allele-of-two': 'Only one allele of two is known (genotype {gt}).',
  'one-strand-either-allele': 'One copy of the gene; it may be any of {alleles}.',
  'other-pairs-possible': '{called} was called; {count} other pairs fit the data too ({diplotypes}).',
  'outside-call': 'Result stated by another laboratory.',
  'outside-call-differs': 'The outside result ({outside}) differs from what the genome shows ({rows}).',
  'outside-call-preferred': 'The outside result counts, not the genome’s own ({rows}).',
  'outside-call-weighed': 'Both are weighed: what one test did not find does not take away what another shows.',
  'outside-calls-several': '{count} outside results were given; they are alternatives.',
  'phase-could-be-otherwise':
    '{called} assumes a phase that the data do not show; {count} other pairs would need another phase ({diplotypes}).',
  'phase-sets-not-joined': 'Phase is known only in blocks that are not joined; more than one result fits.',
  'ref-mismatch': 'Row left out: the file’s REF is {found}, expected is {expected}.',
  'reference-by-absence':
    '{allele} is called because no variant of another allele was seen among the positions looked at.',
  'repeat-notation': 'The repeat {rsid} is written as an insertion or deletion in the file.',
  'row-no-genotype': 'The row has no usable genotype ({gt}).',
  'several-pairs-equal': 'More than one pair of alleles fits equally well.',
  'sex-linked': '{gene} lies on the X chromosome.',
  'structural-alleles-not-seen': 'Structural alleles of {gene} cannot be seen in these rows; for research only.',
  'structural-filtered': 'A structural record ({type}) was left out by its filter ({filter}).',
  'structural-partial': 'A structural record ({type}, {start}–{end}) covers part of the gene only.',
  'too-many-strands': 'Too many phase blocks ({blocks}) to name combinations.',
  'undocumented-allele': 'The row holds {found}; only {expected} are listed by a definition.',
  'undocumented-as-reference':
    'An allele that no definition lists ({positions}) was taken as reference, as this gene’s rule says.',
  'unphased-priority': 'Several pairs fit; {called} was chosen by the fixed order for unphased data (among {among}).',
  'variants-without-phase': 'Variants found, phase not known: {alleles}.',
})

import type { ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** Sentences for coded reasons. `{name}` is filled from the reason's own values. */
export const reasonSentences: Readonly<Record<string, ForBoth>> = {
  'gene-effect': both('{effect} ({gene} {diplotype}, {phenotype}).', '{effect} ({gene}).'),
  'gene-effect-score': both(
    '{effect} ({gene} {diplotype}, activity score {score}, {phenotype}).',
    '{effect} ({gene}).',
  ),
  'gene-effect-now': both(
    '{effect} at present ({gene} {diplotype}, counted as {phenotype}).',
    '{effect} at present ({gene}).',
  ),
  phenoconverted: both(
    'Because of {by}, {gene} goes from {from} to {to}.',
    'Because of {by}, your body handles {drug} differently.',
  ),
  'phenoconversion-literature': both(
    'Because of {by}, {gene} probably goes from {from} to {to} (literature, not guideline): the advice goes by the genes alone.',
    'Because of {by}, your body may handle {drug} differently.',
  ),
  'gene-switched-off': both(
    'Because of {by}, {gene} has no activity whatever the genes are: it counts as {phenotype}.',
    'Because of {by}, your body handles {drug} differently.',
  ),
  'only-while-taken': both(
    'This holds only beside {by}: the genes alone ask for something else.',
    'This holds only as long as you take {by}.',
  ),
  'ordinary-result': both(
    'The sources held here ask for something only with other results of {gene}.',
    'Only other results would matter for this medicine.',
  ),
  'only-for-higher-doses': both(
    '{source} speaks of the doses used in depression, not of the lower ones used in neuropathic pain.',
    'The advice held here is for higher doses than yours.',
  ),
  'gene-partly-covered': both(
    '{gene} {diplotype} was found, but only {covered} of {of} places were seen: a further variant is not excluded.',
    '{gene} was only partly tested.',
  ),
  'candidates-differ': both(
    'The data fit more than one {gene} result ({candidates}), and they lead to different advice.',
    'Your {gene} result is not clear yet, and it matters.',
  ),
  'gene-not-tested': both('{gene} was not tested.', '{gene} was not tested.'),
  'gene-thinly-covered': both(
    '{gene} shows nothing unusual, but only {covered} of {of} places were seen: not enough to rely on.',
    '{gene} was only partly tested.',
  ),
  'gene-not-called': both('{gene} could not be called from the data.', '{gene} could not be read from your data.'),
  'gene-indeterminate': both('{gene} {diplotype}: function not known.', 'What your {gene} result means is not known.'),
  'source-has-no-advice': both(
    '{source} gives no advice for this result.',
    'The guidelines give no advice for this result.',
  ),
  'guidelines-silent': both(
    'The guidelines held here give no advice for this result.',
    'The guidelines give no advice for this result.',
  ),
  'no-genetic-question': both(
    'No guideline held here links {drug} to a gene.',
    'No gene is known to matter for {drug}.',
  ),
  'medicine-unknown': both('{drug} is not a medicine known here; it was not assessed.', '{drug} was not assessed.'),
  'sources-differ': both('{a} and {b} advise differently ({reason}).', 'Guidelines differ on this.'),
  'applies-if': both('Applies {population}.', 'This depends on why you take it.'),
  'event-recent': both('{what} {when}.', '{what} {when}.'),
  'if-inhibitor-stops': both(
    'Without {drug}: {gene} goes back to {phenotype} after about {weeks} weeks.',
    'Without {drug}, this may change after about {weeks} weeks.',
  ),
  'if-inhibitor-stops-week': both(
    'Without {drug}: {gene} goes back to {phenotype} after about a week.',
    'Without {drug}, this may change after about a week.',
  ),
  'if-inhibitor-stops-sometime': both(
    'Without {drug}: {gene} goes back to {phenotype}; after how long is not known here.',
    'Without {drug}, this may change.',
  ),
  'if-inhibitor-stops-untested': both(
    'Without {drug} the {gene} genes decide, and they are not known.',
    'Without {drug}, this may change.',
  ),
  'if-gene-tested': both('A result for {gene} could change this.', 'A {gene} test could change this.'),
  'if-phased': both(
    'Knowing which {gene} variants lie on the same chromosome would settle it.',
    'A further {gene} test would settle it.',
  ),
  'if-indication-differs': both(
    'Different advice {population}.',
    'The advice may differ if you take it for another reason.',
  ),
  'if-other-group': both('Other advice holds for {population}.', 'The advice differs between groups of people.'),
  'if-measured': both('Knowing this would settle it: {what}.', 'Your care team may ask about this: {what}.'),
  'missing-as-reference': both(
    'Positions without data were taken as reference because the user said so.',
    'Places without data were taken as normal because your care team said so.',
  ),
}

/** Names for the ways in which sources differ. */
export const differenceWords: Readonly<Record<string, string>> = {
  'different-phenotype-key': 'they look the result up by different keys',
  'different-population': 'they speak of different groups of people',
  'different-evidence-date': 'they rest on evidence of different dates',
  'different-judgement': 'they weigh the evidence differently',
  'source-has-no-advice': 'one of them gives no advice',
}

import type { Test } from '../advice-vocabulary.ts'
import { capital } from './catalogue.ts'
import { actionClause } from './en-actions.ts'
import { callRemarks } from './en-call-remarks.ts'
import { contextPhrases, contextSentences } from './en-context.ts'
import { earlyTitles } from './en-early.ts'
import { familyPhrases, familyReasonSentences } from './en-family.ts'
import { geneWords, phenotypeWords } from './en-genes.ts'
import { joinEn } from './en-lists.ts'
import { populationWords } from './en-population.ts'
import { reasonSentences } from './en-reasons.ts'
import { riskPhrases } from './en-risk-inputs.ts'
import { outcomeWords, riskReasonSentences } from './en-risks.ts'
import { screeningPhrases, screeningReasonSentences } from './en-screening.ts'
import { circumstanceWords, indicationWords, testWords } from './en-words.ts'
import type { Language } from './render.ts'

const outcomePhrases = Object.fromEntries(Object.entries(outcomeWords).map(([code, words]) => [code, words.clinician]))

const phrases: Readonly<Record<string, string>> = {
  ...outcomePhrases,
  ...riskPhrases,
  ...screeningPhrases,
  ...familyPhrases,
  ...circumstanceWords,
  ...indicationWords,
  ...contextPhrases,
}

const testOf = (gene: string, test: string): string =>
  test in testWords ? testWords[test as Test] : `a ${gene} genotype`

const stateWords: Readonly<Record<string, string>> = {
  'gene-not-tested': 'was not tested',
  'gene-not-called': 'could not be called',
  'gene-thinly-covered': 'was only partly looked at',
  'gene-indeterminate': 'has a result of unknown meaning',
  'candidates-differ': 'has more than one possible result',
}

export const english: Language = {
  tag: 'en',
  action: actionClause,
  population: populationWords,
  reasons: {
    ...reasonSentences,
    ...contextSentences,
    ...callRemarks,
    ...screeningReasonSentences,
    ...familyReasonSentences,
    ...riskReasonSentences,
    ...earlyTitles,
  },
  phrase: (code) => phrases[code] ?? code,
  phenotype: phenotypeWords,
  gene: (gene) => geneWords[gene] ?? { clinician: gene, patient: gene },
  ifConsidered: (drug, clause) => `If ${drug} is considered: ${clause}`,
  fallback: (steps) => `if it is needed all the same: ${steps}`,
  or: 'or',
  advisedFor: (population) => `this is advised ${population}`,
  withoutAdvice: (verdict, drug, genes, audience) => {
    if (verdict === 'noQuestion')
      return audience === 'clinician'
        ? `${capital(drug)}: no gene is known to matter`
        : `${capital(drug)}: your genes are not known to matter`
    return audience === 'clinician'
      ? `${capital(drug)}: genetic effect not known (${joinEn(genes, 'and')})`
      : `${capital(drug)}: what your genes mean is not known yet`
  },
  interaction: (drug, other, effect, audience) =>
    audience === 'clinician'
      ? `Review ${drug} with ${other}: ${phrases[effect] ?? effect}`
      : `${capital(drug)} and ${other} may not go well together: ask your doctor`,
  usualBut: (drug, because, values, audience) =>
    audience === 'patient'
      ? `${capital(drug)} may be used with care: ask your doctor`
      : because === 'while-taken'
        ? `${capital(drug)}: usual dose while ${values['by']} is taken; without it the genes ask for a change`
        : because === 'sources-differ'
          ? `${capital(drug)}: usual dose, but ${values['source']} asks for a change`
          : `${capital(drug)}: usual dose, with caution`,
  noAdviceFor: (drug, genes, audience) =>
    audience === 'clinician'
      ? `${capital(drug)}: the guidelines held here give no advice for this ${joinEn(genes, 'and')} result`
      : `${capital(drug)}: the guidelines give no advice for your genes`,
  ifGene: (gene, result) => `if ${gene} is ${result}`,
  avoidEach: (drugs, audience) => {
    const shown = drugs.length > 4 ? [...drugs.slice(0, 3), `${drugs.length - 3} more`] : drugs
    return audience === 'clinician'
      ? `Avoid, should one be considered: ${joinEn(shown, 'and')}`
      : `Some medicines may not be right for you: ${joinEn(shown, 'and')}`
  },
  avoidAll: (drugs, audience) =>
    audience === 'clinician'
      ? `Should one be considered: avoid ${joinEn(drugs, 'and')}`
      : `Show this list to your doctors: ${joinEn(drugs, 'and')}`,
  byGene: (genes, steps) => `by ${joinEn(genes, 'and')}: ${steps}`,
  inSomeCases: 'in some cases',
  bySource: (source, steps) => `${source}: ${steps}`,
  orderTest: (gene, test, audience) =>
    audience === 'clinician'
      ? `obtain ${testOf(gene, test)}`
      : `a test of ${gene} may help to choose the right medicine`,
  need: (gene, code, test, medicines) =>
    `${gene} ${stateWords[code] ?? 'is not known'}; ${testOf(gene, test)} would decide ${joinEn(medicines.slice(0, 6), 'and')}${medicines.length > 6 ? ` and ${medicines.length - 6} more` : ''}`,
  unverified: '(Not yet checked against its source.)',
  seenInPart: (covered, of) => `Nothing unusual in the ${covered} of ${of} places seen: not enough to rely on`,
  noPhenotype: 'No phenotype is defined for this gene',
  notTested: (partly) => (partly ? 'could not be called' : 'not tested'),
}

import type { Test } from '../action.ts'
import { capital } from './catalogue.ts'
import { actionClause } from './en-actions.ts'
import { callRemarks } from './en-call-remarks.ts'
import { contextPhrases, contextSentences } from './en-context.ts'
import { geneWords, phenotypeWords } from './en-genes.ts'
import { joinEn } from './en-lists.ts'
import { populationWords } from './en-population.ts'
import { reasonSentences } from './en-reasons.ts'
import { circumstanceWords, indicationWords, testWords } from './en-words.ts'
import type { Language } from './render.ts'

const phrases: Readonly<Record<string, string>> = { ...circumstanceWords, ...indicationWords, ...contextPhrases }

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
  reasons: { ...reasonSentences, ...contextSentences, ...callRemarks },
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
  orderTest: (gene, test, audience) =>
    audience === 'clinician'
      ? `obtain ${testOf(gene, test)}`
      : `a test of ${gene} may help to choose the right medicine`,
  need: (gene, code, test, medicines) =>
    `${gene} ${stateWords[code] ?? 'is not known'}; ${testOf(gene, test)} would decide ${joinEn(medicines.slice(0, 6), 'and')}${medicines.length > 6 ? ` and ${medicines.length - 6} more` : ''}`,
  noPhenotype: 'No phenotype is defined for this gene',
  notTested: (partly) => (partly ? 'could not be called' : 'not tested'),
}

import type { SuiteAdapter } from '../../suite.ts'
import { ancestry, ancestryFit } from './ancestry.ts'
import { bcrat } from './bcrat.ts'
import { carrierVectors } from './carrier.ts'
import { cinecaScore } from './cineca-score.ts'
import { ckdEpi } from './ckd-epi.ts'
import { expectedIcare } from './expected-icare.ts'
import { segregationBayesFactors } from './flb.ts'
import { framingham2008 } from './framingham-2008.ts'
import { kfre } from './kfre.ts'
import { kinship } from './kinship.ts'
import { liver } from './liver.ts'
import { medcalcBench } from './medcalc-bench.ts'
import { mesa } from './mesa.ts'
import { pce } from './pce.ts'
import { pedigreeLikelihoods } from './pedlik.ts'
import { scoreFiles } from './pgs-catalog.ts'
import { alleleMatches } from './pgs-match.ts'
import { phenoage } from './phenoage.ts'
import { plcom2012 } from './plcom2012.ts'
import { plinkDosages, plinkHardCalls } from './plink2-scores.ts'
import { prevent } from './prevent.ts'
import { prsAbsoluteRisk } from './prs-absolute-risk.ts'
import { qrisk3 } from './qrisk3.ts'
import { score2 } from './score2.ts'
import { familyFacts, guidelineFacts, modelFacts } from './table-facts.ts'

/** Suites of risk equations, polygenic scores, pedigrees and integrated risk; one line each, by path. */
export const riskAdapters: readonly SuiteAdapter[] = [
  alleleMatches,
  ancestry,
  ancestryFit,
  bcrat,
  carrierVectors,
  cinecaScore,
  ckdEpi,
  expectedIcare,
  familyFacts,
  framingham2008,
  guidelineFacts,
  kfre,
  kinship,
  liver,
  medcalcBench,
  mesa,
  modelFacts,
  pce,
  pedigreeLikelihoods,
  phenoage,
  plcom2012,
  plinkDosages,
  plinkHardCalls,
  prevent,
  prsAbsoluteRisk,
  qrisk3,
  score2,
  scoreFiles,
  segregationBayesFactors,
]

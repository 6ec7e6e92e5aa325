import type { SuiteAdapter } from '../../suite.ts'
import { getrmStructural } from './getrm-structural.ts'
import { pharmcatDifferential, pharmcatDifferentialAll } from './pharmcat-differential.ts'
import { pharmcatTests } from './pharmcat-tests.ts'
import { phenotypeFrequencies } from './phenotype-frequencies.ts'
import { realGetrm } from './real-getrm.ts'
import { guidelineRecords, matchedExamples } from './records.ts'

/** Suites of pharmacogenomic calling and phenotype. */
export const pgxAdapters: readonly SuiteAdapter[] = [
  pharmcatTests,
  pharmcatDifferential,
  pharmcatDifferentialAll,
  realGetrm,
  phenotypeFrequencies,
  getrmStructural,
  guidelineRecords,
  matchedExamples,
]

import type { SuiteAdapter } from '../../suite.ts'

/** Suites of risk equations, polygenic scores, pedigrees and integrated risk; one line each, by path. */
export const riskAdapters: readonly SuiteAdapter[] = []

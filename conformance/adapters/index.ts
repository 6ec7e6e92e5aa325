import type { SuiteAdapter } from '../suite.ts'
import { genomeAdapters } from './genome/index.ts'
import { genomicsReportingExamples } from './interop/genomics-reporting-examples.ts'
import { syntheaFacts } from './interop/synthea-facts.ts'
import { pgxAdapters } from './pgx/index.ts'

/** Every suite the project knows, one per file of expected results. */
export const adapters: readonly SuiteAdapter[] = [...pgxAdapters, ...genomeAdapters, syntheaFacts, genomicsReportingExamples]

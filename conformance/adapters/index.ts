import type { SuiteAdapter } from '../suite.ts'
import { genomeAdapters } from './genome/index.ts'
import { cdsHooksTokens } from './interop/cds-hooks-jwt.ts'
import { cdsHooksMessages, cdsHooksMoreMessages } from './interop/cds-hooks-messages.ts'
import { cdsHooksPrefetch } from './interop/cds-hooks-prefetch.ts'
import { genomicsOperationVectors } from './interop/genomics-operations.ts'
import { genomicsReportingExamples } from './interop/genomics-reporting-examples.ts'
import { mcodeExamples } from './interop/mcode-examples.ts'
import { smartScopes } from './interop/smart-scopes.ts'
import { syntheaFacts } from './interop/synthea-facts.ts'
import { pgxAdapters } from './pgx/index.ts'
import { riskAdapters } from './risk/index.ts'

/** Every suite the project knows, one per file of expected results. */
export const adapters: readonly SuiteAdapter[] = [...pgxAdapters, ...genomeAdapters, ...riskAdapters, syntheaFacts, genomicsReportingExamples, mcodeExamples, smartScopes, cdsHooksMessages, cdsHooksMoreMessages, cdsHooksPrefetch, cdsHooksTokens, genomicsOperationVectors]

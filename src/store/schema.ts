import type { AuditTables } from './audit/tables.ts'
import type { CdsFeedbackTables } from './cds-feedback/tables.ts'
import type { FhirTables } from './fhir/tables.ts'
import type { GenomeTables } from './genome/tables.ts'
import type { JobTables } from './jobs/tables.ts'
import type { PeopleTables } from './people/tables.ts'
import type { SignInTables } from './sign-in/tables.ts'

/** Tables as they stand on disk, by area; each area's `tables.ts` holds its migrations. Tenant comes first in every key. Times are ISO 8601 text. */
export type Tables = PeopleTables &
  GenomeTables &
  FhirTables &
  AuditTables &
  JobTables &
  SignInTables &
  CdsFeedbackTables

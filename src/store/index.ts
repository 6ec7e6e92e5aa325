export {
  auditEventId,
  type AuditEvents,
  auditEvents,
  type AuditLog,
  auditLog,
  type AuditLogOptions,
  type AuditQuery,
  type KeptAuditEntry,
  seqOfAuditEvent,
  toAuditEvent,
} from './audit/index.ts'
export { bytesColumn, type Database, type Migration, type OpenOptions, type TransactionOptions } from './database.ts'
export type { BytesAtHand } from './genome/bytes-at-hand.ts'
export { type GenomeStore, genomeStore, type NewGenome, type StoredGenome } from './genome/genomes.ts'
export {
  AttuneRepository,
  type CompartmentQuery,
  type BundleOptions,
  type ContentCodec,
  type HistoryPage,
  type HistoryPosition,
  type HistoryQuery,
  mostEntries,
  openRepository,
  processBundle,
  type Put,
  type RepositoryParts,
} from './fhir/index.ts'
export { recordStates } from './fhir/record-state.ts'
export {
  type Job,
  type JobContext,
  type JobFiles,
  jobFiles,
  type JobFileWriter,
  type JobHandler,
  type JobQueue,
  jobQueue,
  type JobQueueOptions,
  JobRefused,
  type JobState,
  jobStates,
  type JobWorker,
  jobWorker,
  type JobWorkerOptions,
  type NewJob,
} from './jobs/index.ts'
export { migrate } from './migrate.ts'
export { type DatabasePlace, openDatabase } from './open-database.ts'
export { type PersonLine, type PeopleStore, peopleStore, type StoredInput, type StoredReport } from './people/people.ts'
export { type InputKind, inputKinds } from './people/tables.ts'
export type { Tables } from './schema.ts'
export { openSqlite } from './sqlite.ts'
export {
  type Account,
  type AccountStore,
  type Client,
  type ClientAuth,
  foldLogin,
  idleSeconds,
  type LaunchContext,
  type NewAccount,
  type OidcPayload,
  secretHash,
  type ServerSecret,
  type SignInStore,
  signInStore,
  type WebSession,
} from './sign-in/index.ts'

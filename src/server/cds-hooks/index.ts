export type { CdsPeople, KnownPerson, PatientIdentifier } from './cds-people.ts'
export type { CdsEvent, CdsHooksConfig, CdsHooksParts } from './parts.ts'
export { cdsHooksRoutes } from './routes.ts'
export { storedPeople, type StoredPeopleParts } from './stored-people.ts'

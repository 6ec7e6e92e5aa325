export { type Access, type Actor, type Grant, type Right, type Role, roles } from './access.ts'
export type { AuditAction, AuditEntry, AuditOutcome, AuditSink } from './audit-entry.ts'
export { resourceGroups } from './resource-groups.ts'
export { type AccessRequest, accessOf, grantsOfRole } from './roles.ts'
export {
  isScope,
  parseScope,
  plainScopes,
  type ResourceScope,
  type ScopeContext,
  scopesOf,
  withinScopes,
} from './scopes.ts'
export { hashPassword, passwordFault, passwordFits } from './password.ts'
export { scopeInWords } from './scope-words.ts'
export { mayAddFiles, mayImport, mayMeetPatients, mayReadReport } from './covers-patient.ts'
export { jwkOf, type KeptKey, makeSigningKeys, olderKeys } from './signing-key.ts'

export { type Access, type Actor, type Grant, type Right, type Role, roles } from './access.ts'
export type { AuditAction, AuditEntry, AuditOutcome, AuditSink } from './audit-entry.ts'

export { type AuditEvents, auditEvents, type AuditQuery, type KeptAuditEntry } from './audit-events.ts'
export { type AuditLog, auditLog, type AuditLogOptions } from './audit-log.ts'
export { auditEventId, seqOfAuditEvent, toAuditEvent } from './fhir-audit-event.ts'

import type { Migration } from '../database.ts'

export type AuditTables = Record<never, never>

export const auditMigrations: readonly Migration[] = []

import type { Migration } from '../database.ts'

export type CdsFeedbackTables = Record<never, never>

export const cdsFeedbackMigrations: readonly Migration[] = []

import type { Migration } from '../database.ts'

export type JobTables = Record<never, never>

export const jobMigrations: readonly Migration[] = []

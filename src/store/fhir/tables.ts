import type { Migration } from '../database.ts'

export type FhirTables = Record<never, never>

export const fhirMigrations: readonly Migration[] = []

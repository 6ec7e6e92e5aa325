import type { Migration } from '../database.ts'

export type SignInTables = Record<never, never>

export const signInMigrations: readonly Migration[] = []

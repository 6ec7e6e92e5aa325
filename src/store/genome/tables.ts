import type { Migration } from '../database.ts'

export type GenomeTables = Record<never, never>

export const genomeMigrations: readonly Migration[] = []

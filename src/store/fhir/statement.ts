import { CompiledQuery, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'

/** SQL that was written once and is run often, with its parameters as `?` in order. */
export type Statement = { readonly sqlite: string; readonly postgres: string }

/** The text must be a constant of the program: values are parameters, always. */
export const statement = (text: string): Statement => {
  let n = 0
  return { sqlite: text, postgres: text.replaceAll('?', () => `$${++n}`) }
}

/** Runs a statement without building it anew. */
export const run = async <Row>(
  db: Kysely<Tables>,
  dialect: Database['dialect'],
  { sqlite, postgres }: Statement,
  parameters: readonly unknown[],
): Promise<readonly Row[]> => {
  const result = await db.executeQuery<Row>(
    CompiledQuery.raw(dialect === 'sqlite' ? sqlite : postgres, parameters as unknown[]),
  )
  return result.rows
}

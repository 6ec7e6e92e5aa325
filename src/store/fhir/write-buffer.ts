import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { type Column, columnsOf, type FhirTable } from './tables.ts'
import { run, type Statement } from './statement.ts'

/** Rows waiting to be written in one transaction, so that many go in one statement. */
export type WriteBuffer = {
  /** `values` in the order of the table's columns. */
  readonly add: (table: FhirTable, values: readonly unknown[]) => void
  readonly flush: () => Promise<void>
  readonly clear: () => void
}

/** Rows per statement on SQLite, largest first: few texts, so that each is prepared once. */
const chunks = [64, 8, 1] as const

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

const sqliteInsert = (table: FhirTable, rows: number): string => {
  const names = columnsOf(table).map(([name]) => name)
  const row = `(${names.map(() => '?').join(', ')})`
  return `insert into "${table}" (${quoted(names)}) values ${Array(rows).fill(row).join(', ')}`
}

const arrayType: Readonly<Record<Column[1], string>> = {
  text: 'text[]',
  number: 'bigint[]',
  real: 'double precision[]',
  bytes: 'bytea[]',
}

const postgresInsert = (table: FhirTable): string => {
  const columns = columnsOf(table)
  const arrays = columns.map(([, kind], i) => `$${i + 1}::${arrayType[kind]}`).join(', ')
  return `insert into "${table}" (${quoted(columns.map(([name]) => name))}) select * from unnest(${arrays})`
}

const texts = new Map<string, Statement>()

const insertInto = (table: FhirTable, rows: number): Statement => {
  const name = `${table} ${rows}`
  const known = texts.get(name)
  if (known !== undefined) return known
  const made = { sqlite: sqliteInsert(table, rows), postgres: postgresInsert(table) }
  texts.set(name, made)
  return made
}

const flushSqlite = async (db: Kysely<Tables>, table: FhirTable, values: readonly unknown[]): Promise<void> => {
  const width = columnsOf(table).length
  let at = 0
  for (const size of chunks)
    while (values.length - at >= size * width) {
      await run(db, 'sqlite', insertInto(table, size), values.slice(at, at + size * width))
      at += size * width
    }
}

/** One element of a PostgreSQL array as text. The character NUL, which it cannot hold, is refused in resources. */
const element = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  if (value === null) return 'NULL'
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString('hex')}"`
  if (typeof value !== 'string') throw new TypeError('A row holds texts, numbers and bytes only.')
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

/** PostgreSQL takes one array per column, however many rows there are. */
const flushPostgres = async (db: Kysely<Tables>, table: FhirTable, values: readonly unknown[]): Promise<void> => {
  const width = columnsOf(table).length
  const arrays: string[] = []
  for (let column = 0; column < width; column++) {
    const elements: string[] = []
    for (let at = column; at < values.length; at += width) elements.push(element(values[at]))
    arrays.push(`{${elements.join(',')}}`)
  }
  await run(db, 'postgres', insertInto(table, 0), arrays)
}

/** Rows are written in the order in which tables were first added to; a flush that fails leaves the buffer empty. */
export const writeBuffer = (db: Kysely<Tables>, dialect: Database['dialect']): WriteBuffer => {
  const waiting = new Map<FhirTable, unknown[]>()
  const flushTable = dialect === 'sqlite' ? flushSqlite : flushPostgres
  return {
    add: (table, values) => {
      const known = waiting.get(table)
      if (known === undefined) waiting.set(table, [...values])
      else known.push(...values)
    },
    flush: async () => {
      const all = [...waiting]
      waiting.clear()
      for (const [table, values] of all) await flushTable(db, table, values)
    },
    clear: () => waiting.clear(),
  }
}

import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database, Migration } from '../database.ts'
import type { Tables } from '../schema.ts'

/**
 * `patient` is the first patient in whose compartment the resource is, empty for none; all rows of one resource have the same, so tables join
 * on (tenant, patient, key). A resource of several patients is found for each of them through `resource_compartment`.
 */
type Owned = { tenant: string; patient: string; key: number }

type Version = {
  type: string
  id: string
  version: number
  /** ms since 1970 */
  updated: number
  /** 1: a tombstone, whose content is empty. */
  deleted: number
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  content: Uint8Array
}

/** A row by which a resource is found: `grp` holds the parts of one composite together, `n` tells rows of one parameter apart. */
type Found = Owned & { type: string; param: string; grp: number; n: number }

/**
 * `resource` has the current version of everything, tombstones too; `resource_history` the older ones only. Compartment and index rows exist
 * for living resources only. Text sorts by code point on both dialects.
 */
export type FhirTables = {
  resource: Owned & Version
  resource_history: Owned & Version
  /** One row for each patient of a resource; `owner` is the `patient` of its other rows. */
  resource_compartment: { tenant: string; patient: string; type: string; key: number; owner: string }
  index_token: Found & { system: string; code: string; text: string }
  index_reference: Found & { ref_type: string; ref_id: string }
  index_date: Found & { from_ms: number; to_ms: number }
  index_string: Found & { folded: string; exact: string }
  index_quantity: Found & {
    system: string
    code: string
    low: number
    high: number
    canonical_code: string
    canonical_low: number | null
    canonical_high: number | null
  }
  index_uri: Found & { uri: string }
  /** The first key of the tenant not yet handed to a process. */
  key_block: { tenant: string; next: number }
}

export type Column = readonly [name: string, kind: 'text' | 'number' | 'real' | 'bytes', nullable?: 'nullable']
type Dialect = Database['dialect']

const columnType = (kind: Column[1], dialect: Dialect) => {
  if (kind === 'text') return dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  if (kind === 'number') return dialect === 'postgres' ? sql`bigint` : sql`integer`
  if (kind === 'real') return dialect === 'postgres' ? sql`double precision` : sql`real`
  return dialect === 'postgres' ? sql`bytea` : sql`blob`
}

const owned: readonly Column[] = [
  ['tenant', 'text'],
  ['patient', 'text'],
  ['key', 'number'],
]

const versioned: readonly Column[] = [
  ...owned,
  ['type', 'text'],
  ['id', 'text'],
  ['version', 'number'],
  ['updated', 'number'],
  ['deleted', 'number'],
  ['method', 'text'],
  ['content', 'bytes'],
]

const found: readonly Column[] = [...owned, ['type', 'text'], ['param', 'text'], ['grp', 'number'], ['n', 'number']]

const columns = {
  resource: versioned,
  resource_history: versioned,
  resource_compartment: [
    ['tenant', 'text'],
    ['patient', 'text'],
    ['type', 'text'],
    ['key', 'number'],
    ['owner', 'text'],
  ],
  index_token: [...found, ['system', 'text'], ['code', 'text'], ['text', 'text']],
  index_reference: [...found, ['ref_type', 'text'], ['ref_id', 'text']],
  index_date: [...found, ['from_ms', 'number'], ['to_ms', 'number']],
  index_string: [...found, ['folded', 'text'], ['exact', 'text']],
  index_quantity: [
    ...found,
    ['system', 'text'],
    ['code', 'text'],
    ['low', 'real'],
    ['high', 'real'],
    ['canonical_code', 'text'],
    ['canonical_low', 'real', 'nullable'],
    ['canonical_high', 'real', 'nullable'],
  ],
  index_uri: [...found, ['uri', 'text']],
  key_block: [
    ['tenant', 'text'],
    ['next', 'number'],
  ],
} satisfies Readonly<Record<keyof FhirTables, readonly Column[]>>

export type FhirTable = keyof FhirTables

/** A table's columns in the order in which they stand on disk. */
export const columnsOf = (table: FhirTable): readonly Column[] => columns[table]

const place = ['key', 'patient'] as const

/**
 * The tables by which a resource is found, and their secondary indexes: each begins with (tenant, type, param) and holds (key, patient), so
 * that a search by value need not touch the table. A code or an id alone already yields keys in order: what seldom differs comes after.
 */
const indexTables = {
  index_token: { code: ['code', ...place, 'system'] },
  index_reference: { target: ['ref_id', ...place, 'ref_type'] },
  index_date: { from: ['from_ms', 'to_ms', ...place], to: ['to_ms', ...place] },
  index_string: { folded: ['folded', ...place] },
  index_quantity: {
    value: ['low', 'high', ...place],
    canonical: ['canonical_code', 'canonical_low', 'canonical_high', ...place],
  },
  index_uri: { uri: ['uri', ...place] },
} as const

export type IndexTable = keyof typeof indexTables

export const indexTableNames = Object.keys(indexTables) as readonly IndexTable[]

type TableOptions = { readonly primaryKey: readonly string[]; readonly narrow: boolean }

/** `narrow`: rows live in the primary key itself on SQLite (WITHOUT ROWID), which suits rows that are short. */
const createTable = async (
  db: Kysely<Tables>,
  dialect: Dialect,
  name: FhirTable,
  { primaryKey, narrow }: TableOptions,
): Promise<void> => {
  const parts = columnsOf(name).map(
    ([column, kind, nullable]) =>
      sql`${sql.ref(column)} ${columnType(kind, dialect)} ${nullable === undefined ? sql`not null` : sql``}`,
  )
  const key = sql`primary key (${sql.join(primaryKey.map((column) => sql.ref(column)))})`
  const end = narrow && dialect === 'sqlite' ? sql` without rowid` : sql``
  await sql`create table ${sql.table(name)} (${sql.join([...parts, key])})${end}`.execute(db)
}

type IndexOptions = { readonly unique?: boolean; readonly where?: Condition }

const createIndex = (
  db: Kysely<Tables>,
  table: string,
  name: string,
  columns: readonly string[],
  { unique = false, where }: IndexOptions = {},
) =>
  sql`create ${unique ? sql`unique ` : sql``}index ${sql.ref(`${table}_${name}`)} on ${sql.table(table)} (${sql.join(
    columns.map((column) => sql.ref(column)),
  )})${where === undefined ? sql`` : sql` where ${where}`}`.execute(db)

type Condition = RawBuilder<unknown>

/**
 * Amounts differ from resource to resource, so that their indexes cost most of a write; the amounts within composites (`grp` above 0) are never
 * where a search begins and have none. A search that begins at an amount must say `grp = 0` in these words.
 */
const partOf: Partial<Record<IndexTable, Condition>> = { index_quantity: sql`grp = 0` }

const createResources = async (db: Kysely<Tables>, dialect: Dialect): Promise<void> => {
  await createTable(db, dialect, 'resource', { primaryKey: ['tenant', 'patient', 'key'], narrow: false })
  await createIndex(db, 'resource', 'id', ['tenant', 'type', 'id'], { unique: true })
  await createIndex(db, 'resource', 'type_key', ['tenant', 'type', 'key', 'deleted', 'patient'])
  await createIndex(db, 'resource', 'type_updated', ['tenant', 'type', 'updated', 'key', 'deleted'])
  await createIndex(db, 'resource', 'updated', ['tenant', 'updated', 'key'])
  const historyKey = ['tenant', 'patient', 'key', 'version']
  await createTable(db, dialect, 'resource_history', { primaryKey: historyKey, narrow: false })
  await createIndex(db, 'resource_history', 'id', ['tenant', 'type', 'id', 'version'], { unique: true })
  await createIndex(db, 'resource_history', 'type_updated', ['tenant', 'type', 'updated', 'key'])
  await createIndex(db, 'resource_history', 'updated', ['tenant', 'updated', 'key'])
  const compartmentKey = ['tenant', 'patient', 'type', 'key']
  await createTable(db, dialect, 'resource_compartment', { primaryKey: compartmentKey, narrow: true })
  await createIndex(db, 'resource_compartment', 'key', ['tenant', 'key', 'patient'])
  for (const [name, indexes] of Object.entries(indexTables) as [IndexTable, Record<string, readonly string[]>][]) {
    const primaryKey = ['tenant', 'patient', 'key', 'param', 'grp', 'n']
    await createTable(db, dialect, name, { primaryKey, narrow: true })
    for (const [index, by] of Object.entries(indexes))
      await createIndex(db, name, index, ['tenant', 'type', 'param', ...by], partOf[name] && { where: partOf[name] })
  }
  await createTable(db, dialect, 'key_block', { primaryKey: ['tenant'], narrow: true })
}

export const fhirMigrations: readonly Migration[] = [{ id: 'fhir-1', up: createResources }]

import type { Kysely } from 'kysely'
import type { Migration } from '../database.ts'
import type { Tables } from '../schema.ts'

/** Times that are numbers are whole seconds since 1970; hashes are SHA-256 in base64url, so that no bearer secret can be read from a table. */
export type SignInTables = {
  /** People who sign in here. `login` is lower case; `reference` is the FHIR resource of that person; `demo` 1: only while demonstrating. */
  account: {
    tenant: string
    id: string
    login: string
    name: string
    role: string
    reference: string | null
    password: string | null
    disabled: number
    demo: number
    failures: number
    blocked_until: number
    created: string
  }
  /** Applications and systems that may ask for tokens: their registration as JSON, and the hash of their secret where they have one. */
  sign_in_client: {
    tenant: string
    id: string
    name: string
    registration: string
    secret_hash: string | null
    created: string
  }
  /** What the authorization server keeps, one row per token, code, grant or session, found by the hash of its id. */
  oidc_entry: {
    tenant: string
    kind: string
    id_hash: string
    grant_id: string | null
    account: string | null
    session_uid: string | null
    expires: number
    consumed: number | null
    payload: string
  }
  /** Sessions of the web application, found by the hash of the cookie's value. `sealed` can be opened with that value only. */
  web_session: {
    tenant: string
    id_hash: string
    account: string
    actor: string
    launch: string | null
    sealed: string | null
    upstream: string | null
    created: number
    used: number
    expires: number
  }
  /** Values handed out once and taken back once: launches, and sign-ins under way. */
  sign_in_ticket: { tenant: string; kind: string; id_hash: string; content: string; expires: number }
  /** Signing keys as JWK and other secrets of the server, newest first by `created`. */
  sign_in_secret: { tenant: string; id: string; kind: string; content: string; created: string }
}

const create = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('account')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('login', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('reference', 'text')
    .addColumn('password', 'text')
    .addColumn('disabled', 'integer', (c) => c.notNull())
    .addColumn('demo', 'integer', (c) => c.notNull())
    .addColumn('failures', 'integer', (c) => c.notNull())
    .addColumn('blocked_until', 'bigint', (c) => c.notNull())
    .addColumn('created', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('account_key', ['tenant', 'id'])
    .addUniqueConstraint('account_login', ['tenant', 'login'])
    .execute()
  await db.schema
    .createTable('sign_in_client')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('registration', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text')
    .addColumn('created', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sign_in_client_key', ['tenant', 'id'])
    .execute()
  await db.schema
    .createTable('oidc_entry')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id_hash', 'text', (c) => c.notNull())
    .addColumn('grant_id', 'text')
    .addColumn('account', 'text')
    .addColumn('session_uid', 'text')
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addColumn('consumed', 'bigint')
    .addColumn('payload', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('oidc_entry_key', ['tenant', 'kind', 'id_hash'])
    .execute()
  for (const column of ['grant_id', 'account', 'session_uid', 'expires'] as const)
    await db.schema.createIndex(`oidc_entry_${column}`).on('oidc_entry').columns(['tenant', column]).execute()
  await db.schema
    .createTable('web_session')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('id_hash', 'text', (c) => c.notNull())
    .addColumn('account', 'text', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('launch', 'text')
    .addColumn('sealed', 'text')
    .addColumn('upstream', 'text')
    .addColumn('created', 'bigint', (c) => c.notNull())
    .addColumn('used', 'bigint', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('web_session_key', ['tenant', 'id_hash'])
    .execute()
  await db.schema.createIndex('web_session_account').on('web_session').columns(['tenant', 'account']).execute()
  await db.schema
    .createTable('sign_in_ticket')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id_hash', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('sign_in_ticket_key', ['tenant', 'kind', 'id_hash'])
    .execute()
  await db.schema
    .createTable('sign_in_secret')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('content', 'text', (c) => c.notNull())
    .addColumn('created', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('sign_in_secret_key', ['tenant', 'id'])
    .execute()
}

export const signInMigrations: readonly Migration[] = [{ id: 'sign-in-1', up: (db) => create(db) }]

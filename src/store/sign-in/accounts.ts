import { type Role, roles } from '../../trust/index.ts'
import type { Database } from '../database.ts'

/** A person who signs in here. `password` is the stored hash, never sent anywhere; without one the account cannot sign in by password. */
export type Account = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly reference?: string
  readonly password?: string
  readonly disabled: boolean
  readonly demo: boolean
  readonly failures: number
  /** Seconds since 1970 before which no password is looked at. */
  readonly blockedUntil: number
}

export type NewAccount = Pick<Account, 'id' | 'login' | 'name' | 'role' | 'reference' | 'password' | 'demo'>

type Row = {
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
}

const columns = [
  'id',
  'login',
  'name',
  'role',
  'reference',
  'password',
  'disabled',
  'demo',
  'failures',
  'blocked_until',
] as const

/** A role that this software does not know may do next to nothing. */
export const roleOf = (text: string): Role => roles.find((r) => r === text) ?? 'analyst'

const accountOf = (row: Row): Account => ({
  id: row.id,
  login: row.login,
  name: row.name,
  role: roleOf(row.role),
  ...(row.reference === null ? {} : { reference: row.reference }),
  ...(row.password === null ? {} : { password: row.password }),
  disabled: row.disabled !== 0,
  demo: row.demo !== 0,
  failures: row.failures,
  blockedUntil: row.blocked_until,
})

export const foldLogin = (login: string): string => login.trim().normalize('NFKC').toLowerCase()

/** Accounts of one tenant. Disabling one, or changing its password, ends every token and session it has in the same transaction. */
export const accountStore = (db: Database, tenant: string) => {
  const one = async (column: 'id' | 'login', value: string): Promise<Account | undefined> => {
    const row = await db.read
      .selectFrom('account')
      .select(columns)
      .where('tenant', '=', tenant)
      .where(column, '=', value)
      .executeTakeFirst()
    return row && accountOf(row)
  }
  const changeAndSignOut = (id: string, change: { disabled?: number; password?: string }): Promise<boolean> =>
    db.transaction(async (tx) => {
      const done = await tx
        .updateTable('account')
        .set({ ...change, failures: 0, blocked_until: 0 })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst()
      await tx.deleteFrom('oidc_entry').where('tenant', '=', tenant).where('account', '=', id).execute()
      await tx.deleteFrom('web_session').where('tenant', '=', tenant).where('account', '=', id).execute()
      return Number(done.numUpdatedRows) > 0
    })
  return {
    byId: (id: string) => one('id', id),
    byLogin: (login: string) => one('login', foldLogin(login)),
    async list(): Promise<readonly Account[]> {
      const rows = await db.read
        .selectFrom('account')
        .select(columns)
        .where('tenant', '=', tenant)
        .orderBy('login')
        .execute()
      return rows.map(accountOf)
    },
    /** False: the login or the id is taken, and nothing was changed. */
    async add(account: NewAccount, created: string): Promise<boolean> {
      const done = await db.write
        .insertInto('account')
        .values({
          tenant,
          id: account.id,
          login: foldLogin(account.login),
          name: account.name,
          role: account.role,
          reference: account.reference ?? null,
          password: account.password ?? null,
          disabled: 0,
          demo: account.demo ? 1 : 0,
          failures: 0,
          blocked_until: 0,
          created,
        })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      return Number(done.numInsertedOrUpdatedRows) > 0
    },
    disable: (id: string) => changeAndSignOut(id, { disabled: 1 }),
    setPassword: (id: string, password: string) => changeAndSignOut(id, { password, disabled: 0 }),
    /** Ends whatever the made-up people of a demonstration have open. */
    async signDemoOut(): Promise<void> {
      const demo = db.read.selectFrom('account').select('id').where('tenant', '=', tenant).where('demo', '=', 1)
      const ids = (await demo.execute()).map((a) => a.id)
      if (ids.length === 0) return
      await db.transaction(async (tx) => {
        await tx.deleteFrom('oidc_entry').where('tenant', '=', tenant).where('account', 'in', ids).execute()
        await tx.deleteFrom('web_session').where('tenant', '=', tenant).where('account', 'in', ids).execute()
      })
    },
    /** Counts one more wrong password and gives the number of them; of several at once each counts. */
    async addFailure(id: string): Promise<number> {
      const row = await db.write
        .updateTable('account')
        .set((e) => ({ failures: e('failures', '+', 1) }))
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returning('failures')
        .executeTakeFirst()
      return row?.failures ?? 0
    },
    async block(id: string, until: number): Promise<void> {
      await db.write
        .updateTable('account')
        .set({ blocked_until: until })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .execute()
    },
    async forgetFailures(id: string): Promise<void> {
      await db.write
        .updateTable('account')
        .set({ failures: 0, blocked_until: 0 })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .execute()
    },
  }
}

export type AccountStore = ReturnType<typeof accountStore>

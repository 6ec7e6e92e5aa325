import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migrate, openDatabase, signInStore, type SignInStore } from '../store/index.ts'

export type StoreOptions = { readonly data: string; readonly tenant: string }

/** Opens what is kept about signing in, for one piece of work. `at`: the time of it. */
export const withSignInStore = async (
  { data, tenant }: StoreOptions,
  work: (store: SignInStore, at: string) => Promise<number>,
): Promise<number> => {
  const url = process.env['DATABASE_URL']
  const at = new Date().toISOString()
  const database = await openDatabase(url === undefined || url === '' ? { file: join(data, 'attune.sqlite') } : { url })
  try {
    await migrate(database, at)
    return await work(signInStore(database, tenant), at)
  } finally {
    await database.close()
  }
}

export const random = (bytes: number): string => randomBytes(bytes).toString('base64url')

import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { run, statement } from './statement.ts'

/** Keys taken from the database at a time; those that a process does not use are never used. */
const blockSize = 1000

/** A new block is fetched before a transaction begins when fewer are at hand. */
const enough = 200

const takeBlock = statement(
  `insert into key_block (tenant, next) values (?, ${blockSize + 1}) on conflict (tenant) do update set next = key_block.next + ${blockSize} returning next`,
)

type Block = { next: number; readonly end: number }

/** Hands out the keys of resources, unique within a tenant among all processes that use the database. */
export type Keys = {
  /** To be awaited outside a transaction, so that writers seldom wait for each other. */
  readonly prepare: (tenant: string) => Promise<void>
  /** Keys for one transaction; what it fetches itself is its own, as a rollback takes it back. */
  readonly within: (tx: Kysely<Tables>, tenant: string) => () => Promise<number>
}

const openKeys = (database: Database): Keys => {
  const shared = new Map<string, Block>()
  const fetch = async (db: Kysely<Tables>, tenant: string): Promise<Block> => {
    const [row] = await run<{ next: number }>(db, database.dialect, takeBlock, [tenant])
    const end = Number(row?.next)
    return { next: end - blockSize, end }
  }
  return {
    prepare: async (tenant) => {
      const block = shared.get(tenant)
      if (block !== undefined && block.end - block.next >= enough) return
      shared.set(tenant, await fetch(database.write, tenant))
    },
    within: (tx, tenant) => {
      let own: Block | undefined
      return async () => {
        const block = shared.get(tenant)
        if (block !== undefined && block.next < block.end) return block.next++
        if (own === undefined || own.next >= own.end) own = await fetch(tx, tenant)
        return own.next++
      }
    },
  }
}

const opened = new WeakMap<Database, Keys>()

/** The one source of keys of an open database in this process. */
export const keysOf = (database: Database): Keys => {
  const keys = opened.get(database) ?? openKeys(database)
  opened.set(database, keys)
  return keys
}

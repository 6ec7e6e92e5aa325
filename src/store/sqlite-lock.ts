import { DatabaseSync } from 'node:sqlite'
import { AttuneError } from '../shared/errors.ts'

/**
 * Keeps a second process, or a second opening in this one, away from a database file until the lock is given back. It is a lock of the
 * operating system on a file beside, held through SQLite, so that nothing stays locked after a process was killed. Two writing processes
 * would not damage the file; but each would stop its whole event loop while the other writes, and what one holds in memory would go stale.
 */
export const lockSqliteFile = (file: string): (() => void) => {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    const busy = (cause as { errcode?: number }).errcode === 5
    throw new AttuneError(busy ? 'ATTUNE_STORE_IN_USE' : 'ATTUNE_STORE_FAILED', file, { cause })
  }
  return () => lock.close()
}

import type { Account } from '../../store/index.ts'
import { passwordFits } from '../../trust/index.ts'
import type { SignInRoom } from './parts.ts'

/** Wrong passwords before the account waits; the wait doubles with each further one, up to a quarter of an hour. */
const freeFailures = 5
const longestWait = 15 * 60

const waitAfter = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(2 ** (failures - freeFailures + 1), longestWait)

/** What came of it, for the audit; whoever tried hears only whether it went well. */
export type PasswordCheck =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly account?: Account }

/**
 * Checks a login and a password. Unknown login, wrong password, disabled, blocked and demonstration account take the same time and look the same.
 */
export const checkPassword = async (room: SignInRoom, login: string, password: string): Promise<PasswordCheck> => {
  const account = await room.store.accounts.byLogin(login.slice(0, 200))
  const at = room.seconds()
  const fits = await passwordFits(password, account?.password)
  if (account === undefined) return { ok: false }
  if (account.blockedUntil > at) return { ok: false, account }
  if (!fits) {
    const failures = await room.store.accounts.addFailure(account.id)
    if (waitAfter(failures) > 0) await room.store.accounts.block(account.id, at + waitAfter(failures))
    return { ok: false, account }
  }
  if (account.disabled || (account.demo && !room.demo)) return { ok: false, account }
  if (account.failures > 0) await room.store.accounts.forgetFailures(account.id)
  return { ok: true, account }
}

import type { Database } from '../database.ts'
import { accountStore } from './accounts.ts'
import { clientStore } from './clients.ts'
import { oidcEntries } from './oidc-entries.ts'
import { serverSecrets } from './server-secrets.ts'
import { ticketStore } from './tickets.ts'
import { webSessionStore } from './web-sessions.ts'

/** Everything about signing in that one tenant keeps. */
export const signInStore = (db: Database, tenant: string) => ({
  accounts: accountStore(db, tenant),
  clients: clientStore(db, tenant),
  entries: oidcEntries(db, tenant),
  secrets: serverSecrets(db, tenant),
  tickets: ticketStore(db, tenant),
  sessions: webSessionStore(db, tenant),
})

export type SignInStore = ReturnType<typeof signInStore>
export { type Account, type AccountStore, foldLogin, type NewAccount } from './accounts.ts'
export type { Client, ClientAuth, ClientStore } from './clients.ts'
export type { Bearer, OidcEntries, OidcPayload } from './oidc-entries.ts'
export { secretHash } from './secret-hash.ts'
export type { ServerSecret } from './server-secrets.ts'
export { idleSeconds, type LaunchContext, type WebSession } from './web-sessions.ts'

import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { AttuneError } from '../../shared/errors.ts'
import { signInStore } from '../../store/index.ts'
import type { Authenticate } from '../request-access.ts'
import { authenticator } from './authenticate.ts'
import { seedDemoAccounts } from './demo-accounts.ts'
import { discoveryRoutes } from './discovery-routes.ts'
import { ehrLaunchRoutes } from './ehr-launch.ts'
import { formBodies } from './form-bodies.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { launchRoutes } from './launches.ts'
import { oauthRoutes } from './oauth-routes.ts'
import type { SignInParts, SignInRoom } from './parts.ts'
import { signInProvider } from './provider.ts'
import { webSignInRoutes } from './web-sign-in.ts'

export type { Ehr, IdentityProvider, PatientName, PatientNames, SignInConfig, SignInParts } from './parts.ts'

const roomOf = (parts: SignInParts): SignInRoom => {
  const tenant = parts.config?.tenant ?? 'home'
  return {
    ...parts,
    tenant,
    store: signInStore(parts.database, tenant),
    issuer: `${parts.baseUrl}/oauth`,
    fhirBase: `${parts.baseUrl}/fhir`,
    secure: parts.baseUrl.startsWith('https:'),
    seconds: () => Math.floor(Date.parse(parts.now()) / 1000),
  }
}

const sweepEvery = 10 * 60_000

export type SignIn = {
  readonly authenticate: Authenticate
  readonly routes: (app: FastifyInstance) => Promise<void>
}

/**
 * Signing in: the authorization server under `/oauth`, its pages, the web application's session under `/auth`, launches from and to other
 * records, and what tells the rest of the server who asks. `routes` goes onto the application's root.
 */
export const signInParts = async (parts: SignInParts): Promise<SignIn> => {
  const room = roomOf(parts)
  if (room.demo && (await room.store.accounts.list()).some((a) => !a.demo))
    throw new AttuneError('ATTUNE_DEMO_REFUSED', '')
  if (room.demo) await seedDemoAccounts(room.store.accounts, room.now())
  else await room.store.accounts.signDemoOut()
  const provider = await signInProvider(room)
  return {
    authenticate: authenticator(room),
    routes: async (app) => {
      await app.register(async (scope) => {
        await scope.register(rateLimit, { global: false })
        formBodies(scope)
        discoveryRoutes(scope, room)
        interactionRoutes(scope, room, provider)
        webSignInRoutes(scope, room, provider)
        ehrLaunchRoutes(scope, room)
        launchRoutes(scope, room)
        await oauthRoutes(scope, room, provider)
      })
      const sweep = setInterval(() => {
        const at = room.seconds()
        const { entries, tickets, sessions } = room.store
        const idle = async (): Promise<void> => {
          for (const upstream of await sessions.removeExpired(at)) await entries.endSession(upstream)
        }
        Promise.all([entries.removeExpired(at), tickets.removeExpired(at), idle()]).catch(() => {})
      }, sweepEvery)
      sweep.unref()
      app.addHook('onClose', async () => clearInterval(sweep))
    },
  }
}

import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { OidcPayload } from '../../store/index.ts'
import { clientMetadata, webClient, webClientId } from './client-metadata.ts'
import type { SignInRoom } from './parts.ts'

/** What an authorization is about, kept beside the grant: who is open, and the browser session that online access ends with. */
export type LaunchedFor = {
  readonly patient?: string
  readonly encounter?: string
  readonly fromEhr?: boolean
  readonly sessionUid?: string
}

const tokens: ReadonlySet<string> = new Set(['AccessToken', 'RefreshToken', 'AuthorizationCode'])
const byGrant = ['AccessToken', 'RefreshToken', 'AuthorizationCode'] as const

const withoutCookie = (payload: AdapterPayload): AdapterPayload =>
  payload.kind === 'Interaction' && payload.session !== undefined
    ? { ...payload, session: { ...payload.session, cookie: undefined } }
    : payload

/** oidc-provider's storage over ours: registrations come from the client table, everything else is an entry without its own id. */
export const providerStorage = ({ store, baseUrl, seconds }: SignInRoom) => {
  const { entries } = store
  const findClient = async (id: string): Promise<AdapterPayload | undefined> => {
    const client = id === webClientId ? webClient(baseUrl) : await store.clients.byId(id)
    return client && clientMetadata(client)
  }
  return (kind: string): Adapter => {
    if (kind === 'Client')
      return {
        find: findClient,
        upsert: async () => {},
        findByUserCode: async () => undefined,
        findByUid: async () => undefined,
        consume: async () => {},
        destroy: async () => {},
        revokeByGrantId: async () => {},
      }
    return {
      async upsert(id, payload, expiresIn) {
        const kept = withoutCookie(payload) as OidcPayload
        const endsWithSession = tokens.has(kind) && !(payload.scope ?? '').split(' ').includes('offline_access')
        const context =
          endsWithSession && payload.grantId !== undefined
            ? ((await entries.find('LaunchedFor', payload.grantId, seconds()))?.payload as LaunchedFor | undefined)
            : undefined
        await entries.save(
          kind,
          id,
          context?.sessionUid === undefined ? kept : { ...kept, endsWith: context.sessionUid },
          seconds() + (expiresIn ?? 60),
        )
      },
      async find(id) {
        const found = await entries.find(kind, id, seconds())
        return (
          found && {
            ...found.payload,
            jti: id,
            ...(found.consumed === undefined ? {} : { consumed: found.consumed }),
          }
        )
      },
      async findByUid(uid) {
        const found = await entries.findSession(uid, seconds())
        return found?.payload
      },
      findByUserCode: async () => undefined,
      async consume(id) {
        if (await entries.consume(kind, id, seconds())) return
        const grant = (await entries.find(kind, id, seconds()))?.payload.grantId
        for (const each of grant === undefined ? [] : byGrant) await entries.removeGrant(each, grant ?? '')
        throw new errors.InvalidGrant('already used')
      },
      async destroy(id) {
        await entries.remove(kind, id)
        if (kind === 'Grant') await entries.remove('LaunchedFor', id)
      },
      revokeByGrantId: (grantId) => entries.removeGrant(kind, grantId),
    }
  }
}

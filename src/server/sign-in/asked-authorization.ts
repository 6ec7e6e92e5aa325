import type { Provider } from 'oidc-provider'
import type { Account } from '../../store/index.ts'
import { scopesOf } from '../../trust/index.ts'
import { registrationOf } from './client-metadata.ts'
import { grantableScopes, needsPatient } from './grantable-scopes.ts'
import { parameterText } from './parameter-text.ts'
import type { PatientName, SignInRoom } from './parts.ts'
import type { LaunchedFor } from './provider-storage.ts'

/** A launch from our own page, waiting to be taken up by the application it is for. */
export type Launch = {
  readonly client: string
  readonly patient: string
  readonly encounter?: string
  readonly account: string
}

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** What one authorization is about, judged from the request alone and again at every step. */
export type Asked = {
  readonly interaction: Interaction
  readonly account: Account
  readonly clientName: string
  readonly trusted: boolean
  readonly scopes: readonly string[]
  readonly about: LaunchedFor
  readonly patient: PatientName | 'choose' | undefined
  readonly launch?: string
}

/** An answer for the application instead of a page: why it gets nothing. */
export type Refusal = { readonly error: string; readonly error_description: string }

const own = (account: Account): string | undefined => /^Patient\/(.+)$/.exec(account.reference ?? '')?.[1]
const seesEverybody = (account: Account): boolean => account.role === 'clinician' || account.role === 'tumourBoard'
/** Scopes that are what the authorization is; they are given or the whole is not. */
export const fixed = (scope: string): boolean => scope === 'openid' || scope.startsWith('launch')

export const refusal = (error: string, why: string): Refusal => ({ error, error_description: why })

/** What an authorization is about, or why the application gets nothing. */
export const judge = async (
  room: SignInRoom,
  provider: Provider,
  interaction: Interaction,
): Promise<Asked | Refusal> => {
  const { store, patients } = room
  const params = interaction.params as Readonly<Record<string, unknown>>
  const client = await provider.Client.find(String(params['client_id']))
  const account = await store.accounts.byId(interaction.session?.accountId ?? '')
  if (client === undefined || account === undefined) return refusal('access_denied', 'nobody is signed in')
  const registration = registrationOf(client)
  const scopes = grantableScopes(scopesOf(parameterText(params['scope'])), registration)
  const common = {
    interaction,
    account,
    clientName: client.clientName ?? client.clientId,
    trusted: registration.trusted,
    scopes,
  }
  const session = interaction.session?.uid === undefined ? {} : { sessionUid: interaction.session.uid }
  const launch = typeof params['launch'] === 'string' ? params['launch'] : undefined
  if (launch !== undefined && scopes.includes('launch')) {
    const opened = await store.tickets.peek<Launch>('launch', launch, room.seconds())
    if (opened === undefined || opened.client !== client.clientId || opened.account !== account.id)
      return refusal('invalid_request', 'the launch is unknown, used or over')
    const { patient, encounter } = opened
    const about = { patient, ...(encounter === undefined ? {} : { encounter }), fromEhr: true, ...session }
    return { ...common, about, patient: (await patients.one(patient)) ?? { id: patient, name: patient }, launch }
  }
  if (!needsPatient(scopes)) return { ...common, about: session, patient: undefined }
  if (seesEverybody(account)) return { ...common, about: session, patient: 'choose' }
  const id = account.role === 'patient' ? own(account) : undefined
  if (id === undefined) return refusal('access_denied', 'this account is about no patient')
  return {
    ...common,
    about: { ...session, patient: id },
    patient: (await patients.one(id)) ?? { id, name: account.name },
  }
}

/** Grants what was agreed to and turns down the rest, so that it is not asked again. */
export const grantFor = async (
  room: SignInRoom,
  provider: Provider,
  asked: Asked,
  given: readonly string[],
  about: LaunchedFor,
) => {
  const { interaction, account } = asked
  const params = interaction.params as Readonly<Record<string, unknown>>
  const grant = new provider.Grant({ accountId: account.id, clientId: String(params['client_id']) })
  const wanted = scopesOf(parameterText(params['scope']))
  const refused = wanted.filter((s) => !given.includes(s))
  if (given.length > 0) {
    grant.addOIDCScope(given.join(' '))
    grant.addResourceScope(room.fhirBase, given.join(' '))
  }
  if (refused.length > 0) {
    grant.rejectOIDCScope(refused.join(' '))
    grant.rejectResourceScope(room.fhirBase, refused.join(' '))
  }
  const grantId = await grant.save()
  await room.store.entries.save('LaunchedFor', grantId, about, grant.exp ?? room.seconds() + 90 * 86_400)
  return grantId
}

import type { AllClientMetadata } from 'oidc-provider'
import type { Client } from '../../store/index.ts'

/** The web application itself: public towards the sign-in server, which sends it back to nowhere but here. */
export const webClientId = 'attune-web'

export const webClient = (baseUrl: string): Client => ({
  id: webClientId,
  name: 'Attune',
  kind: 'app',
  auth: 'public',
  redirectUris: [`${baseUrl}/auth/callback`],
  scopes: ['openid', 'profile', 'fhirUser'],
  trusted: true,
})

const authMethod = { public: 'none', secret: 'client_secret_basic', key: 'private_key_jwt' } as const

/** A registration in the words of OpenID Connect. The secret is its hash: `compareClientSecret` hashes what is sent. */
export const clientMetadata = (client: Client): AllClientMetadata => {
  const refreshes = client.scopes.some((s) => s === 'offline_access' || s === 'online_access')
  const app = client.kind === 'app'
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: client.redirectUris.every((uri) => /^https?:/.test(uri)) ? 'web' : 'native',
    token_endpoint_auth_method: authMethod[client.auth],
    grant_types: app ? ['authorization_code', ...(refreshes ? ['refresh_token'] : [])] : ['client_credentials'],
    response_types: app ? ['code'] : [],
    redirect_uris: [...client.redirectUris],
    ...(client.secretHash === undefined ? {} : { client_secret: client.secretHash }),
    ...(client.jwksUri === undefined ? {} : { jwks_uri: client.jwksUri }),
    ...(client.jwks === undefined ? {} : { jwks: { keys: [...client.jwks.keys] } }),
    attune_registration: { kind: client.kind, scopes: client.scopes, trusted: client.trusted },
  }
}

type Registration = Pick<Client, 'kind' | 'scopes' | 'trusted'>

/** What `clientMetadata` put in, read back from the provider's own client object. */
export const registrationOf = (client: object | undefined): Registration =>
  client !== undefined && 'attune_registration' in client
    ? (client.attune_registration as Registration)
    : { kind: 'app', scopes: [], trusted: false }

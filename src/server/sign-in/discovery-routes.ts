import type { FastifyInstance } from 'fastify'
import { plainScopes, scopesOf } from '../../trust/index.ts'
import { parameterText } from './parameter-text.ts'
import type { SignInRoom } from './parts.ts'

/** Scopes shown as examples of what may be asked for; the grammar allows every type. */
const shownScopes = [
  ...plainScopes,
  'patient/*.cruds',
  'patient/*.rs',
  'user/*.cruds',
  'user/*.rs',
  'system/*.cruds',
  'system/*.rs',
]

/** @source https://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html */
const capabilities = [
  'launch-ehr',
  'launch-standalone',
  'client-public',
  'client-confidential-symmetric',
  'client-confidential-asymmetric',
  'sso-openid-connect',
  'context-banner',
  'context-style',
  'context-ehr-patient',
  'context-ehr-encounter',
  'context-standalone-patient',
  'permission-offline',
  'permission-online',
  'permission-patient',
  'permission-user',
  'permission-v1',
  'permission-v2',
]

const smartConfiguration = ({ issuer }: SignInRoom) => ({
  issuer,
  jwks_uri: `${issuer}/jwks`,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  introspection_endpoint: `${issuer}/introspect`,
  revocation_endpoint: `${issuer}/revoke`,
  userinfo_endpoint: `${issuer}/userinfo`,
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  response_types_supported: ['code'],
  scopes_supported: shownScopes,
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  capabilities,
})

/** @source https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html#styling */
const style = {
  color_background: '#ffffff',
  color_error: '#ad1f17',
  color_highlight: '#0b5a5e',
  color_modal_backdrop: '#15191c',
  color_success: '#1d6638',
  color_text: '#15191c',
  dim_border_radius: '4px',
  dim_font_size: '16px',
  dim_spacing_size: '8px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
}

/** Documents by which applications find the authorization server, open to every page, and who the bearer of a token is. */
export const discoveryRoutes = (app: FastifyInstance, room: SignInRoom): void => {
  const open = (path: string, document: unknown): void => {
    const text = JSON.stringify(document)
    app.get(path, async (_request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', 'public, max-age=300')
        .send(text),
    )
  }
  const smart = smartConfiguration(room)
  open('/fhir/.well-known/smart-configuration', smart)
  open('/.well-known/smart-configuration', smart)
  open('/oauth/smart-style.json', style)
  const resource = {
    resource: room.fhirBase,
    authorization_servers: [room.issuer],
    bearer_methods_supported: ['header'],
    scopes_supported: shownScopes,
  }
  open('/.well-known/oauth-protected-resource', resource)
  open('/.well-known/oauth-protected-resource/fhir', resource)

  // RFC 8414 puts the well-known part before the path of the issuer.
  for (const name of ['oauth-authorization-server', 'openid-configuration'])
    app.get(`/.well-known/${name}/oauth`, async (_request, reply) => reply.redirect(`/oauth/.well-known/${name}`, 307))

  app.route({
    method: ['GET', 'POST'],
    url: '/oauth/userinfo',
    handler: async (request, reply) => {
      const [, token = ''] = /^Bearer ([\w-]{20,128})$/i.exec(request.headers.authorization ?? '') ?? []
      const found = await room.store.entries.bearer(token, room.seconds())
      const scopes = scopesOf(parameterText(found?.payload['scope']))
      reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store')
      if (found?.account === undefined || (found.account.demo && !room.demo) || !scopes.includes('openid'))
        return reply
          .status(401)
          .header('www-authenticate', 'Bearer error="invalid_token"')
          .send({ error: 'invalid_token' })
      const { name, reference } = found.account
      return {
        sub: found.payload.accountId,
        ...(scopes.includes('profile') ? { name } : {}),
        ...(scopes.includes('fhirUser') && reference !== undefined
          ? { fhirUser: `${room.fhirBase}/${reference}` }
          : {}),
      }
    },
  })
}

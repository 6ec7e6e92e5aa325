import type { FastifyInstance } from 'fastify'
import * as oidc from 'openid-client'
import { webClientId } from './client-metadata.ts'
import type { SignInRoom } from './parts.ts'

/** Calls the embedded authorization server without going through the network. */
const withinProcess =
  (app: FastifyInstance): oidc.CustomFetch =>
  async (url, options) => {
    const { pathname, search } = new URL(url)
    const answer = await app.inject({
      method: options.method as 'GET' | 'POST',
      url: `${pathname}${search}`,
      headers: { ...options.headers, host: new URL(url).host },
      ...(options.body instanceof URLSearchParams ? { payload: options.body.toString() } : {}),
    })
    const headers = new Headers()
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined) headers.set(name, String(value))
    return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode, headers })
  }

/** The web application as a client of the authorization server in the same process. */
export const embedded = (app: FastifyInstance, room: SignInRoom): oidc.Configuration => {
  const { issuer } = room
  const configuration = new oidc.Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
    },
    webClientId,
    { token_endpoint_auth_method: 'none' },
    oidc.None(),
  )
  configuration[oidc.customFetch] = withinProcess(app)
  oidc.allowInsecureRequests(configuration)
  return configuration
}

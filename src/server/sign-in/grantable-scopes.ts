import type { Client } from '../../store/index.ts'
import { isScope, parseScope, withinScopes } from '../../trust/index.ts'

/**
 * Of the scopes asked for, those this client may be given. What is malformed or beyond its registration is left out, as SMART allows;
 * `system/` scopes are for services alone, and services get nothing else.
 */
export const grantableScopes = (asked: readonly string[], client: Pick<Client, 'kind' | 'scopes'>): readonly string[] =>
  asked.filter((scope) => {
    if (!isScope(scope) || !withinScopes(scope, client.scopes)) return false
    return (parseScope(scope)?.context === 'system') === (client.kind === 'service')
  })

/** Whether a token with these scopes is for the FHIR server: it reads resources, or wants to know who or what is open. */
export const concernsFhir = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => /^launch(\/|$)/.test(scope) || /^(patient|user|system)\//.test(scope))

/** Whether somebody has to be chosen whose data the token is about. */
export const needsPatient = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => scope === 'launch/patient' || scope.startsWith('patient/'))

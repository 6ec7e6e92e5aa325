import type { Problem } from '../../../shared/problem.ts'
import { checkContext } from './contexts.ts'
import { type Findings, findings } from './findings.ts'
import { at, isObject, type JsonObject, noEmpties, optional, required, uuid, webAddress } from './members.ts'

const checkAuthorization = (request: JsonObject, f: Findings): void => {
  const given = request['fhirAuthorization']
  if (given === undefined || given === null) return
  const path = 'fhirAuthorization'
  if (request['fhirServer'] === undefined)
    f.add('request.fhir-server-for-token', 'fhirServer', 'There is a token and no server to use it at.')
  if (!isObject(given)) return f.add('json.type', path, 'fhirAuthorization is not an object.')
  for (const key of ['access_token', 'token_type', 'scope', 'subject'])
    required(given, key, path, 'request.authorization', f)
  if (given['token_type'] !== undefined && given['token_type'] !== 'Bearer')
    f.add('request.token-type', at(path, 'token_type'), `token_type is ${JSON.stringify(given['token_type'])}.`)
  if (!Number.isInteger(given['expires_in']))
    f.add('request.authorization', at(path, 'expires_in'), 'expires_in is not a whole number of seconds.')
  optional(given, 'patient', path, 'string', f)
  if (/(^|\s)patient\//.test(String(given['scope'])) && given['patient'] === undefined)
    f.add('request.authorization-patient', at(path, 'patient'), 'The scopes are for one patient, who is not named.')
}

const checkServer = (request: JsonObject, f: Findings): void => {
  const server = request['fhirServer']
  if (server === undefined || server === null) return
  const url = webAddress(server)
  if (url === undefined) f.add('request.fhir-server', 'fhirServer', 'fhirServer is not an absolute http(s) address.')
  else if (url.protocol !== 'https:') f.add('request.fhir-server-https', 'fhirServer', 'fhirServer is not https.')
}

const checkPrefetched = (request: JsonObject, f: Findings): void => {
  const prefetch = request['prefetch']
  if (prefetch === undefined || prefetch === null) return
  if (!isObject(prefetch)) return f.add('request.prefetch', 'prefetch', 'prefetch is not an object.')
  for (const [key, value] of Object.entries(prefetch))
    if (value !== null && (!isObject(value) || typeof value['resourceType'] !== 'string'))
      f.add('request.prefetch', at('prefetch', key), 'This is neither a FHIR resource nor null.')
}

/** Judges a call of a service. `hooks`: those the called service is registered for; without it any hook passes. */
export const checkRequest = (value: unknown, hooks?: readonly string[]): readonly Problem[] => {
  const f = findings('request')
  if (!isObject(value)) {
    f.add('json.object', '', 'The call is not a JSON object.')
    return f.all()
  }
  const hook = required(value, 'hook', '', 'request.hook', f)
  if (hook !== undefined && hooks !== undefined && !hooks.includes(hook))
    f.add('request.hook-of-service', 'hook', `The service is not registered for ${JSON.stringify(hook.slice(0, 80))}.`)
  const instance = required(value, 'hookInstance', '', 'request.hook-instance', f)
  if (instance !== undefined && !uuid.test(instance))
    f.add('request.hook-instance-uuid', 'hookInstance', 'hookInstance is not a UUID.')
  const context = value['context']
  if (!isObject(context)) f.add('request.context', 'context', 'context is not an object.')
  else if (hook !== undefined) checkContext(hook, context, f)
  checkServer(value, f)
  checkAuthorization(value, f)
  checkPrefetched(value, f)
  noEmpties(value, f, (path) => /^prefetch(?:[.[]|$)/.test(path) || path === 'context')
  return f.all()
}

import type { JSONWebKeySet } from 'jose'

/**
 * A client that may call the decision-support services. Its tokens carry `iss`. Its public keys are `keys`, agreed out of band, or stand at one
 * of the addresses `jku`; no other address is ever asked. `fhirServers`: the FHIR servers, by base address, at which a token that this client
 * hands over may be used.
 */
export type CdsClient = {
  readonly iss: string
  readonly name: string
  readonly keys?: JSONWebKeySet
  readonly jku?: readonly string[]
  readonly fhirServers?: readonly string[]
}

/** Why a caller is not let in. It goes to the log; the caller learns no more than that it is not let in. */
export type ClientRefusal =
  | 'no-token'
  | 'no-jwt'
  | 'algorithm'
  | 'type'
  | 'no-kid'
  | 'issuer'
  | 'key-address'
  | 'key-unknown'
  | 'keys-unreachable'
  | 'signature'
  | 'audience'
  | 'expired'
  | 'not-yet'
  | 'too-long'
  | 'claims'
  | 'replay'
  | 'busy'

export type ClientVerdict =
  | { readonly ok: true; readonly client: CdsClient }
  | { readonly ok: false; readonly because: ClientRefusal }

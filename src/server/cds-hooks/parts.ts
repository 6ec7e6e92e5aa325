import type { Release } from '../../knowledge/release.ts'
import type { Instant } from '../../shared/instant.ts'
import type { CdsCards } from '../../store/cds-feedback/index.ts'
import type { AuditSink } from '../../trust/index.ts'
import type { AskServer, CdsClient } from '../../trust/cds-client/index.ts'
import type { CdsPeople } from './cds-people.ts'

/**
 * `clients`: who may call. `openCdsHooks`: anybody may, without a token; only on a server on loopback. `origins`: web origins from which an
 * open server may be called, besides loopback ones. `fhirServers`: FHIR servers that an open server may ask for what was not prefetched.
 */
export type CdsHooksConfig = {
  readonly clients?: readonly CdsClient[]
  readonly openCdsHooks?: boolean
  readonly origins?: readonly string[]
  readonly fhirServers?: readonly string[]
  readonly smartLaunch?: string
}

/** What is told to the log of a call: never whose it is or what was in it. */
export type CdsEvent =
  | { readonly event: 'client-refused'; readonly because: string }
  | {
      readonly event: 'prefetch'
      readonly key: string
      readonly state: 'fetched' | 'failed'
      readonly because?: string
    }
  | {
      readonly event: 'foreign-resources' | 'unread-resources' | 'unknown-medicines' | 'unknown-cards'
      readonly count: number
    }
  | { readonly event: 'patient-contradicts' | 'patient-ambiguous' }

/** `baseUrl`: how the server is reached from outside, without a slash at the end; tokens and links are held against it, never against the Host header. */
export type CdsHooksParts = {
  readonly baseUrl: string
  readonly loopback: boolean
  readonly tenant: string
  readonly knowledge: readonly Release[]
  readonly people: CdsPeople
  readonly cards: CdsCards
  readonly audit: AuditSink
  readonly now: () => Instant
  readonly newId: () => string
  readonly tell?: (event: CdsEvent) => void
  readonly ask?: AskServer
  readonly config?: CdsHooksConfig
}

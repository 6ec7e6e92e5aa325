import type { FastifyRequest } from 'fastify'
import type { Instant } from '../../shared/instant.ts'
import type { Database, SignInStore } from '../../store/index.ts'
import type { AuditSink, Role } from '../../trust/index.ts'

/** A patient as shown to whoever has to choose one. `detail` tells namesakes apart, e.g. the birth date. */
export type PatientName = { readonly id: string; readonly name: string; readonly detail?: string }

/** How a patient is found before there is a token to search with. Only asked for people whose role may see every patient. */
export type PatientNames = {
  readonly find: (text: string, limit: number) => Promise<readonly PatientName[]>
  readonly one: (id: string) => Promise<PatientName | undefined>
}

/** Another health record that may open Attune. Its address is compared before anything is fetched. */
export type Ehr = {
  readonly iss: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Patients have the same ids there and here, so that its patient is ours. Otherwise the launch opens without a record. */
  readonly sameIds?: boolean
}

/**
 * An identity provider of the house. Its access tokens are verified, its users sign in to the web application. `role`, `tenant`, `patient`,
 * `name` are claims (dots lead into objects); `roles` turns values of the role claim into ours, and whoever has none of them may do nothing.
 */
export type IdentityProvider = {
  readonly issuer: string
  readonly audience: string
  readonly clientId: string
  readonly clientSecret?: string
  readonly algorithms?: readonly string[]
  readonly claims: {
    readonly role: string
    readonly tenant?: string
    readonly patient?: string
    readonly name?: string
  }
  readonly roles: Readonly<Record<string, Role>>
}

export type SignInConfig = {
  readonly tenant?: string
  readonly ehrs?: readonly Ehr[]
  readonly identityProvider?: IdentityProvider
}

/** `baseUrl`: how browsers reach the server, without a slash at the end; everything handed out is made from it, never from the Host header. */
export type SignInParts = {
  readonly database: Database
  readonly baseUrl: string
  readonly demo: boolean
  readonly now: () => Instant
  readonly newId: () => string
  readonly audit: AuditSink
  readonly patients: PatientNames
  readonly config?: SignInConfig
  /** Fetches from other servers; only ever called with addresses that the configuration names. */
  readonly fetch?: typeof globalThis.fetch
}

/** What the routes of signing in share. */
export type SignInRoom = SignInParts & {
  readonly tenant: string
  readonly store: SignInStore
  readonly issuer: string
  readonly fhirBase: string
  readonly secure: boolean
  readonly seconds: () => number
}

export type SessionOf = (request: FastifyRequest) => Promise<string | undefined>

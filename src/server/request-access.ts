import type { FastifyRequest } from 'fastify'
import type { Access } from '../trust/index.ts'

/**
 * Finds out who asks, from a bearer token or a session cookie. Undefined: nobody is signed in, and a protected route answers 401.
 * A token that is expired, revoked, foreign or malformed is nobody's; why is never told to the caller.
 */
export type Authenticate = (request: FastifyRequest) => Promise<Access | undefined>

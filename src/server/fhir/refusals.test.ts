import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { refusalOfRequest } from './refusals.ts'

const { log } = Fastify()

test.each([
  [Object.assign(new Error('connect to 10.0.0.7'), { code: 'ECONNREFUSED' }), 503, '5'],
  [Object.assign(new Error('terminating connection'), { code: '57P01' }), 503, '5'],
  [new Error('Connection terminated unexpectedly'), 503, '5'],
  [new Error('Jane Doe'), 500, undefined],
])('%s is answered with %i, and nothing of it is told', (thrown, status, retryAfter) => {
  const { refusal, isFault } = refusalOfRequest(thrown, log)
  expect([refusal.status, refusal.headers['retry-after'], isFault]).toEqual([status, retryAfter, true])
  expect(JSON.stringify(refusal.issues)).not.toMatch(/Jane|10\.0|terminat/)
})

import Fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { metricsRoutes } from './metrics.ts'

const appWith = (token?: string) => {
  const app = Fastify()
  metricsRoutes(app, token === undefined ? {} : { token })
  app.get('/people/:id', async () => 'x')
  return app
}

describe('the metrics', () => {
  test('count by route pattern, so that no person’s id ever stands in them', async () => {
    const app = appWith()
    await app.inject('/people/jane-doe')
    await app.inject('/people/jane-doe')
    await app.inject('/nowhere/jane-doe')
    const text = (await app.inject('/metrics')).body
    expect(text).toContain('attune_http_requests_total{method="GET",route="/people/:id",status="200"} 2')
    expect(text).toContain('attune_http_requests_total{method="GET",route="unknown",status="404"} 1')
    expect(text).toMatch(
      /attune_http_request_seconds_bucket\{le="0.01",method="GET",route="\/people\/:id",status="200"\} \d/,
    )
    expect(text).not.toContain('jane')
    await app.close()
  })

  test('without a token only this machine is answered, and not through a proxy', async () => {
    const app = appWith()
    expect((await app.inject({ url: '/metrics', remoteAddress: '10.0.0.7' })).statusCode).toBe(404)
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '10.0.0.7' } })).statusCode).toBe(404)
    expect((await app.inject({ url: '/metrics', remoteAddress: '::1' })).statusCode).toBe(200)
    await app.close()
  })

  test('behind a proxy nobody is answered without a token, as everybody comes from this machine there', async () => {
    const app = Fastify()
    metricsRoutes(app, { behindProxy: true })
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).statusCode).toBe(404)
    await app.close()
  })

  test('with a token exactly who shows it is answered, from wherever', async () => {
    const app = appWith('s3cret')
    const ask = (authorization?: string) =>
      app.inject({ url: '/metrics', remoteAddress: '10.0.0.7', headers: authorization ? { authorization } : {} })
    expect((await ask('Bearer s3cret')).statusCode).toBe(200)
    for (const wrong of [undefined, 'Bearer s3cres', 'Bearer s3cret2', 's3cret'])
      expect((await ask(wrong)).statusCode).toBe(404)
    await app.close()
  })
})

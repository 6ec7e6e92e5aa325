import type { FastifyInstance, FastifyReply } from 'fastify'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Release } from '../knowledge/release.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'
import { described } from './api/described.ts'

export type PublicParts = {
  readonly knowledge: readonly Release[]
  /** Whether the store answers. */
  readonly ready: () => Promise<boolean>
}

const release = z.object({ id: z.string(), release: z.string() })

const live = described({
  summary: 'The process answers',
  tag: 'health',
  answer: z.object({ live: z.literal(true) }),
})

const readiness = described({
  summary: 'Store and knowledge are at hand',
  tag: 'health',
  answer: z.object({ ready: z.boolean() }),
  refusals: [503],
})

const version = described({
  summary: 'Version of the software, of the knowledge, and the intended use',
  tag: 'about',
  answer: z.object({ name: z.string(), version: z.string(), intendedUse: z.string(), knowledge: z.array(release) }),
})

const releases = described({
  summary: 'The knowledge releases in use, each with source, licence and checksums',
  tag: 'about',
  answer: z.object({ releases: z.array(z.looseObject({ id: z.string(), release: z.string(), licence: z.string() })) }),
})

/** What anybody may ask, as none of it is about a person: health, versions, and the knowledge that pages assess dropped files with. */
export const publicRoutes = (app: FastifyInstance, { knowledge, ready }: PublicParts): void => {
  app.get('/health/live', { schema: live }, async () => ({ live: true }))
  app.get('/health/ready', { schema: readiness }, async (_request, reply) => {
    const answers = knowledge.length > 0 && (await ready().catch(() => false))
    return reply.status(answers ? 200 : 503).send({ ready: answers })
  })
  app.get('/api/version', { schema: version }, async () => ({
    ...software,
    intendedUse,
    knowledge: knowledge.map((r) => ({ id: r.manifest.id, release: r.manifest.release })),
  }))
  app.get('/api/knowledge', { schema: releases }, async () => ({ releases: knowledge.map((r) => r.manifest) }))
  const packed = (releases: readonly Release[]): Buffer => gzipSync(JSON.stringify({ releases }))
  const send = (reply: FastifyReply, pack: Buffer): FastifyReply =>
    reply
      .type('application/json; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-cache')
      .send(pack)
  const whole = packed(knowledge)
  app.get('/knowledge-pack.json', async (_request, reply) => send(reply, whole))
  for (const one of knowledge) {
    const pack = packed([one])
    app.get(`/knowledge-pack/${encodeURIComponent(one.manifest.id)}.json`, async (_request, reply) => send(reply, pack))
  }
}

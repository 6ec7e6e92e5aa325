import type { FastifyInstance } from 'fastify'
import { gzipSync } from 'node:zlib'
import { loadGenePack } from '../../knowledge/gene-pack.ts'

/** The gene models that ship, for the Genome page. */
export const geneRoutes = (app: FastifyInstance): void => {
  const genes = gzipSync(JSON.stringify(loadGenePack()))
  app.get('/gene-pack.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-cache')
      .send(genes),
  )
}

import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { intendedUse } from '../../shared/intended-use.ts'
import { software } from '../../shared/software.ts'

/** Gathers the described routes under `/api` and `/health` into an OpenAPI document at `/api/openapi.json`. Registered before them. */
export const openApi = async (app: FastifyInstance, baseUrl: string): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: 'Attune', version: software.version, description: intendedUse },
      servers: [{ url: baseUrl }],
      tags: [
        { name: 'people', description: 'People and what is concluded about them' },
        { name: 'import', description: 'Adding to the record' },
        { name: 'about', description: 'Versions and knowledge' },
        { name: 'health', description: 'For whoever runs the server' },
      ],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'attune_session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      externalDocs: { url: `${baseUrl}/fhir/metadata`, description: 'The FHIR API' },
    },
    hideUntagged: true,
  })
  app.get('/api/openapi.json', async () => app.swagger())
}

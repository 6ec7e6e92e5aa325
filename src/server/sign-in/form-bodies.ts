import type { FastifyInstance } from 'fastify'

/** Reads `application/x-www-form-urlencoded`: a field sent once is a text, one sent several times a list. */
export const formBodies = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, body, done) => {
      const fields = new URLSearchParams(String(body))
      const form = Object.create(null) as Record<string, string | string[]>
      for (const name of new Set(fields.keys())) {
        const all = fields.getAll(name)
        form[name] = all.length === 1 ? (all[0] ?? '') : all
      }
      done(null, form)
    },
  )
}

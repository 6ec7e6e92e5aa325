import type { FastifySchema } from 'fastify'
import { z } from 'zod'

/** What a route takes and gives, in words and schemas. `body`: of the request, or its media type where that is not JSON; `answer`: of 200, the same. */
export type Description = {
  readonly summary: string
  readonly tag: 'people' | 'about' | 'health' | 'import'
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType | string
  readonly answer?: z.ZodType | string
  /** Statuses besides 200 that are part of the route's contract. */
  readonly refusals?: readonly (401 | 403 | 404 | 422 | 503)[]
}

const refusal = z.object({
  code: z.string().describe('A code of the table of faults, or of the first problem'),
  message: z.string(),
  problems: z
    .array(
      z.object({
        code: z.string(),
        severity: z.enum(['error', 'warning', 'info']),
        at: z.object({
          source: z.string().optional(),
          line: z.number().optional(),
          column: z.number().optional(),
          path: z.string().optional(),
        }),
        message: z.string(),
        remedy: z.string(),
      }),
    )
    .optional()
    .describe('Everything wrong with what came in, with 422'),
})

const words: Readonly<Record<number, string>> = {
  401: 'Nobody is signed in',
  403: 'Not for this role',
  404: 'Not there, or not for the caller to see: the two are not told apart',
  422: 'What came in cannot be used; all problems at once, and nothing was kept',
  503: 'Not ready, or no room for it now: ask again',
}

const jsonSchema = (schema: z.ZodType): object => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return rest
}

const answerOf = (answer: z.ZodType | string | undefined): object =>
  typeof answer === 'string'
    ? { description: 'Done', content: { [answer]: { schema: { type: 'string', format: 'binary' } } } }
    : {
        description: 'Done',
        content: { 'application/json': { schema: answer === undefined ? {} : jsonSchema(answer) } },
      }

/** The schema of a route for Fastify: parameters are checked by it, and the OpenAPI document is made of it. */
export const described = (d: Description): FastifySchema => ({
  summary: d.summary,
  tags: [d.tag],
  ...(d.params === undefined ? {} : { params: jsonSchema(d.params) }),
  ...(d.query === undefined ? {} : { querystring: jsonSchema(d.query) }),
  ...(d.body === undefined ? {} : typeof d.body === 'string' ? { consumes: [d.body] } : { body: jsonSchema(d.body) }),
  response: {
    200: answerOf(d.answer),
    ...Object.fromEntries(
      (d.refusals ?? []).map((status) => [
        status,
        { description: words[status] ?? '', content: { 'application/json': { schema: jsonSchema(refusal) } } },
      ]),
    ),
  },
})

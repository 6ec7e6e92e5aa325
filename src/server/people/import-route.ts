import type { Patient } from '@medplum/fhirtypes'
import type { FastifyInstance, FastifyRequest, RequestPayload } from 'fastify'
import { AttuneError } from '../../shared/errors.ts'
import { mayAddFiles, mayImport } from '../../trust/index.ts'
import { type Callers, type PeopleRoutesParts, refused } from './callers.ts'
import { nameOf } from './find-people.ts'
import { importFile } from './import-file.ts'
import { oneAtATime } from './one-at-a-time.ts'
import * as schemas from './people-schemas.ts'
import { type Held, type Upload, type UploadLimits, uploads } from './uploads.ts'

/** A genome as BGZF, or a whole exome as text; it is held in memory while it is read. */
const upload: UploadLimits = { most: 2 ** 30, together: 1.5 * 2 ** 30 }

/** A request without a body. */
const nothing: Upload = { bytes: new Uint8Array(0), sha256: '' }

/** Adding a file to the record: `api` is a scope of its own, as bodies are received as they come. */
export const importRoute = (api: FastifyInstance, parts: PeopleRoutesParts, { access, note }: Callers): void => {
  api.removeAllContentTypeParsers()
  const { receive } = uploads(upload)
  const held = new WeakMap<FastifyRequest, Held>()
  api.addContentTypeParser('*', { bodyLimit: upload.most }, async (request: FastifyRequest, body: RequestPayload) => {
    const length = request.headers['content-length']
    const received = await receive(body, length === undefined ? undefined : Number(length))
    held.set(request, received)
    return received
  })
  const letGo = async (request: FastifyRequest): Promise<void> => held.get(request)?.release()
  api.addHook('onResponse', letGo)
  api.addHook('onRequestAbort', letGo)

  const inTurn = oneAtATime()
  const refuseImport = async (request: FastifyRequest): Promise<void> => {
    if (mayImport(access(request))) return
    await note(request, 'create', 'import', [], 'failure')
    throw new AttuneError('ATTUNE_NOT_ALLOWED', '')
  }
  api.post<{ Querystring: { name?: string; person?: string; leaveOutFaulty?: string }; Body: Upload | undefined }>(
    '/api/import',
    { bodyLimit: upload.most, schema: schemas.add, onRequest: refuseImport },
    async (request, reply) => {
      const caller = access(request)
      const record = parts.recordFor(caller)
      const { name = 'file', person, leaveOutFaulty } = request.query
      const { bytes, sha256 } = request.body ?? nothing
      const about = person === undefined ? [] : [person]
      // Should the entry of what came of it be lost with the process, this one is there.
      await note(request, 'execute', 'import', [], 'success', `sha256:${sha256}`)
      const imported = await importFile(
        {
          name: name.slice(0, 200),
          bytes,
          sha256,
          ...(person === undefined ? {} : { person }),
          leaveOutFaulty: leaveOutFaulty === 'true',
        },
        {
          definitions: parts.definitions,
          stored: record.read,
          transact: record.transact,
          mayAddFiles: (id) => mayAddFiles(caller, id),
          inTurn,
          genomes: parts.genomes,
          people: parts.people,
          knowledge: parts.knowledge,
          at: parts.now(),
        },
      ).catch(async (cause: unknown) => {
        await note(request, 'create', 'import', about, 'error')
        throw cause
      })
      const people = imported.ok ? imported.value.people : []
      await note(request, 'create', 'import', people, imported.ok ? 'success' : 'failure')
      if (!imported.ok) return reply.status(422).send(refused(imported.problems))
      parts.reports.soon(people)
      const names = await Promise.all(people.map((id) => record.read('Patient', id)))
      return {
        people: people.map((id, i) => ({ id, name: nameOf(names[i] as Patient) })),
        took: imported.value.took,
        problems: imported.problems,
      }
    },
  )
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttuneError } from '../../shared/errors.ts'
import { isSameOrigin } from './same-origin.ts'
import { sessionOfRequest } from './authenticate.ts'
import type { Launch } from './asked-authorization.ts'
import type { SignInRoom } from './parts.ts'
import { randomId } from './sign-in-attempt.ts'
import { auditEntry } from './sign-in-audit.ts'

const fhirId = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const asked = z.strictObject({ client: z.string().min(1).max(200), patient: fhirId, encounter: fhirId.optional() })

/** Seconds in which an application has to take a launch up. */
const launchSeconds = 5 * 60

/** Opens a SMART application from our own page for one patient: an id that says nothing, good once, for this application and this person. */
export const launchRoutes = (app: FastifyInstance, room: SignInRoom): void => {
  const sessionOf = sessionOfRequest(room)
  app.post('/api/launches', async (request, reply) => {
    const session = isSameOrigin(request, room.baseUrl) ? await sessionOf(request) : undefined
    if (session === undefined) return reply.status(401).send({ code: 'not-signed-in', message: 'Nobody is signed in.' })
    const body = asked.safeParse(request.body)
    if (!body.success) return reply.status(400).send({ code: 'launch-malformed', message: z.prettifyError(body.error) })
    const { client: clientId, patient, encounter } = body.data
    const { actor, launch: from } = session
    const seesAll = actor.role === 'clinician' || actor.role === 'tumourBoard'
    const allowed = from === undefined ? seesAll : from.local === patient
    const known = allowed ? await room.patients.one(patient) : undefined
    const client = await room.store.clients.byId(clientId)
    if (known === undefined)
      await room.audit.append(auditEntry(room, { action: 'execute', outcome: 'failure', entity: 'launch', actor }))
    if (known === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'person')
    if (client?.launchUrl === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'application to open')
    await room.audit.append(
      auditEntry(room, {
        action: 'execute',
        outcome: 'success',
        entity: 'launch',
        actor: { ...actor, client: clientId },
        patients: [patient],
      }),
    )
    const id = randomId()
    const launch: Launch = {
      client: clientId,
      patient,
      account: session.account,
      ...(encounter === undefined ? {} : { encounter }),
    }
    await room.store.tickets.put('launch', id, launch, room.seconds() + launchSeconds)
    const url = new URL(client.launchUrl)
    url.searchParams.set('iss', room.fhirBase)
    url.searchParams.set('launch', id)
    return reply
      .status(201)
      .header('cache-control', 'no-store')
      .send({ launch: id, url: url.href, expiresIn: launchSeconds })
  })
}

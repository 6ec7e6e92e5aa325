import type { Bundle, FamilyMemberHistory } from '@medplum/fhirtypes'
import type { FastifyInstance } from 'fastify'
import { checkPedigree, readPedigree } from '../../clinical/family/index.ts'
import { drawnFamilyResources, pedigreeSystem, standsFor } from '../../deliver/fhir/index.ts'
import { AttuneError } from '../../shared/errors.ts'
import { bad, hasError, ok, type Problem, type Result } from '../../shared/problem.ts'
import { mayAddFiles } from '../../trust/index.ts'
import { type ById, type CallersRecord, type Callers, type PeopleRoutesParts, refused } from './callers.ts'
import { oneAtATime } from './one-at-a-time.ts'
import * as schemas from './people-schemas.ts'

type Saved = { readonly saved: number; readonly removed: number; readonly problems: readonly Problem[] }

const isOurs = (r: FamilyMemberHistory): boolean => r.identifier?.some((i) => i.system === pedigreeSystem) ?? false

/** Refers only to entries that are this person's: what a caller names besides is not taken. */
const kept = (r: FamilyMemberHistory, theirs: ReadonlySet<string>): FamilyMemberHistory => ({
  ...r,
  extension: (r.extension ?? []).filter(
    (e) => e.valueReference?.reference === undefined || theirs.has(e.valueReference.reference),
  ),
})

/** Writes a pedigree in one transaction: the relatives of the drawing before are replaced or deleted, entries of other sources stay as they are. */
export const saveFamily = async (body: unknown, person: string, record: CallersRecord): Promise<Result<Saved>> => {
  const read = readPedigree(body, 'family')
  if (!read.ok) return read
  const problems = checkPedigree(read.value)
  if (hasError(problems)) return bad(problems)
  const stored = (await record.resources(person)).filter((r) => r.resourceType === 'FamilyMemberHistory')
  const ours = stored.filter(isOurs)
  const theirs = new Set(stored.filter((r) => !isOurs(r)).map((r) => `FamilyMemberHistory/${r.id ?? ''}`))
  const resources = drawnFamilyResources(read.value, person, standsFor(ours)).map((r) => kept(r, theirs))
  const stay = new Set(resources.map((r) => r.id))
  const gone = ours.filter((r) => !stay.has(r.id))
  const transaction: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      ...gone.map((r) => ({ request: { method: 'DELETE' as const, url: `FamilyMemberHistory/${r.id ?? ''}` } })),
      ...resources.map((resource) => ({
        resource,
        request: { method: 'PUT' as const, url: `FamilyMemberHistory/${resource.id ?? ''}` },
      })),
    ],
  }
  const done = await record.transact(transaction)
  if (!done.ok) return done
  return ok({ saved: read.value.people.length - 1, removed: gone.length, problems })
}

/** Saving a drawn family: for those who may add to the whole record. */
export const familyRoute = (
  api: FastifyInstance,
  parts: PeopleRoutesParts,
  { access, note, reader }: Callers,
): void => {
  const inTurn = oneAtATime()
  api.put<ById & { Body: unknown }>(
    '/api/people/:id/family',
    { schema: schemas.family, validatorCompiler: () => () => true },
    async (request, reply) => {
      const person = await reader(request)
      if (!mayAddFiles(access(request), person)) {
        await note(request, 'update', 'family', [person], 'failure')
        throw new AttuneError('ATTUNE_NOT_ALLOWED', '')
      }
      const saved = await inTurn(() => saveFamily(request.body, person, parts.recordFor(access(request)))).catch(
        async (cause: unknown) => {
          await note(request, 'update', 'family', [person], 'error')
          throw cause
        },
      )
      await note(request, 'update', 'family', [person], saved.ok ? 'success' : 'failure')
      if (!saved.ok) return reply.status(422).send(refused(saved.problems))
      parts.reports.soon([person])
      return saved.value
    },
  )
}

import { isResource, type Operation } from '@medplum/core'
import type { Parameters, Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import { type AttuneRepository, ifMatchOf } from '../../store/fhir/index.ts'
import type { Access } from '../../trust/index.ts'
import type { Answer } from './answer.ts'
import { fault, quoted } from './fault.ts'
import { demandAny, demandType } from './rights.ts'
import { isKnownToCaller, versionHeaders } from './version-headers.ts'

/** One interaction asked for, by HTTP or by an entry of a bundle. `query` is as written, without the question mark. */
export type Interaction = {
  readonly access: Access
  readonly definitions: FhirDefinitions
  readonly repository: AttuneRepository
  readonly type: string
  readonly id: string
  readonly version: string
  readonly query: string
  readonly body: unknown
  readonly strict: boolean
  readonly headers: {
    readonly ifMatch?: string | undefined
    readonly ifNoneMatch?: string | undefined
    readonly ifModifiedSince?: string | undefined
    readonly ifNoneExist?: string | undefined
  }
}

const idForm = /^[A-Za-z0-9.-]{1,64}$/

const locationOf = (resource: Resource): string =>
  `${resource.resourceType}/${resource.id ?? ''}/_history/${resource.meta?.versionId ?? ''}`

const written = (status: number, resource: Resource): Answer => ({
  status,
  body: resource,
  location: locationOf(resource),
})

const bodyOf = (i: Interaction): Resource => {
  if (typeof i.body !== 'object' || i.body === null || Array.isArray(i.body))
    throw fault(400, 'structure', `The body is not a resource: one JSON object of type ${i.type} is expected.`)
  const type = (i.body as { resourceType?: unknown }).resourceType
  if (type === i.type) return i.body as Resource
  if (typeof type !== 'string')
    throw fault(400, 'structure', `The body has no resourceType; ${i.type} is expected.`, 'resourceType')
  throw fault(400, 'invalid', `The body is ${quoted(type)}, the address says ${i.type}.`, 'resourceType')
}

const noSuchId = (i: Interaction) => fault(404, 'not-found', `There is no such ${i.type}.`)

/** Refuses a type the caller may read nothing of; an id that cannot be one is not there. */
export const demandReadable = (i: Interaction): void => {
  demandType(i.definitions, i.access, 'r', i.type)
  if (i.id !== '' && !idForm.test(i.id)) throw noSuchId(i)
}

const orNotModified = (i: Interaction, resource: Resource): Answer =>
  isKnownToCaller(resource.meta, i.headers.ifNoneMatch, i.headers.ifModifiedSince)
    ? { status: 304, headers: versionHeaders(resource.meta) }
    : { status: 200, body: resource }

export const read = async (i: Interaction): Promise<Answer> => {
  demandReadable(i)
  return orNotModified(i, await i.repository.readResource(i.type, i.id))
}

export const readVersion = async (i: Interaction): Promise<Answer> => {
  demandReadable(i)
  return orNotModified(i, await i.repository.readVersion(i.type, i.id, i.version))
}

export const search = async (i: Interaction): Promise<Answer> => {
  if (i.type === '') demandAny(i.access, 's')
  else demandType(i.definitions, i.access, 's', i.type)
  return {
    status: 200,
    body: await i.repository.ask({ type: i.type, parameters: new URLSearchParams(i.query), strict: i.strict }),
  }
}

/**
 * What `then` makes of the one resource that fits the condition, or of none, with both in one transaction. A condition that is empty or
 * not known in every part is refused, as it would fit more than was meant; so are several that fit.
 */
const onFitting = async <T>(
  i: Interaction,
  condition: string,
  then: (tx: AttuneRepository, found: Resource | undefined) => Promise<T>,
): Promise<T> => {
  demandType(i.definitions, i.access, 's', i.type)
  return i.repository.withTransaction(async (tx) => then(tx, await tx.onlyMatching(i.type, condition)), {
    resourceTypes: [],
    serializable: true,
  })
}

/** `If-Match` as the store takes it. */
const matching = ({ headers }: Interaction): { readonly ifMatch?: string } =>
  headers.ifMatch === undefined ? {} : { ifMatch: ifMatchOf(headers.ifMatch, 'http.If-Match') }

export const create = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'c', i.type)
  const resource = bodyOf(i)
  if (i.headers.ifNoneExist === undefined) return written(201, await i.repository.createResource(resource))
  return onFitting(i, i.headers.ifNoneExist, async (tx, found) =>
    found === undefined ? written(201, await tx.createResource(resource)) : written(200, found),
  )
}

export const update = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'u', i.type)
  const resource = bodyOf(i)
  if (!idForm.test(i.id))
    throw fault(400, 'value', 'An id has 1 to 64 letters, digits, hyphens and full stops.', `${i.type}.id`)
  if (resource.id !== i.id)
    throw fault(400, 'invalid', `The id in the body must be the one in the address, ${quoted(i.id)}.`, `${i.type}.id`)
  const mustBeNew = i.headers.ifNoneMatch?.trim() === '*'
  const { resource: result, created } = await i.repository.put(resource, { ...matching(i), mustBeNew })
  return written(created ? 201 : 200, result)
}

export const conditionalUpdate = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'u', i.type)
  const resource = bodyOf(i)
  const match = matching(i)
  return onFitting(i, i.query, async (tx, found) => {
    if (resource.id !== undefined && resource.id !== found?.id)
      throw fault(400, 'invalid', 'The id in the body is not that of what fits the condition.', `${i.type}.id`)
    if (found !== undefined) {
      const next = { ...resource, id: found.id } as Resource
      return written(200, (await tx.put(next, match)).resource)
    }
    if (match.ifMatch !== undefined)
      throw fault(412, 'conflict', 'Nothing fits the condition, so it has no version to match.')
    demandType(i.definitions, i.access, 'c', i.type)
    return written(201, await tx.createResource(resource))
  })
}

const patchOf = (i: Interaction): Operation[] | Parameters => {
  if (Array.isArray(i.body)) return i.body as Operation[]
  if (isResource<Parameters>(i.body, 'Parameters')) return i.body
  throw fault(
    400,
    'structure',
    'The body is not a patch: send a JSON Patch, which is a list of operations, as application/json-patch+json.',
  )
}

export const patch = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'u', i.type)
  if (!idForm.test(i.id)) throw noSuchId(i)
  const changes = patchOf(i)
  return written(200, await i.repository.patchResource(i.type as Resource['resourceType'], i.id, changes, matching(i)))
}

export const conditionalPatch = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'u', i.type)
  const changes = patchOf(i)
  const match = matching(i)
  return onFitting(i, i.query, async (tx, found) => {
    if (found?.id === undefined) throw fault(404, 'not-found', `No ${i.type} fits the condition.`)
    return written(200, await tx.patchResource(found.resourceType, found.id, changes, match))
  })
}

export const remove = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'd', i.type)
  if (!idForm.test(i.id)) throw noSuchId(i)
  const match = matching(i)
  const [before] = await i.repository.readReferences([{ reference: `${i.type}/${i.id}` }])
  await i.repository.deleteResource(i.type, i.id, match)
  return { status: 204, touched: before === undefined || before instanceof Error ? [] : [before] }
}

export const conditionalRemove = async (i: Interaction): Promise<Answer> => {
  demandType(i.definitions, i.access, 'd', i.type)
  const match = matching(i)
  return onFitting(i, i.query, async (tx, found) => {
    if (found?.id !== undefined) await tx.deleteResource(found.resourceType, found.id, match)
    return { status: 204, touched: found === undefined ? [] : [found] }
  })
}

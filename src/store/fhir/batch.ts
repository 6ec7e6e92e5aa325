import { OperationOutcomeError, getStatus, normalizeOperationOutcome, type Operation } from '@medplum/core'
import type { FhirRequest, FhirResponse } from '@medplum/fhir-router'
import type {
  Bundle,
  BundleEntry,
  OperationOutcome,
  OperationOutcomeIssue,
  Parameters,
  Resource,
} from '@medplum/fhirtypes'
import { type BundleStep, bundleSteps, inProcessingOrder, patchOf } from './bundle-entry.ts'
import { baseOf, type Links, withLinks } from './bundle-links.ts'
import {
  isConditional,
  prepare,
  type Prepared,
  resolveConditionalReferences,
  type Resolved,
} from './bundle-resolution.ts'
import { ifMatchOf } from './if-match.ts'
import { badInput, faulty, tooMuch } from './refusals.ts'
import type { AttuneRepository } from './repository.ts'

/** More entries than this are refused before anything is looked at. */
export const mostEntries = 20_000

/** Entries of a batch that are made durable together. */
const batchChunk = 200

/** Faults told of one bundle. */
const mostFaults = 1000

export type BundleOptions = {
  /** Answers what is neither create, update, patch nor delete: reads, searches, operations. */
  readonly handle: (request: FhirRequest, repository: AttuneRepository) => Promise<FhirResponse>
  /** `minimal`: answers without the resources that were written. */
  readonly returning?: 'minimal' | 'representation'
}

/** The issue with the places that it names within the entry's resource (`Patient.name`) as they are in the bundle. */
const placed = (index: number, issue: OperationOutcomeIssue): OperationOutcomeIssue => {
  const place = `Bundle.entry[${index}]`
  const within = (inner: string): string => {
    const rest = /^[A-Z][A-Za-z]*(?![A-Za-z])(.*)$/s.exec(inner)?.[1]
    return rest === undefined ? place : `${place}.resource${rest}`
  }
  return { ...issue, expression: (issue.expression ?? ['']).map(within) }
}

/** A refusal with its places as they are in the bundle; a fault of the server or of the database stays what it is. */
const at = (index: number, cause: unknown): unknown => {
  if (!(cause instanceof OperationOutcomeError)) return cause
  return new OperationOutcomeError({ ...cause.outcome, issue: cause.outcome.issue.map((one) => placed(index, one)) })
}

const texts: Readonly<Record<number, string>> = { 200: '200 OK', 201: '201 Created', 204: '204 No Content' }

const written = (resource: Resource, status: number, { returning }: BundleOptions): BundleEntry => {
  const { versionId, lastUpdated } = resource.meta ?? {}
  return {
    ...(returning === 'minimal' ? {} : { resource }),
    response: {
      status: texts[status] ?? String(status),
      location: `${resource.resourceType}/${resource.id}/_history/${versionId}`,
      etag: `W/"${versionId}"`,
      ...(lastUpdated === undefined ? {} : { lastModified: lastUpdated }),
    },
  }
}

const answered = (outcome: OperationOutcome, resource: Resource | undefined): BundleEntry => ({
  ...(resource === undefined ? {} : { resource }),
  response: { status: texts[getStatus(outcome)] ?? String(getStatus(outcome)), outcome },
})

const requestOf = ({ entry, method, url }: BundleStep): FhirRequest => {
  const { ifNoneMatch, ifModifiedSince } = entry.request ?? {}
  return {
    method,
    url,
    pathname: '',
    params: {},
    query: {},
    body: entry.resource,
    headers: {
      ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
      ...(ifModifiedSince === undefined ? {} : { 'if-modified-since': ifModifiedSince }),
    },
  }
}

/** `resource`: that of the entry with its links in their final form, held against `faultsOf` already. */
const perform = async (
  repository: AttuneRepository,
  step: BundleStep,
  { id, existing }: Resolved,
  resource: Resource | undefined,
  options: BundleOptions,
): Promise<BundleEntry> => {
  const { ifMatch, ifNoneMatch } = step.entry.request ?? {}
  const match = ifMatch === undefined ? {} : { ifMatch: ifMatchOf(ifMatch, '') }
  if (step.kind === 'create' && resource !== undefined && id !== undefined) {
    if (existing !== undefined) return written(existing, 200, options)
    const made = await repository.createResource({ ...resource, id }, { assignedId: true, checked: true })
    return written(made, 201, options)
  }
  if (step.kind === 'update' && resource !== undefined && id !== undefined) {
    if (step.condition !== undefined && existing === undefined) {
      const made = await repository.createResource({ ...resource, id }, { assignedId: true, checked: true })
      return written(made, 201, options)
    }
    const mustBeNew = ifNoneMatch?.trim() === '*'
    const put = await repository.put({ ...resource, id }, { ...match, mustBeNew, checked: true })
    return written(put.resource, put.created ? 201 : 200, options)
  }
  if (step.kind === 'patch' && id !== undefined) {
    const patch = patchOf(resource)
    if (!Array.isArray(patch) && (typeof patch !== 'object' || patch === null))
      throw badInput('The entry holds no patch: a Binary with a JSON Patch, or Parameters with a FHIRPath Patch.')
    return written(
      await repository.patchResource(
        step.type as Resource['resourceType'],
        id,
        patch as Operation[] | Parameters,
        match,
      ),
      200,
      options,
    )
  }
  if (step.kind === 'delete') {
    if (id !== undefined) await repository.deleteResource(step.type, id, match)
    return { response: { status: '204 No Content' } }
  }
  const [outcome, found] = await options.handle(requestOf(step), repository)
  if (getStatus(outcome) >= 400) throw new OperationOutcomeError(outcome)
  return answered(outcome, found)
}

const linkedResource = ({ step }: Prepared, links: Links): Resource | undefined => {
  const { resource, fullUrl } = step.entry
  return resource === undefined || step.kind === 'other' ? resource : withLinks(resource, links, baseOf(fullUrl))
}

const twice = (prepared: readonly Prepared[]): OperationOutcomeIssue[] => {
  const seen = new Set<string>()
  return prepared.flatMap(({ step, resolved }) => {
    if (step.kind === 'other' || resolved.id === undefined) return []
    const place = `${step.type}/${resolved.id}`
    const before = seen.has(place)
    seen.add(place)
    const text = 'Another entry of this transaction is about the same resource.'
    return before ? [...badInput(text, `Bundle.entry[${step.index}]`).outcome.issue] : []
  })
}

const faultsAt = (
  repository: AttuneRepository,
  index: number,
  resource: Resource,
): readonly OperationOutcomeIssue[] => {
  const issues = repository.faultsOf(resource)
  return issues.map((one) => placed(index, one))
}

const transaction = async (
  repository: AttuneRepository,
  steps: readonly BundleStep[],
  options: BundleOptions,
): Promise<readonly BundleEntry[]> => {
  const work = async (tx: AttuneRepository): Promise<readonly BundleEntry[]> => {
    const links = new Map<string, string>()
    const prepared = await prepare(tx, inProcessingOrder(steps), links, (_, cause) => {
      throw cause
    })
    await resolveConditionalReferences(tx, steps, links)
    const ready = prepared.map((one) => ({ ...one, resource: linkedResource(one, links) }))
    const faults = twice(prepared)
    for (const { step, resource } of ready)
      if (resource !== undefined && (step.kind === 'create' || step.kind === 'update') && faults.length < mostFaults)
        faults.push(...faultsAt(tx, step.index, resource))
    if (faults.length > 0) throw faulty(faults.slice(0, mostFaults))
    const entries: BundleEntry[] = []
    for (const { step, resolved, resource } of ready)
      try {
        entries[step.index] = await perform(tx, step, resolved, resource, options)
      } catch (cause) {
        throw at(step.index, cause)
      }
    return entries
  }
  return repository.withTransaction(work, { serializable: steps.some(isConditional) })
}

const failure = (cause: unknown): BundleEntry => {
  const outcome = normalizeOperationOutcome(cause)
  return { response: { status: String(getStatus(outcome)), outcome } }
}

/** Each entry stands for itself; those of a chunk become durable together. What an entry is called is known to the others unless it has a condition. */
const batch = async (
  repository: AttuneRepository,
  steps: readonly BundleStep[],
  options: BundleOptions,
): Promise<readonly BundleEntry[]> => {
  const entries: BundleEntry[] = []
  const fail = (index: number, cause: unknown): void => {
    entries[index] = failure(cause)
  }
  const links = new Map<string, string>()
  const writes = inProcessingOrder(steps).filter(({ kind }) => kind !== 'other')
  const known = new Map(
    (
      await prepare(
        repository,
        writes.filter((step) => !isConditional(step)),
        links,
        fail,
      )
    ).map((one) => [one.step, one]),
  )
  const one = async (tx: AttuneRepository, step: BundleStep): Promise<void> => {
    const [item] = known.has(step) ? [known.get(step)] : await prepare(tx, [step], links, fail)
    if (item === undefined) return
    const resource = linkedResource(item, links)
    const isWritten = resource !== undefined && (step.kind === 'create' || step.kind === 'update')
    const faults = isWritten ? tx.faultsOf(resource) : []
    if (faults.length > 0) throw faulty(faults)
    entries[step.index] = await perform(tx, step, item.resolved, resource, options)
  }
  for (let from = 0; from < writes.length; from += batchChunk) {
    const chunk = writes.slice(from, from + batchChunk)
    const work = async (tx: AttuneRepository): Promise<void> => {
      for (const step of chunk)
        try {
          await tx.withTransaction((inner) => one(inner, step))
        } catch (cause) {
          if (!(cause instanceof OperationOutcomeError)) throw cause
          fail(step.index, cause)
        }
    }
    await repository.withTransaction(work, { serializable: chunk.some(isConditional) })
  }
  for (const step of steps.filter(({ kind }) => kind === 'other'))
    try {
      const resolved = { id: undefined, existing: undefined }
      entries[step.index] = await perform(repository, step, resolved, step.entry.resource, options)
    } catch (cause) {
      if (!(cause instanceof OperationOutcomeError)) throw cause
      fail(step.index, cause)
    }
  return entries
}

/**
 * Processes a transaction (all of it or nothing, DELETE before POST before PUT and PATCH before reads) or a batch (each entry for itself).
 * Entries refer to each other by fullUrl in any direction, and to what is in the store by condition. An answer for each entry, in the
 * order of the bundle. @source https://hl7.org/fhir/R4/http.html#trules
 */
export const processBundle = async (
  repository: AttuneRepository,
  bundle: Bundle,
  options: BundleOptions,
): Promise<Bundle> => {
  const { type } = bundle
  if (type !== 'batch' && type !== 'transaction')
    throw badInput('The type of the bundle is not batch or transaction.', 'Bundle.type')
  if (bundle.entry !== undefined && !Array.isArray(bundle.entry))
    throw badInput('The entries are not a list.', 'Bundle.entry')
  if ((bundle.entry?.length ?? 0) > mostEntries)
    throw tooMuch(`A bundle may hold ${mostEntries} entries: send it in parts, or import it as NDJSON.`, 'Bundle.entry')
  const { steps, faults } = bundleSteps(bundle)
  if (type === 'transaction') {
    if (faults.size > 0) throw faulty([...faults.values()].slice(0, mostFaults))
    const entry = await transaction(repository, steps, options)
    return { resourceType: 'Bundle', type: 'transaction-response', entry: [...entry] }
  }
  const entry = [...(await batch(repository, steps, options))]
  for (const [index, issue] of faults) entry[index] = failure(faulty([issue]))
  return { resourceType: 'Bundle', type: 'batch-response', entry }
}

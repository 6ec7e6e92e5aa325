import { OperationOutcomeError } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import type { BundleStep } from './bundle-entry.ts'
import { conditionalReferences } from './bundle-links.ts'
import { badInput, notProcessable } from './refusals.ts'
import type { AttuneRepository } from './repository.ts'

/** What an entry has turned out to be about: `id` of what is written, or the resource that If-None-Exist or a condition has found. */
export type Resolved = { readonly id: string | undefined; readonly existing: Resource | undefined }

/** One resource that fits a condition, none, or a refusal where several do. */
const oneFitting = (repository: AttuneRepository, type: string, condition: string, expression: string) =>
  repository.onlyMatching(type, condition, expression).catch((cause: unknown) => {
    if (!(cause instanceof OperationOutcomeError)) throw cause
    const issue = cause.outcome.issue.map((one) => ({ ...one, expression: [expression] }))
    throw new OperationOutcomeError({ ...cause.outcome, issue })
  })

/** Whether what an entry is about rests on a search. */
export const isConditional = ({ condition, entry }: BundleStep): boolean =>
  condition !== undefined || entry.request?.ifNoneExist !== undefined

const resolveStep = async (repository: AttuneRepository, step: BundleStep): Promise<Resolved> => {
  const { kind, type, id, condition, entry, index } = step
  const expression = `Bundle.entry[${index}].request`
  if (kind === 'create') {
    const ifNoneExist = entry.request?.ifNoneExist
    const existing =
      ifNoneExist === undefined
        ? undefined
        : await oneFitting(repository, type, ifNoneExist.replace(/^\?/, ''), `${expression}.ifNoneExist`)
    return { id: existing?.id ?? repository.generateId(), existing }
  }
  if (condition === undefined) return { id, existing: undefined }
  const existing = await oneFitting(repository, type, condition, `${expression}.url`)
  if (existing !== undefined) {
    if (kind === 'update' && entry.resource?.id !== undefined && entry.resource.id !== existing.id)
      throw badInput('The id of the resource is not that of the one that fits the condition.', `${expression}.url`)
    return { id: existing.id, existing }
  }
  if (kind === 'patch') throw notProcessable('No resource fits the condition.', `${expression}.url`)
  if (kind === 'delete') return { id: undefined, existing: undefined }
  if (entry.resource?.id !== undefined)
    throw badInput('No resource fits the condition, and a new one cannot choose its id this way.', `${expression}.url`)
  return { id: repository.generateId(), existing: undefined }
}

/** Adds to `links` what every conditional reference of the entries leads to: exactly one resource, or the bundle is refused. */
export const resolveConditionalReferences = async (
  repository: AttuneRepository,
  steps: readonly BundleStep[],
  links: Map<string, string>,
): Promise<void> => {
  for (const { entry, index } of steps)
    for (const reference of conditionalReferences(entry.resource)) {
      if (links.has(reference)) continue
      const question = reference.indexOf('?')
      const place = `Bundle.entry[${index}].resource`
      const type = reference.slice(0, question)
      const found = await oneFitting(repository, type, reference.slice(question + 1), place)
      if (found === undefined) throw notProcessable('No resource fits a conditional reference.', place)
      links.set(reference, `${type}/${found.id}`)
    }
}

export type Prepared = { readonly step: BundleStep; readonly resolved: Resolved }

/** Finds out what every entry is about, and what its fullUrl will be called. An entry that fails is left to `failed`. */
export const prepare = async (
  repository: AttuneRepository,
  steps: readonly BundleStep[],
  links: Map<string, string>,
  failed: (index: number, cause: OperationOutcomeError) => void,
): Promise<readonly Prepared[]> => {
  const prepared: Prepared[] = []
  for (const step of steps)
    try {
      const resolved = await resolveStep(repository, step)
      const { fullUrl } = step.entry
      if (fullUrl !== undefined && resolved.id !== undefined) links.set(fullUrl, `${step.type}/${resolved.id}`)
      prepared.push({ step, resolved })
    } catch (cause) {
      if (!(cause instanceof OperationOutcomeError)) throw cause
      failed(step.index, cause)
    }
  return prepared
}

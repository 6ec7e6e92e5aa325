import type { Bundle, BundleEntry, OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { issue } from '../../fhir/index.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type EntryMethod = (typeof methods)[number]

/** What an entry asks for. `target` is the id, or the condition (`identifier=…`) where the entry names its resource by one. */
export type BundleStep = {
  readonly index: number
  readonly entry: BundleEntry
  readonly kind: 'create' | 'update' | 'patch' | 'delete' | 'other'
  readonly method: EntryMethod
  readonly url: string
  readonly type: string
  readonly id: string | undefined
  readonly condition: string | undefined
}

const path = /^\/?([A-Z][A-Za-z]+)(?:\/([A-Za-z0-9\-.]{1,64}))?$/

const kindOf = (method: EntryMethod, id: string | undefined, condition: string | undefined): BundleStep['kind'] => {
  if (method === 'POST') return id === undefined && condition === undefined ? 'create' : 'other'
  if (method === 'GET' || method === 'HEAD') return 'other'
  const kinds = { PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const
  return id === undefined && condition === undefined ? 'other' : kinds[method]
}

const requestTexts = ['ifNoneMatch', 'ifModifiedSince', 'ifMatch', 'ifNoneExist'] as const

const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string'

const stepOf = (entry: BundleEntry, index: number): BundleStep | string => {
  if (typeof entry !== 'object' || entry === null) return 'The entry is not an object.'
  const { request, resource } = entry
  const method = request?.method
  const url: unknown = request?.url
  if (method === undefined || !methods.includes(method)) return 'The entry has no request.method that is known.'
  if (typeof url !== 'string' || url === '' || url.length > 8000) return 'The entry has no request.url.'
  const unread = requestTexts.filter((name) => !isTextOrAbsent(request?.[name]))
  if (unread.length > 0) return `The request of this entry has ${unread.join(', ')} that is not a text.`
  const question = url.indexOf('?')
  const place = question < 0 ? url : url.slice(0, question)
  const query = question < 0 ? undefined : url.slice(question + 1)
  const found = path.exec(place)
  const [, type = '', id] = found ?? []
  const conditional = found !== null && id === undefined && method !== 'GET' && method !== 'HEAD'
  const condition = conditional && query !== undefined && query !== '' ? query : undefined
  const kind = found === null ? 'other' : kindOf(method, id, condition)
  if (kind === 'other' && (method === 'PUT' || method === 'PATCH' || method === 'DELETE'))
    return 'The url of this entry names no resource: it is Type/id, or Type?condition.'
  if (kind === 'create' || kind === 'update' || kind === 'patch') {
    if (typeof resource !== 'object' || resource === null) return 'The entry has no resource.'
    if (kind !== 'patch' && resource.resourceType !== type)
      return `The resource of this entry is not the ${type} of its url.`
    if (kind === 'update' && id !== undefined && resource.id !== id)
      return 'The id of the resource is not that of the url.'
  }
  return { index, entry, kind, method, url: url.replace(/^\//, ''), type, id, condition }
}

export type BundleSteps = {
  readonly steps: readonly BundleStep[]
  /** What is wrong, by entry. */
  readonly faults: ReadonlyMap<number, OperationOutcomeIssue>
}

const fault = (index: number, text: string): OperationOutcomeIssue =>
  issue('error', 'invalid', text, `Bundle.entry[${index}]`)

/** The steps of a bundle in the order of its entries; an entry that cannot be understood, or repeats a fullUrl, is a fault. */
export const bundleSteps = (bundle: Bundle): BundleSteps => {
  const faults = new Map<number, OperationOutcomeIssue>()
  const steps: BundleStep[] = []
  const seen = new Set<string>()
  for (const [index, entry] of (bundle.entry ?? []).entries()) {
    const step = stepOf(entry, index)
    const fullUrl: unknown = entry?.fullUrl
    if (typeof step === 'string') faults.set(index, fault(index, step))
    else if (fullUrl !== undefined && (typeof fullUrl !== 'string' || fullUrl === ''))
      faults.set(index, fault(index, 'The fullUrl of this entry is not a text.'))
    else if (typeof fullUrl === 'string' && seen.has(fullUrl))
      faults.set(index, fault(index, 'The fullUrl of this entry is that of another entry too.'))
    else steps.push(step)
    if (typeof fullUrl === 'string') seen.add(fullUrl)
  }
  return { steps, faults }
}

const order: Readonly<Record<BundleStep['kind'], number>> = { delete: 0, create: 1, update: 2, patch: 2, other: 3 }

/** DELETE, POST, PUT and PATCH, then operations and reads, each in the order of the bundle. */
export const inProcessingOrder = (steps: readonly BundleStep[]): readonly BundleStep[] =>
  [...steps].sort((a, b) => order[a.kind] - order[b.kind] || a.index - b.index)

/** The JSON Patch of an entry: base64 in a Binary, or a FHIRPath Patch as Parameters. */
export const patchOf = (resource: Resource | undefined): unknown => {
  if (resource?.resourceType === 'Parameters') return resource
  if (resource?.resourceType !== 'Binary' || resource.data === undefined) return undefined
  try {
    return JSON.parse(Buffer.from(resource.data, 'base64').toString('utf8'))
  } catch {
    return undefined
  }
}

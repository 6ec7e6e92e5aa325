import type { Resource } from '@medplum/fhirtypes'
import type { SearchParameter } from './definitions.ts'
import type { ElementTypes } from './pack/pack-content.ts'
import { compilePath, type Extract } from './search/compile-path.ts'
import { interpretPath } from './search/interpret-path.ts'
import { localTarget, type Target } from './search/reference-text.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Types that the published compartment leaves out although they can be about one patient. They are counted in, so that a permission for one
 * patient does not open those of others. A Bundle is in the compartments of its entries, a Binary in that of its `securityContext`.
 */
const alsoIn: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Contract: ['patient', 'subject', 'signer'],
    Device: ['patient'],
    GuidanceResponse: ['patient', 'subject'],
    Linkage: ['item', 'source'],
    MessageHeader: ['focus'],
    PaymentNotice: ['request', 'response'],
    Task: ['patient', 'subject', 'focus'],
    VerificationResult: ['target'],
  }),
)

const byContent: ReadonlySet<string> = new Set(['Bundle', 'Binary', 'Patient'])

/** `Patient.link` says that two records are of one person; whoever may see one of them may not therefore see the other. */
const notFollowed: ReadonlySet<string> = new Set(['Patient'])

const targetOf = (value: unknown, base = ''): Target | undefined => {
  const text = typeof value === 'string' ? value : (value as Fields | null)?.['reference']
  if (typeof text !== 'string') return undefined
  return localTarget(base !== '' && text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text)
}

/** Whose data each resource is. `targetsOf`: what a Provenance or AuditEvent is about, whose patients are its patients too. */
export type Compartment = {
  readonly patientsOf: (resource: Resource, baseUrl?: string) => readonly string[]
  readonly belongsToPatients: (type: string) => boolean
  readonly targetsOf: (resource: Resource) => readonly Target[]
}

const mostNested = 16

export const patientCompartment = (
  elements: ElementTypes,
  published: Readonly<Record<string, readonly string[]>>,
  parameters: (type: string) => ReadonlyMap<string, SearchParameter>,
): Compartment => {
  const listed = new Map(Object.entries(published))
  const codes = (type: string): readonly string[] =>
    notFollowed.has(type) ? [] : [...new Set([...(listed.get(type) ?? []), ...(alsoIn.get(type) ?? [])])]
  const known = new Map<string, readonly Extract[]>()
  const extractsOf = (type: string): readonly Extract[] => {
    const made =
      known.get(type) ??
      codes(type).flatMap((code) => {
        const expression = parameters(type).get(code)?.expression
        return expression === undefined
          ? []
          : [compilePath(elements, type, type, expression) ?? interpretPath(type, expression)]
      })
    known.set(type, made)
    return made
  }
  const collect = (resource: Fields, into: Set<string>, base: string | undefined, depth: number): void => {
    const type = String(resource['resourceType'])
    if (type === 'Patient' && typeof resource['id'] === 'string') into.add(resource['id'])
    for (const extract of extractsOf(type))
      extract(resource, resource, (value) => {
        const target = targetOf(value, base)
        if (target?.type === 'Patient') into.add(target.id)
      })
    if (type === 'Binary') {
      const target = targetOf(resource['securityContext'], base)
      if (target?.type === 'Patient') into.add(target.id)
    }
    if (type === 'Bundle' && depth < mostNested && Array.isArray(resource['entry']))
      for (const entry of resource['entry'] as readonly (Fields | null)[]) {
        const inside = entry?.['resource']
        if (typeof inside === 'object' && inside !== null) collect(inside as Fields, into, base, depth + 1)
      }
  }
  return {
    patientsOf: (resource, baseUrl) => {
      const into = new Set<string>()
      collect(resource as unknown as Fields, into, baseUrl, 0)
      return [...into]
    },
    belongsToPatients: (type) => byContent.has(type) || listed.has(type) || alsoIn.has(type),
    targetsOf: (resource) => {
      if (resource.resourceType === 'Provenance') return resource.target.flatMap((t) => targetOf(t) ?? [])
      if (resource.resourceType === 'AuditEvent') return (resource.entity ?? []).flatMap((e) => targetOf(e.what) ?? [])
      return []
    },
  }
}

import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Access, Right } from '../../trust/index.ts'
import { FhirFault, fault, issue, quoted } from './fault.ts'

const holds = (access: Access, right: Right, type: string): boolean =>
  access.grants.some((g) => g.rights.has(right) && (g.types === '*' || g.types.includes(type)))

const rightWords: Readonly<Record<Right, string>> = {
  c: 'create',
  r: 'read',
  u: 'update',
  d: 'delete',
  s: 'search',
}

/**
 * Refuses a type that FHIR R4 does not have, and one for which the caller has not been granted the right at all. Which resources
 * of the type are the caller's is the store's business: those that are not do not exist for this caller.
 */
export const demandType = (definitions: FhirDefinitions, access: Access, right: Right, type: string): void => {
  if (!definitions.types.has(type))
    throw fault(
      404,
      'not-supported',
      `There is no resource type ${quoted(type)} in FHIR R4; types begin with a capital.`,
    )
  if (!holds(access, right, type))
    throw new FhirFault(403, [issue('forbidden', `You have not been granted to ${rightWords[right]} ${type}.`)], {
      'www-authenticate': 'Bearer error="insufficient_scope"',
    })
}

/** Whether the caller has any grant with the right, of whatever type. */
export const demandAny = (access: Access, right: Right): void => {
  if (!access.grants.some((g) => g.rights.has(right)))
    throw new FhirFault(403, [issue('forbidden', `You have not been granted to ${rightWords[right]} anything.`)], {
      'www-authenticate': 'Bearer error="insufficient_scope"',
    })
}

/** Bulk work is for whoever may see every patient: an application opened for one patient never gets a whole system's export. */
export const demandEverybody = (access: Access, right: Right): void => {
  if (!access.grants.some((g) => g.rights.has(right) && g.patients === 'all'))
    throw new FhirFault(403, [issue('forbidden', 'Bulk export is only for those who may see every patient.')], {
      'www-authenticate': 'Bearer error="insufficient_scope"',
    })
}

import { isObject, type JsonObject } from '../../deliver/cds-hooks/index.ts'
import type { PatientView } from '../../record/index.ts'
import type { Caller } from './caller.ts'
import type { KnownPerson, PatientIdentifier } from './cds-people.ts'
import { agrees, contradicts } from './merged-view.ts'
import type { CdsHooksParts } from './parts.ts'

const mostIdentifiers = 20

/** Numbers that a household or a contract shares, and numbers that are no longer in use, name nobody. */
const sharedOrOld = (i: JsonObject): boolean => {
  const coding =
    isObject(i['type']) && Array.isArray(i['type']['coding']) ? (i['type']['coding'] as readonly unknown[]) : []
  return (
    i['use'] === 'old' || coding.some((c) => isObject(c) && ['MB', 'SN', 'FILL', 'PLAC'].includes(String(c['code'])))
  )
}

const identifiersOf = (patient: JsonObject | undefined): readonly PatientIdentifier[] => {
  const list = Array.isArray(patient?.['identifier']) ? (patient['identifier'] as readonly unknown[]) : []
  return list
    .flatMap((i): readonly PatientIdentifier[] =>
      isObject(i) &&
      !sharedOrOld(i) &&
      typeof i['system'] === 'string' &&
      typeof i['value'] === 'string' &&
      i['system'] !== '' &&
      i['value'] !== ''
        ? [{ system: i['system'], value: i['value'] }]
        : [],
    )
    .slice(0, mostIdentifiers)
}

/** Whether ids of the call are ids of this server: `named` its own FHIR server is named, `assumed` none is. */
const sameServer = (fhirServer: string | undefined, parts: CdsHooksParts): 'named' | 'assumed' | 'no' =>
  fhirServer === undefined ? 'assumed' : fhirServer.replace(/\/+$/, '') === `${parts.baseUrl}/fhir` ? 'named' : 'no'

/** The person whose id here is that of the call, and how sure it is that the call means this server's ids. */
export type OwnPerson = { readonly known: KnownPerson; readonly by: 'named' | 'assumed' }

export const byOwnId = async (
  patientId: string,
  fhirServer: string | undefined,
  parts: CdsHooksParts,
): Promise<OwnPerson | undefined> => {
  const by = sameServer(fhirServer, parts)
  const known = by === 'no' ? undefined : await parts.people.open(patientId)
  return known === undefined || by === 'no' ? undefined : { known, by }
}

/** Who the patient is here; `because`: why it is nobody although something here could have been meant. */
export type Identified =
  | { readonly known: KnownPerson; readonly sameIds: boolean }
  | { readonly known: undefined; readonly because?: 'contradicts' | 'several' }

/**
 * Who the patient of the call is here: by the id where the call is about this server, otherwise by an identifier of the prefetched Patient that
 * exactly one person here bears. A name is never enough, and a birth date or sex that contradicts makes it nobody. A client that names no FHIR server
 * may mean its own ids: then the id counts only where the prefetched Patient agrees.
 */
export const knownPatient = async (
  own: OwnPerson | undefined,
  patient: JsonObject | undefined,
  told: PatientView,
  caller: Caller,
  parts: CdsHooksParts,
): Promise<Identified> => {
  const trusted =
    own !== undefined && (own.by === 'named' || caller.client === undefined || agrees(told, own.known.view))
  const ids = trusted ? [] : await parts.people.withIdentifiers(identifiersOf(patient))
  const [only] = ids
  const known = trusted ? own.known : only === undefined || ids.length > 1 ? undefined : await parts.people.open(only)
  if (ids.length > 1) {
    parts.tell?.({ event: 'patient-ambiguous' })
    return { known: undefined, because: 'several' }
  }
  if (known === undefined) return { known }
  if (!contradicts(told, known.view)) return { known, sameIds: trusted }
  parts.tell?.({ event: 'patient-contradicts' })
  return { known: undefined, because: 'contradicts' }
}

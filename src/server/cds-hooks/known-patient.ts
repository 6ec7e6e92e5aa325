import { isObject, type JsonObject } from '../../deliver/cds-hooks/index.ts'
import type { PatientView } from '../../record/index.ts'
import type { KnownPerson, PatientIdentifier } from './cds-people.ts'
import { contradicts } from './merged-view.ts'
import type { CdsHooksParts } from './parts.ts'

const mostIdentifiers = 20

const identifiersOf = (patient: JsonObject | undefined): readonly PatientIdentifier[] => {
  const list = Array.isArray(patient?.['identifier']) ? (patient['identifier'] as readonly unknown[]) : []
  return list
    .flatMap((i): readonly PatientIdentifier[] =>
      isObject(i) &&
      typeof i['system'] === 'string' &&
      typeof i['value'] === 'string' &&
      i['system'] !== '' &&
      i['value'] !== ''
        ? [{ system: i['system'], value: i['value'] }]
        : [],
    )
    .slice(0, mostIdentifiers)
}

/** Whether ids of the call are ids of this server: its own FHIR server is named, or none at all. */
const sameServer = (fhirServer: string | undefined, parts: CdsHooksParts): boolean =>
  fhirServer === undefined || fhirServer.replace(/\/+$/, '') === `${parts.baseUrl}/fhir`

/** The person whose id here is that of the call, where the call is about this server. */
export const byOwnId = async (
  patientId: string,
  fhirServer: string | undefined,
  parts: CdsHooksParts,
): Promise<KnownPerson | undefined> => (sameServer(fhirServer, parts) ? parts.people.open(patientId) : undefined)

/**
 * Who the patient of the call is here: by the id where the call is about this server, otherwise by an identifier of the prefetched Patient that
 * exactly one person here bears. A name is never enough, and a birth date or sex that contradicts makes it nobody.
 */
export const knownPatient = async (
  own: KnownPerson | undefined,
  patient: JsonObject | undefined,
  told: PatientView,
  parts: CdsHooksParts,
): Promise<KnownPerson | undefined> => {
  const ids = own === undefined ? await parts.people.withIdentifiers(identifiersOf(patient)) : []
  const [only] = ids
  const known = own ?? (only === undefined || ids.length > 1 ? undefined : await parts.people.open(only))
  if (known === undefined || !contradicts(told, known.view)) return known
  parts.tell?.({ event: 'patient-contradicts' })
  return undefined
}

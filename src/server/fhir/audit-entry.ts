import type { BundleEntry, Resource } from '@medplum/fhirtypes'
import type { AttuneRepository } from '../../store/fhir/index.ts'

const inside = (entry: BundleEntry): readonly Resource[] => (entry.resource === undefined ? [] : [entry.resource])

/** The patients whose data stands in the resources, those in bundles included; each once. */
export const patientsIn = (repository: AttuneRepository, resources: readonly Resource[]): readonly string[] => {
  const patients = new Set<string>()
  const add = (resource: Resource): void => {
    if (resource.resourceType === 'Bundle') for (const r of (resource.entry ?? []).flatMap(inside)) add(r)
    else for (const patient of repository.patientsOf(resource)) patients.add(patient)
  }
  for (const resource of resources) add(resource)
  return [...patients]
}

const namesPatient = /^(?:patient|subject|_id)(?::|$)/

/**
 * The patients whom a search names, where its answer says how much fits and shows nothing of it: that too says something of them. Empty for any
 * other answer.
 */
export const patientsCounted = (entity: string, query: string, answer: Resource | undefined): readonly string[] => {
  if (answer?.resourceType !== 'Bundle' || (answer.total ?? 0) === 0 || answer.entry !== undefined) return []
  return [...new URLSearchParams(query)]
    .filter(([name]) => namesPatient.test(name) && (name !== '_id' || entity === 'Patient'))
    .flatMap(([, value]) => value.split(','))
    .flatMap((value) => /^(?:(?:.*\/)?Patient\/)?([A-Za-z0-9.-]{1,64})$/.exec(value)?.[1] ?? [])
}

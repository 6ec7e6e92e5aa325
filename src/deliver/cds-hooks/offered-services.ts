import { creatinineCodes, egfrCodes, heightCodes, inrCodes, smokingCodes, weightCodes } from '../../record/index.ts'

export type ServiceHook = 'patient-view' | 'order-select' | 'order-sign' | 'encounter-start'

/** A service as discovery describes it. One id may stand for several hooks: then a later answer takes the place of the earlier one. */
export type CdsService = {
  readonly hook: ServiceHook
  readonly id: string
  readonly title: string
  readonly description: string
  readonly usageRequirements: string
  readonly prefetch: Readonly<Record<string, string>>
}

const patient = 'patient={{context.patientId}}'
const loincs = [...weightCodes, ...heightCodes, ...egfrCodes, ...creatinineCodes, ...inrCodes, ...smokingCodes]
  .map((code) => `http://loinc.org|${code}`)
  .join(',')

/** What an answer is made from. Conditions that are past are asked for too: a stent placed years ago still counts. */
const prefetch = {
  patient: 'Patient/{{context.patientId}}',
  medications: `MedicationRequest?${patient}&status=active,on-hold`,
  statements: `MedicationStatement?${patient}&status=active`,
  allergies: `AllergyIntolerance?${patient}`,
  conditions: `Condition?${patient}`,
  measurements: `Observation?${patient}&code=${loincs}&_sort=-date&_count=50`,
} as const

export type PrefetchKey = keyof typeof prefetch

export const prefetchKeys = Object.keys(prefetch) as readonly PrefetchKey[]

const needsGenome =
  'Speaks from genetic results only for a patient whose genome is stored here: found by the id on this server, or by an identifier in the prefetched Patient.'

const pgx = (hook: 'order-select' | 'order-sign'): CdsService => ({
  hook,
  id: 'attune-pgx',
  title: 'Attune: medicines and genes',
  description:
    'Holds the ordered medicine against the genome, the medicines, the allergies and the conditions of the patient. Silent where there is nothing to change.',
  usageRequirements: needsGenome,
  prefetch,
})

/** The services of this server. */
export const services: readonly CdsService[] = [
  pgx('order-select'),
  pgx('order-sign'),
  {
    hook: 'patient-view',
    id: 'attune-patient-view',
    title: 'Attune: what to act on now',
    description: 'At most three medicines of the list that the genome asks to change now.',
    usageRequirements: needsGenome,
    prefetch,
  },
  {
    hook: 'encounter-start',
    id: 'attune-encounter-start',
    title: 'Attune: unresolved at the start of an encounter',
    description: 'Urgent advice on medicines of the list that nobody has accepted or set aside yet.',
    usageRequirements: needsGenome,
    prefetch,
  },
]

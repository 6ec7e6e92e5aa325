import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from '@medplum/fhirtypes'
import type { AuditAction, AuditOutcome } from '../../trust/index.ts'
import type { KeptAuditEntry } from './audit-events.ts'

const systems = {
  type: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  interaction: 'http://hl7.org/fhir/restful-interaction',
  dicom: 'http://dicom.nema.org/resources/ontology/DCM',
  participation: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  reason: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  source: 'http://terminology.hl7.org/CodeSystem/security-source-type',
  entity: 'http://terminology.hl7.org/CodeSystem/audit-entity-type',
  role: 'http://terminology.hl7.org/CodeSystem/object-role',
} as const

const rest: Coding = { system: systems.type, code: 'rest', display: 'RESTful Operation' }
const signing: Coding = { system: systems.dicom, code: '110114', display: 'User Authentication' }
const interaction = (code: string): Coding => ({ system: systems.interaction, code })

/** @source FHIR R4 AuditEvent value sets; IHE Basic Audit Log Patterns counts a search as an execution. */
const actions: Readonly<
  Record<AuditAction, { readonly type: Coding; readonly subtype: Coding; readonly action: 'C' | 'R' | 'U' | 'D' | 'E' }>
> = {
  create: { type: rest, subtype: interaction('create'), action: 'C' },
  read: { type: rest, subtype: interaction('read'), action: 'R' },
  update: { type: rest, subtype: interaction('update'), action: 'U' },
  delete: { type: rest, subtype: interaction('delete'), action: 'D' },
  search: { type: rest, subtype: interaction('search-type'), action: 'E' },
  execute: { type: rest, subtype: interaction('operation'), action: 'E' },
  signIn: { type: signing, subtype: { system: systems.dicom, code: '110122', display: 'Login' }, action: 'E' },
  signOut: { type: signing, subtype: { system: systems.dicom, code: '110123', display: 'Logout' }, action: 'E' },
}

/** Success, minor failure, serious failure. @source FHIR R4, audit-event-outcome */
const outcomes: Readonly<Record<AuditOutcome, '0' | '4' | '8'>> = { success: '0', failure: '4', error: '8' }

const resource = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/

const agentsOf = ({ actor }: KeptAuditEntry): AuditEventAgent[] => [
  {
    type: { coding: [{ system: systems.participation, code: 'IRCP', display: 'information recipient' }] },
    who: {
      ...(actor.reference !== undefined && resource.test(actor.reference) ? { reference: actor.reference } : {}),
      identifier: { value: actor.id },
      display: actor.name,
    },
    name: actor.name,
    requestor: true,
    purposeOfUse: [{ coding: [{ system: systems.reason, code: actor.purpose }] }],
  },
  ...(actor.client === undefined
    ? []
    : [
        {
          type: { coding: [{ system: systems.dicom, code: '110150', display: 'Application' }] },
          who: { identifier: { value: actor.client } },
          requestor: false,
        },
      ]),
]

const entitiesOf = (entry: KeptAuditEntry): AuditEventEntity[] => [
  {
    ...(resource.test(entry.entity) ? { what: { reference: entry.entity } } : { name: entry.entity }),
    type: { system: systems.entity, code: '2', display: 'System Object' },
    role: { system: systems.role, code: '4', display: 'Domain Resource' },
  },
  ...entry.patients.map((patient) => ({
    what: { reference: `Patient/${patient}` },
    type: { system: systems.entity, code: '1', display: 'Person' },
    role: { system: systems.role, code: '1', display: 'Patient' },
  })),
  ...(entry.query === undefined
    ? []
    : [
        {
          type: { system: systems.entity, code: '2', display: 'System Object' },
          role: { system: systems.role, code: '24', display: 'Query' },
          query: Buffer.from(entry.query, 'utf8').toString('base64'),
        },
      ]),
  ...(entry.request === undefined
    ? []
    : [
        {
          what: { identifier: { value: entry.request } },
          type: {
            system: 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
            code: 'XrequestId',
          },
        },
      ]),
]

/** The id of an entry's AuditEvent; `seqOfAuditEvent` gives the number back. @example auditEventId(7) // 'audit-7' */
export const auditEventId = (seq: number): string => `audit-${seq}`

/** Undefined for what is no id of an AuditEvent. @example seqOfAuditEvent('audit-7') // 7 */
export const seqOfAuditEvent = (id: string): number | undefined => {
  const digits = /^audit-([1-9]\d{0,15})$/.exec(id)?.[1]
  return digits === undefined || !Number.isSafeInteger(Number(digits)) ? undefined : Number(digits)
}

/** A kept entry as a FHIR R4 AuditEvent, laid out after IHE's Basic Audit Log Patterns. */
export const toAuditEvent = (entry: KeptAuditEntry): AuditEvent => ({
  resourceType: 'AuditEvent',
  id: auditEventId(entry.seq),
  meta: { versionId: '1', lastUpdated: entry.at },
  type: actions[entry.action].type,
  subtype: [actions[entry.action].subtype],
  action: actions[entry.action].action,
  recorded: entry.at,
  outcome: outcomes[entry.outcome],
  agent: agentsOf(entry),
  source: {
    observer: { display: 'Attune' },
    type: [{ system: systems.source, code: '4', display: 'Application Server' }],
  },
  entity: entitiesOf(entry),
})

/**
 * Elements of the FHIR R4 data types that genomic reports use: `name:type`, `*` for a list. Types that are not here are left open.
 * @source FHIR R4 (4.0.1) data types
 */
const table: Readonly<Record<string, string>> = {
  Coding: 'system:uri version:string code:code display:string userSelected:boolean',
  CodeableConcept: 'coding:Coding* text:string',
  Reference: 'reference:string type:uri identifier:Identifier display:string',
  Identifier: 'use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference',
  Period: 'start:dateTime end:dateTime',
  Quantity: 'value:decimal comparator:code unit:string system:uri code:code',
  Range: 'low:Quantity high:Quantity',
  Ratio: 'numerator:Quantity denominator:Quantity',
  HumanName: 'use:code text:string family:string given:string* prefix:string* suffix:string* period:Period',
  ContactPoint: 'system:code value:string use:code rank:positiveInt period:Period',
  Annotation: 'authorReference:Reference authorString:string time:dateTime text:markdown',
  Attachment:
    'contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string creation:dateTime',
  Meta: 'versionId:id lastUpdated:instant source:uri profile:canonical* security:Coding* tag:Coding*',
  Narrative: 'status:code div:xhtml',
  RelatedArtifact:
    'type:code label:string display:string citation:markdown url:url document:Attachment resource:canonical',
}

export type DatatypeElement = { readonly type: string; readonly list: boolean }

export const datatypes: ReadonlyMap<string, ReadonlyMap<string, DatatypeElement>> = new Map(
  Object.entries(table).map(([name, elements]) => [
    name,
    new Map(
      elements.split(' ').map((e) => {
        const [element = '', type = ''] = e.split(':')
        return [element, { type: type.replace('*', ''), list: type.endsWith('*') }] as const
      }),
    ),
  ]),
)

const text =
  (form?: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && value !== '' && (form === undefined || form.test(value))

const whole =
  (least: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= least

const moment = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?)?)?$/

/** What a value of a primitive type looks like in JSON. */
export const primitives: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['boolean', (v: unknown) => typeof v === 'boolean'],
  ['decimal', (v: unknown) => typeof v === 'number'],
  ['integer', whole(-2_147_483_648)],
  ['unsignedInt', whole(0)],
  ['positiveInt', whole(1)],
  ['string', text()],
  ['markdown', text()],
  ['xhtml', text(/^<div/)],
  ['base64Binary', text(/^[A-Za-z0-9+/=\s]+$/)],
  ['code', text(/^\S+( \S+)*$/)],
  ['id', text(/^[A-Za-z0-9.-]{1,64}$/)],
  ['uri', text(/^\S+$/)],
  ['url', text(/^\S+$/)],
  ['uuid', text(/^urn:uuid:[0-9a-f-]{36}$/)],
  ['oid', text(/^urn:oid:[0-2](\.(0|[1-9]\d*))+$/)],
  ['canonical', text(/^\S+$/)],
  ['date', text(/^\d{4}(-\d{2}(-\d{2})?)?$/)],
  ['dateTime', text(moment)],
  ['instant', text(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/)],
  ['time', text(/^\d{2}:\d{2}:\d{2}(\.\d+)?$/)],
  ['http://hl7.org/fhirpath/System.String', text()],
])

/**
 * Elements that a resource cannot be without, for resources that claim no profile.
 * @source FHIR R4 (4.0.1) resource definitions
 */
export const requiredElements: Readonly<Record<string, readonly string[]>> = {
  Bundle: ['type'],
  DiagnosticReport: ['status', 'code'],
  DocumentReference: ['status', 'content'],
  MedicationStatement: ['status', 'medication[x]', 'subject'],
  Observation: ['status', 'code'],
  Procedure: ['status', 'subject'],
  Provenance: ['target', 'recorded', 'agent'],
  RiskAssessment: ['status', 'subject'],
  ServiceRequest: ['status', 'intent', 'subject'],
  Task: ['status', 'intent'],
}

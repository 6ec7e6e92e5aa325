/** Short ways to write the resources of a synthetic FHIR R4 record. Every record is one Bundle of type collection. */

export type Json = Readonly<Record<string, unknown>>

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const clinical = (code: string, of: 'condition' | 'allergyintolerance'): Json => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${of}-clinical`, code }],
})
const confirmed = (of: 'condition-ver-status' | 'allergyintolerance-verification'): Json => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${of}`, code: 'confirmed' }],
})
const loinc = (code: string, display: string): Json => ({
  coding: [{ system: 'http://loinc.org', code, display }],
  text: display,
})

export type Medicine = {
  readonly text: string
  readonly rxnorm?: readonly [code: string, display: string]
  readonly since: string
  readonly sig: string
  readonly mg?: number
  readonly perDay?: number
  readonly asNeeded?: true
  readonly reason?: string
  readonly planned?: true
  readonly stated?: true
}

const dosage = (m: Medicine): Json => ({
  text: m.sig,
  ...(m.asNeeded ? { asNeededBoolean: true } : {}),
  ...(m.perDay === undefined ? {} : { timing: { repeat: { frequency: m.perDay, period: 1, periodUnit: 'd' } } }),
  ...(m.mg === undefined
    ? {}
    : {
        doseAndRate: [{ doseQuantity: { value: m.mg, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' } }],
      }),
})

/** An order (draft when planned), or what the patient says when `stated`. */
export const medicine = (m: Medicine): Json => {
  const concept = {
    ...(m.rxnorm === undefined ? {} : { coding: [{ system: rxnorm, code: m.rxnorm[0], display: m.rxnorm[1] }] }),
    text: m.text,
  }
  const reason = m.reason === undefined ? {} : { reasonCode: [{ text: m.reason }] }
  return m.stated
    ? {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: concept,
        effectivePeriod: { start: m.since },
        ...reason,
        dosage: [dosage(m)],
      }
    : {
        resourceType: 'MedicationRequest',
        status: m.planned ? 'draft' : 'active',
        intent: m.planned ? 'plan' : 'order',
        medicationCodeableConcept: concept,
        authoredOn: m.since,
        ...reason,
        dosageInstruction: [dosage(m)],
      }
}

export const condition = (
  icd10: string,
  text: string,
  onset: string,
  status: 'active' | 'resolved' = 'active',
): Json => ({
  resourceType: 'Condition',
  clinicalStatus: clinical(status, 'condition'),
  verificationStatus: confirmed('condition-ver-status'),
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: icd10, display: text }], text },
  onsetDateTime: onset,
})

export const allergy = (text: string, reaction: string, criticality: 'low' | 'high', recorded: string): Json => ({
  resourceType: 'AllergyIntolerance',
  clinicalStatus: clinical('active', 'allergyintolerance'),
  verificationStatus: confirmed('allergyintolerance-verification'),
  category: ['medication'],
  criticality,
  code: { text },
  recordedDate: recorded,
  reaction: [{ manifestation: [{ text: reaction }] }],
})

export const noKnownAllergies = (recorded: string): Json => ({
  resourceType: 'AllergyIntolerance',
  clinicalStatus: clinical('active', 'allergyintolerance'),
  verificationStatus: confirmed('allergyintolerance-verification'),
  code: { text: 'No known allergies' },
  recordedDate: recorded,
})

export const measured = (
  code: string,
  name: string,
  value: number,
  unit: string,
  date: string,
  kind: 'laboratory' | 'vital-signs' = 'laboratory',
): Json => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: kind }] }],
  code: loinc(code, name),
  effectiveDateTime: date,
  valueQuantity: { value, ...(unit === '1' ? {} : { unit }), system: 'http://unitsofmeasure.org', code: unit },
})

export const body = (kg: number, cm: number, date: string): readonly Json[] => [
  measured('29463-7', 'Body weight', kg, 'kg', date, 'vital-signs'),
  measured('8302-2', 'Body height', cm, 'cm', date, 'vital-signs'),
]

/** Blood pressure as vital signs record it: one observation with two components, in mmHg. */
export const bloodPressure = (systolic: number, diastolic: number, date: string): Json => {
  const part = (code: string, name: string, value: number): Json => ({
    code: loinc(code, name),
    valueQuantity: { value, unit: 'mm[Hg]', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  })
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: loinc('85354-9', 'Blood pressure panel'),
    effectiveDateTime: date,
    component: [
      part('8480-6', 'Systolic blood pressure', systolic),
      part('8462-4', 'Diastolic blood pressure', diastolic),
    ],
  }
}

/** A result in words, as a screening test is reported. */
export const reported = (code: string, name: string, words: string, date: string): Json => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: loinc(code, name),
  effectiveDateTime: date,
  valueCodeableConcept: { text: words },
})

/** A relative with the diseases that are known of them, by ICD-10-CM and age at onset in years. `code` of v3-RoleCode. */
export const relative = (
  code: string,
  relation: string,
  diseases: readonly (readonly [icd10: string, text: string, age: number])[],
  age?: number,
): Json => ({
  resourceType: 'FamilyMemberHistory',
  status: 'completed',
  relationship: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code, display: relation }],
    text: relation,
  },
  ...(age === undefined ? {} : { ageAge: years(age) }),
  ...(diseases.length === 0 ? {} : { condition: diseases.map(diseaseOf) }),
})

const diseaseOf = ([icd10, text, onset]: readonly [icd10: string, text: string, age: number]): Json => ({
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: icd10, display: text }], text },
  onsetAge: years(onset),
})

const years = (value: number): Json => ({ value, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' })

/** The record's own statement that nothing is known in the family. */
export const noFamilyHistory = (recorded: string): Json => ({
  resourceType: 'Condition',
  clinicalStatus: clinical('active', 'condition'),
  verificationStatus: confirmed('condition-ver-status'),
  code: { text: 'No known family history' },
  recordedDate: recorded,
})

export const smoking = (words: string, date: string): Json => ({
  resourceType: 'Observation',
  status: 'final',
  code: loinc('72166-2', 'Tobacco smoking status'),
  effectiveDateTime: date,
  valueCodeableConcept: { text: words },
})

export const procedure = (text: string, date: string, planned = false): Json => ({
  resourceType: 'Procedure',
  status: planned ? 'preparation' : 'completed',
  code: { text },
  performedDateTime: date,
})

export type Patient = {
  readonly given: string
  readonly family: string
  readonly gender: 'female' | 'male'
  readonly born: string
  readonly mrn: string
  /** A category of race as OMB names it, with its code. */
  readonly race?: readonly [code: string, display: string]
  readonly country?: string
}

const raceExtension = ([code, display]: readonly [string, string]): Json => ({
  url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
  extension: [
    { url: 'ombCategory', valueCoding: { system: 'urn:oid:2.16.840.1.113883.6.238', code, display } },
    { url: 'text', valueString: display },
  ],
})

/** Puts the resources of one person into a Bundle, with ids that stay the same from one making to the next. */
export const record = (slug: string, who: Patient, resources: readonly Json[]): Json => {
  const patient: Json = {
    resourceType: 'Patient',
    id: slug,
    meta: {
      tag: [
        { system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'HTEST', display: 'test health data' },
      ],
    },
    ...(who.race === undefined ? {} : { extension: [raceExtension(who.race)] }),
    identifier: [
      { type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, value: who.mrn },
    ],
    name: [{ use: 'official', family: who.family, given: [who.given] }],
    gender: who.gender,
    birthDate: who.born,
    ...(who.country === undefined ? {} : { address: [{ use: 'home', country: who.country }] }),
  }
  const counts = new Map<string, number>()
  const rest = resources.map(({ resourceType, ...fields }): Json => {
    const n = (counts.get(String(resourceType)) ?? 0) + 1
    counts.set(String(resourceType), n)
    const about =
      resourceType === 'AllergyIntolerance' || resourceType === 'FamilyMemberHistory' ? 'patient' : 'subject'
    return {
      resourceType,
      id: `${String(resourceType).toLowerCase()}-${n}`,
      [about]: { reference: `Patient/${slug}` },
      ...fields,
    }
  })
  return {
    resourceType: 'Bundle',
    id: slug,
    type: 'collection',
    entry: [patient, ...rest].map((resource) => ({
      fullUrl: `https://attune.example/fhir/${String(resource['resourceType'])}/${String(resource['id'])}`,
      resource,
    })),
  }
}

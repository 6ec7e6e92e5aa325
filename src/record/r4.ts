import { z } from 'zod'

/** Lenient shapes of the R4 elements that are read. Everything else in a resource is neither checked nor kept. */

const calendar = (text: string): boolean => {
  const m =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T([01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$/.exec(
      text,
    )
  if (m === null) return false
  const [year, month, day] = [Number(m[1]), Number(m[2] ?? 1), Number(m[3] ?? 1)]
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export const moment = z.string().refine(calendar, 'date')
export const coding = z.object({
  system: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
})
export const concept = z.object({ coding: z.array(coding).optional(), text: z.string().optional() })
export type Concept = z.infer<typeof concept>
export const reference = z.object({
  reference: z.string().optional(),
  display: z.string().optional(),
  identifier: z.object({ system: z.string().optional(), value: z.string().optional() }).optional(),
})
export const quantity = z.object({
  value: z.number().optional(),
  comparator: z.enum(['<', '<=', '>=', '>']).optional(),
  unit: z.string().optional(),
  system: z.string().optional(),
  code: z.string().optional(),
})
export type QuantityJson = z.infer<typeof quantity>
export const period = z.object({ start: moment.optional(), end: moment.optional() })
export const annotation = z.object({ text: z.string().optional() })

const extension = z.object({
  url: z.string(),
  valueString: z.string().optional(),
  valueCode: z.string().optional(),
  valueCodeableConcept: concept.optional(),
  extension: z
    .array(z.object({ url: z.string(), valueString: z.string().optional(), valueCoding: coding.optional() }))
    .optional(),
})

export const patient = z.object({
  extension: z.array(extension).optional(),
  identifier: z
    .array(
      z.object({
        type: concept.optional(),
        use: z.string().optional(),
        system: z.string().optional(),
        value: z.string().optional(),
      }),
    )
    .optional(),
  name: z
    .array(
      z.object({
        use: z.string().optional(),
        text: z.string().optional(),
        family: z.string().optional(),
        given: z.array(z.string()).optional(),
        suffix: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  gender: z.enum(['male', 'female', 'other', 'unknown']).optional(),
  address: z
    .array(z.object({ use: z.string().optional(), country: z.string().optional() }))
    .optional()
    .catch(undefined),
  birthDate: moment.optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: moment.optional(),
})

const dosage = z.object({
  text: z.string().optional(),
  patientInstruction: z.string().optional(),
  asNeededBoolean: z.boolean().optional(),
  asNeededCodeableConcept: concept.optional(),
  route: concept.optional(),
  timing: z
    .object({
      code: concept.optional(),
      repeat: z
        .object({
          boundsPeriod: period.optional(),
          boundsDuration: quantity.optional(),
          frequency: z.number().optional(),
          period: z.number().optional(),
          periodUnit: z.enum(['s', 'min', 'h', 'd', 'wk', 'mo', 'a']).optional(),
        })
        .optional(),
    })
    .optional(),
  doseAndRate: z
    .array(
      z.object({
        doseQuantity: quantity.optional(),
        doseRange: z.object({ low: quantity.optional(), high: quantity.optional() }).optional(),
      }),
    )
    .optional(),
})
export type DosageJson = z.infer<typeof dosage>

const medicine = { medicationCodeableConcept: concept.optional(), medicationReference: reference.optional() }
const reasons = { reasonCode: z.array(concept).optional(), reasonReference: z.array(reference).optional() }

export const medicationRequest = z.object({
  status: z.enum(['active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown']),
  intent: z.enum([
    'proposal',
    'plan',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
    'option',
  ]),
  doNotPerform: z.boolean().optional(),
  ...medicine,
  ...reasons,
  authoredOn: moment.optional(),
  statusReason: concept.optional(),
  dosageInstruction: z.array(dosage).optional(),
  dispenseRequest: z.object({ validityPeriod: period.optional() }).optional(),
})

export const medicationStatement = z.object({
  status: z.enum(['active', 'completed', 'entered-in-error', 'intended', 'stopped', 'on-hold', 'unknown', 'not-taken']),
  ...medicine,
  ...reasons,
  effectiveDateTime: moment.optional(),
  effectivePeriod: period.optional(),
  dateAsserted: moment.optional(),
  statusReason: z.array(concept).optional(),
  dosage: z.array(dosage).optional(),
})

export const medicationDispense = z.object({
  status: z.enum([
    'preparation',
    'in-progress',
    'cancelled',
    'on-hold',
    'completed',
    'entered-in-error',
    'stopped',
    'declined',
    'unknown',
  ]),
  ...medicine,
  whenHandedOver: moment.optional(),
  whenPrepared: moment.optional(),
  daysSupply: quantity.optional(),
  dosageInstruction: z.array(dosage).optional(),
})

export const medicationAdministration = z.object({
  status: z.enum(['in-progress', 'not-done', 'on-hold', 'completed', 'entered-in-error', 'stopped', 'unknown']),
  ...medicine,
  effectiveDateTime: moment.optional(),
  effectivePeriod: period.optional(),
})

export const medication = z.object({
  code: concept.optional(),
  ingredient: z.array(z.object({ itemCodeableConcept: concept.optional() })).optional(),
})

export const allergy = z.object({
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  category: z.array(z.enum(['food', 'medication', 'environment', 'biologic'])).optional(),
  criticality: z.enum(['low', 'high', 'unable-to-assess']).optional(),
  code: concept.optional(),
  reaction: z
    .array(
      z.object({
        substance: concept.optional(),
        manifestation: z.array(concept).optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
})

export const condition = z.object({
  clinicalStatus: concept.optional(),
  verificationStatus: concept.optional(),
  code: concept,
  onsetDateTime: moment.optional(),
  onsetPeriod: period.optional(),
  abatementDateTime: moment.optional(),
  abatementPeriod: period.optional(),
  recordedDate: moment.optional(),
})

const value = {
  valueQuantity: quantity.optional(),
  valueCodeableConcept: concept.optional(),
  valueString: z.string().optional(),
  valueBoolean: z.boolean().optional(),
  valueInteger: z.number().optional(),
  valueDateTime: moment.optional(),
}
const ranges = z.array(
  z.object({
    low: quantity.optional(),
    high: quantity.optional(),
    text: z.string().optional(),
    appliesTo: z.array(concept).optional(),
  }),
)
export type ReferenceRangeJson = z.infer<typeof ranges>
export const observation = z.object({
  status: z.enum([
    'registered',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  code: concept,
  effectiveDateTime: moment.optional(),
  effectiveInstant: moment.optional(),
  effectivePeriod: period.optional(),
  issued: moment.optional(),
  ...value,
  category: z.array(concept).optional(),
  interpretation: z.array(concept).optional(),
  referenceRange: ranges.optional(),
  component: z
    .array(
      z.object({
        code: concept,
        ...value,
        interpretation: z.array(concept).optional(),
        referenceRange: ranges.optional(),
      }),
    )
    .optional(),
  note: z.array(annotation).optional(),
})
export type ObservationJson = z.infer<typeof observation>

export const procedure = z.object({
  status: z.enum([
    'preparation',
    'in-progress',
    'not-done',
    'on-hold',
    'stopped',
    'completed',
    'entered-in-error',
    'unknown',
  ]),
  code: concept,
  performedDateTime: moment.optional(),
  performedPeriod: period.optional(),
})

/** A list that says of itself that nothing is known (`nilknown`), such as an allergy list. */
export const emptyList = z.object({
  code: concept.optional(),
  emptyReason: concept.optional(),
  entry: z.array(z.unknown()).optional(),
})

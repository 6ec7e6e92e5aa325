import { z } from 'zod'
import { annotation, coding, moment, observation, period, quantity, reference } from '../r4.ts'

/** Lenient shapes of what genomic reports are made of. */

const named = z.object({
  coding: z.array(coding.extend({ version: z.string().optional() })).optional(),
  text: z.string().optional(),
})
const range = z.object({ low: quantity.optional(), high: quantity.optional() })
const artifact = z.object({
  type: z.string().optional(),
  label: z.string().optional(),
  display: z.string().optional(),
  citation: z.string().optional(),
  url: z.string().optional(),
})
const inner = z.object({
  url: z.string(),
  valueCodeableConcept: named.optional(),
  valueReference: reference.optional(),
  valueString: z.string().optional(),
  valueUri: z.string().optional(),
})
const extension = inner.extend({
  valueRelatedArtifact: artifact.optional(),
  valueAnnotation: z.object({ text: z.string().optional(), extension: z.array(inner).optional() }).optional(),
  extension: z.array(inner).optional(),
})
export type Extension = z.infer<typeof extension>

const value = {
  valueCodeableConcept: named.optional(),
  valueString: z.string().optional(),
  valueQuantity: quantity.optional(),
  valueInteger: z.number().optional(),
  valueRange: range.optional(),
  valueBoolean: z.boolean().optional(),
  dataAbsentReason: named.optional(),
}
const valueShape = z.object(value)
export type ValueJson = z.infer<typeof valueShape>

export const genomicObservation = z.object({
  extension: z.array(extension).optional(),
  status: observation.shape.status,
  category: z.array(named).optional(),
  code: named,
  effectiveDateTime: moment.optional(),
  effectiveInstant: moment.optional(),
  effectivePeriod: period.optional(),
  issued: moment.optional(),
  performer: z.array(reference).optional(),
  specimen: reference.optional(),
  device: reference.optional(),
  method: named.optional(),
  interpretation: z.array(named).optional(),
  derivedFrom: z.array(reference).optional(),
  hasMember: z.array(reference).optional(),
  note: z.array(annotation).optional(),
  ...value,
  component: z.array(z.object({ code: named, ...value })).optional(),
})

export const genomicReport = z.object({
  extension: z.array(extension).optional(),
  status: z.string(),
  code: named,
  effectiveDateTime: moment.optional(),
  effectivePeriod: period.optional(),
  issued: moment.optional(),
  performer: z.array(reference).optional(),
  resultsInterpreter: z.array(reference).optional(),
  specimen: z.array(reference).optional(),
  result: z.array(reference).optional(),
  conclusion: z.string().optional(),
  conclusionCode: z.array(named).optional(),
})

export const genomicProcedure = z.object({
  extension: z.array(extension).optional(),
  status: z.string(),
  code: named.optional(),
  performedDateTime: moment.optional(),
  performedPeriod: period.optional(),
  note: z.array(annotation).optional(),
})

export const recommendation = z.object({
  status: z.string(),
  intent: z.string(),
  code: named.optional(),
  description: z.string().optional(),
  focus: reference.optional(),
  reasonReference: reference.optional(),
  requester: reference.optional(),
})

export const riskAssessment = z.object({
  status: z.string(),
  method: named.optional(),
  occurrenceDateTime: moment.optional(),
  occurrencePeriod: period.optional(),
  basis: z.array(reference).optional(),
  prediction: z
    .array(
      z.object({
        outcome: named.optional(),
        probabilityDecimal: z.number().optional(),
        relativeRisk: z.number().optional(),
        qualitativeRisk: named.optional(),
        whenRange: range.optional(),
      }),
    )
    .optional(),
})

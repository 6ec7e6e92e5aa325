import { z } from 'zod'
import { outcomes } from '../../../shared/disease-risk.ts'
import type { RiskModel } from '../model.ts'
import { inputNames } from './input-names.ts'

const range = z.tuple([z.number(), z.number()]).refine(([low, high]) => low <= high, 'range upside down')
const input = z.enum(inputNames)
const outcome = z.enum(outcomes)

const declaration = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  year: z.int(),
  kind: z.enum(['risk', 'points', 'measure']),
  outcomes: z.array(
    z.strictObject({
      outcome,
      years: z.number().positive(),
      age: range.optional(),
      competing: z.literal(true).optional(),
    }),
  ),
  population: z.strictObject({
    age: range,
    sex: z.enum(['female', 'male']).optional(),
    regions: z.array(z.string()).optional(),
    mustHave: z.array(input).optional(),
    mustNotHave: z.array(input).optional(),
  }),
  inputs: z
    .array(
      z.strictObject({
        input,
        within: z.number().positive().optional(),
        neededFor: z.array(outcome).optional(),
        optional: z.literal(true).optional(),
        sex: z.enum(['female', 'male']).optional(),
        range: range.optional(),
        outside: z.enum(['refuse', 'clamp', 'warn']).optional(),
      }),
    )
    .refine((rows) => rows.every((r) => (r.range === undefined) === (r.outside === undefined)), 'range without policy')
    .refine((rows) => new Set(rows.map((r) => r.input)).size === rows.length, 'an input stands twice'),
  method: z.string().min(1),
  licence: z.string().min(1),
  citations: z
    .array(
      z.strictObject({
        kind: z.enum(['pmid', 'doi', 'url', 'guideline']),
        id: z.string().min(1),
        year: z.int().optional(),
      }),
    )
    .min(1),
  disclaimer: z.string().min(1).optional(),
  usesRace: z.literal(true).optional(),
  unverified: z.literal(true).optional(),
})

const file = z.strictObject({ models: z.array(declaration).min(1), coefficients: z.unknown() })

/** One table of the release: the declarations of a family of models and the coefficients they share, which the models' methods check. */
export type ModelFile = { readonly models: readonly RiskModel[]; readonly coefficients: unknown }

/** The table's text as a file of models, or why it is none. */
export const modelFile = (
  text: string,
): ({ readonly ok: true } & ModelFile) | { readonly ok: false; readonly why: string } => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, why: 'not JSON' }
  }
  const read = file.safeParse(value)
  if (!read.success) return { ok: false, why: z.prettifyError(read.error) }
  return { ok: true, models: read.data.models as readonly RiskModel[], coefficients: read.data.coefficients }
}

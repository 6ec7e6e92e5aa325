import { z } from 'zod'
import { bad, ok, type Problem, type Result } from '../../shared/problem.ts'
import { familyDiseases, type Pedigree } from './pedigree.ts'

const id = z.string().min(1).max(100)
const words = z.string().min(1).max(300)
const years = z.number().min(0).max(150)
const range = z.tuple([years, years])
const receptor = z.enum(['positive', 'negative'])
const ref = z.union([
  z.strictObject({ kind: z.literal('fhir'), resource: z.string().max(200), path: z.string().max(300) }),
  z.looseObject({ kind: z.enum(['variantRow', 'outsideCall', 'absent']) }),
])

const diagnosis = z.strictObject({
  disease: z.union([z.enum(familyDiseases), z.strictObject({ other: words })]),
  onset: range.optional(),
  pathology: z
    .strictObject({
      er: receptor.optional(),
      pr: receptor.optional(),
      her2: receptor.optional(),
      ck14: receptor.optional(),
      ck56: receptor.optional(),
      msi: z.enum(['high', 'stable']).optional(),
    })
    .optional(),
  ref: ref.optional(),
})

const test = z.strictObject({
  gene: z.string().min(1).max(40),
  result: z.enum(['positive', 'negative', 'uncertain']),
  method: z.enum(['search', 'known-variant']),
  variant: words.optional(),
  ref: ref.optional(),
})

const surgery = z.strictObject({
  what: z.enum(['bilateral-mastectomy', 'bilateral-salpingo-oophorectomy', 'hysterectomy', 'colectomy']),
  age: years.optional(),
})

const relative = z.strictObject({
  id,
  name: words.optional(),
  sex: z.enum(['female', 'male', 'unknown']),
  gender: z.enum(['woman', 'man', 'other']).optional(),
  father: id.optional(),
  mother: id.optional(),
  age: range.optional(),
  born: z.number().int().min(1700).max(2200).optional(),
  dead: z.literal(true).optional(),
  adopted: z.enum(['in', 'out']).optional(),
  pregnancy: z.enum(['ongoing', 'miscarriage', 'stillbirth', 'termination', 'ectopic']).optional(),
  twins: z.strictObject({ group: id, zygosity: z.enum(['identical', 'fraternal', 'unknown']) }).optional(),
  diagnoses: z.array(diagnosis).max(40),
  healthUnknown: z.literal(true).optional(),
  surgery: z.array(surgery).max(10).optional(),
  tests: z.array(test).max(60).optional(),
  ashkenazi: z.literal(true).optional(),
  notes: z.string().max(4000).optional(),
  ref: ref.optional(),
})

const couple = z.strictObject({
  partners: z.tuple([id, id]),
  related: z.literal(true).optional(),
  separated: z.literal(true).optional(),
  noChildren: z.enum(['by-choice', 'infertile']).optional(),
})

const asked = z.array(z.enum(['parents', 'siblings', 'children', 'grandparents', 'aunts-and-uncles', 'cousins']))

/** A pedigree as JSON of a caller: at most 400 people. */
export const pedigreeSchema = z.strictObject({
  id,
  proband: id,
  people: z.array(relative).min(1).max(400),
  couples: z.array(couple).max(400),
  asked: asked.optional(),
})

/** What is kept of a relative, and of the family, in a record. `apart`: people whom FHIR has no relationship for, such as a partner’s family, and pregnancies. */
export const relativeSchema = relative
export const savedFamilySchema = z.strictObject({
  proband: relative,
  couples: z.array(couple),
  asked: asked.optional(),
  apart: z.array(relative).optional(),
})

/** A pedigree out of anything, or everything that is not as a pedigree has it. Whether it makes sense is asked of `checkPedigree`. */
export const readPedigree = (value: unknown, source: string): Result<Pedigree> => {
  const read = pedigreeSchema.safeParse(value)
  if (read.success) return ok(read.data as Pedigree)
  return bad(
    read.error.issues.map(
      (issue): Problem => ({
        code: 'pedigree-form',
        severity: 'error',
        at: { source, path: issue.path.join('.') },
        message: issue.message,
        remedy: 'Send a pedigree as docs and OpenAPI describe it.',
      }),
    ),
  )
}

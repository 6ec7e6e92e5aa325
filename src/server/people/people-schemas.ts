import { z } from 'zod'
import { pedigreeSchema } from '../../clinical/family/index.ts'
import { described } from '../api/described.ts'

const id = z.string().min(1).max(64)
const params = z.object({ id })
const refusals = [401, 404] as const

const row = z.looseObject({
  id: z.string(),
  name: z.string(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  identifiers: z.array(z.string()),
  assessed: z.boolean().describe('Whether the counts below are there: a report is made in the background'),
  changed: z.string().optional(),
  story: z.string().optional(),
  age: z.number().optional(),
  problems: z.array(z.string()).optional(),
  toAct: z.number().optional(),
  caution: z.number().optional(),
  notKnown: z.number().optional(),
})

export const list = described({
  summary: 'People by name, birth date or record number, a page at a time',
  tag: 'people',
  query: z.object({ q: z.string().max(200).optional(), cursor: z.string().max(4000).optional() }),
  answer: z.object({ people: z.array(row), next: z.string().optional() }),
  refusals: [401, 403],
})

export const report = described({
  summary:
    'The report as of now, as docs/report-json.md describes it; made anew when the record, the files or the knowledge changed',
  tag: 'people',
  params,
  answer: z.looseObject({ schema: z.literal('attune.report.v1') }),
  refusals: [...refusals, 422],
})

export const file = described({
  summary: 'The report as report.html, letter.html, report.fhir.json or report.json',
  tag: 'people',
  params: z.object({ id, file: z.string().max(40) }),
  answer: 'text/html',
  refusals: [...refusals, 422],
})

export const record = described({
  summary: 'Every datum of the record in one list, the newest first',
  tag: 'people',
  params,
  answer: z.looseObject({
    rows: z.array(z.looseObject({ kind: z.string(), title: z.string(), resource: z.string() })),
  }),
  refusals: [...refusals, 422],
})

export const resource = described({
  summary: 'One resource of the person’s record as FHIR JSON',
  tag: 'people',
  params: z.object({ id, type: z.string().max(60), resource: z.string().max(64) }),
  answer: 'application/fhir+json',
  refusals,
})

export const family = described({
  summary:
    'Saves the family of a person as drawn: replaces what was saved before, and leaves relatives that other sources recorded as they are',
  tag: 'people',
  params,
  body: pedigreeSchema,
  answer: z.object({
    saved: z.number().describe('Relatives that stand in the record now'),
    removed: z.number().describe('Relatives of the drawing before that are no longer in it'),
    problems: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  }),
  refusals: [...refusals, 403, 422],
})

export const genome = described({
  summary: 'The person’s genome as an archive',
  tag: 'people',
  params,
  answer: 'application/octet-stream',
  refusals,
})

export const decisions = described({
  summary: 'What was shown about the person in the EHR, and what was done with it',
  tag: 'people',
  params,
  answer: z.object({ decisions: z.array(z.looseObject({})) }),
  refusals,
})

export const accesses = described({
  summary: 'Who looked at the person’s data, the newest first',
  tag: 'people',
  params,
  answer: z.object({ accesses: z.array(z.looseObject({ at: z.string(), action: z.string() })) }),
  refusals,
})

export const add = described({
  summary: 'Adds a file to the record: a FHIR bundle, a genome, or results of other laboratories; all of it or nothing',
  tag: 'import',
  query: z.object({
    name: z.string().max(200).optional().describe('Name of the file'),
    person: id.optional().describe('Whose it is, for files that do not say so'),
    leaveOutFaulty: z
      .enum(['true', 'false'])
      .optional()
      .describe('Leave out faulty resources instead of refusing the file'),
  }),
  body: 'application/octet-stream',
  answer: z.object({
    people: z.array(z.object({ id: z.string(), name: z.string() })),
    took: z.array(z.object({ what: z.string(), count: z.number() })),
    problems: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  }),
  refusals: [401, 403, 422, 503],
})

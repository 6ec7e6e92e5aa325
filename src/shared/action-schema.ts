import { z } from 'zod'
import {
  circumstances,
  doseBases,
  doseUnits,
  drugClasses,
  indications,
  monitorables,
  tests,
  topics,
  triggers,
} from './advice-vocabulary.ts'
import { preventiveMeasures, screeningTests } from './screening-vocabulary.ts'

const inn = z.string().regex(/^[a-z][a-z0-9 ,/()'-]+$/, 'an INN in lower case')
const gene = z.string().regex(/^[A-Z][A-Z0-9-]+$/)
const range = z
  .tuple([z.number().nonnegative(), z.number().nonnegative()])
  .refine(([a, b]) => a <= b, 'low end above high end')
const bounds = z.strictObject({ min: z.number().optional(), max: z.number().optional() })
const common = { firm: z.enum(['do', 'consider']), if: z.enum(triggers).optional() }
const some = <T extends z.ZodType>(item: T) => z.array(item).min(1)

const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('standard'), ...common }),
  z.strictObject({ do: z.literal('contraindicate'), ...common }),
  z.strictObject({
    do: z.literal('avoid'),
    ...common,
    unless: some(z.enum(circumstances)).optional(),
    alsoAvoid: some(inn).optional(),
  }),
  z.strictObject({
    do: z.literal('choose'),
    ...common,
    drugs: some(inn).optional(),
    classes: some(z.enum(drugClasses)).optional(),
    notMetabolisedBy: some(gene).optional(),
    notDrugs: some(inn).optional(),
  }),
  z.strictObject({
    do: z.literal('add'),
    ...common,
    drugs: some(inn).optional(),
    classes: some(z.enum(drugClasses)).optional(),
  }),
  z.strictObject({
    do: z.literal('avoidWith'),
    ...common,
    drugs: some(inn).optional(),
    classes: some(z.enum(drugClasses)).optional(),
  }),
  z.strictObject({
    do: z.literal('doseFactor'),
    ...common,
    of: z.enum(doseBases),
    factor: range,
    steps: some(z.number().positive()).optional(),
    stepUnit: z.enum(doseUnits).optional(),
    orMore: z.literal(true).optional(),
  }),
  z.strictObject({
    do: z.literal('doseChange'),
    ...common,
    of: z.enum(doseBases),
    direction: z.enum(['lower', 'higher']),
  }),
  z.strictObject({ do: z.literal('dose'), ...common, of: z.enum(doseBases), amount: range, unit: z.enum(doseUnits) }),
  z.strictObject({
    do: z.literal('maxDose'),
    ...common,
    of: z.literal('starting').optional(),
    amount: z.number().positive().optional(),
    unit: z.enum(doseUnits).optional(),
    factorOfMaximum: z.number().positive().optional(),
    form: z.enum(['tablet', 'drops', 'oral', 'injection']).optional(),
    below: z.literal(true).optional(),
  }),
  z.strictObject({
    do: z.literal('interval'),
    ...common,
    change: z.enum([
      'thrice-weekly-instead-of-daily',
      'once-weekly',
      'longer',
      'twice-daily',
      'every-other-day',
      'divided-doses',
    ]),
  }),
  z.strictObject({
    do: z.literal('titrate'),
    ...common,
    by: z.enum([
      'slower',
      'response',
      'side-effects',
      'toxicity',
      'concentration',
      'response-and-side-effects',
      'blood-count',
      'disease-guideline',
      'inr',
      'enzyme-activity',
      'active-metabolite-maximum',
    ]),
  }),
  z.strictObject({ do: z.literal('steadyState'), ...common, weeks: range }),
  z.strictObject({
    do: z.literal('duration'),
    ...common,
    limit: z.enum(['shortest', 'single-dose', 'short-course', 'eight-weeks']),
  }),
  z.strictObject({ do: z.literal('lowestEffectiveDose'), ...common }),
  z.strictObject({
    do: z.literal('monitor'),
    ...common,
    what: z.enum(monitorables),
    how: z.enum(['closely', 'early', 'more-often']).optional(),
    target: range.optional(),
    targetAbove: z.number().positive().optional(),
    unit: z.enum(doseUnits).optional(),
    toxicAbove: z.number().positive().optional(),
  }),
  z.strictObject({ do: z.literal('test'), ...common, what: z.enum(tests) }),
  z.strictObject({
    do: z.literal('screen'),
    ...common,
    what: z.enum(screeningTests),
    everyMonths: range.optional(),
    once: z.literal(true).optional(),
  }),
  z.strictObject({ do: z.literal('discuss'), ...common, about: z.enum(preventiveMeasures) }),
  z.strictObject({
    do: z.literal('algorithm'),
    ...common,
    which: z.enum(['warfarin-iwpc', 'warfarin-gage', 'eu-pact-coumarins', 'published-dosing-algorithm']),
    forDays: z.number().positive().optional(),
  }),
  z.strictObject({
    do: z.literal('induceTolerance'),
    ...common,
    days: z.number(),
    from: z.number(),
    to: z.number(),
    unit: z.literal('mg/day'),
    steps: some(z.number().positive()).optional(),
    daysPerStep: z.number().positive().optional(),
  }),
  z.strictObject({
    do: z.literal('guideline'),
    ...common,
    which: z.enum([
      'local',
      'disease-specific',
      'label',
      'expert-consensus',
      'enzyme-activity-phenotype',
      'population-specific',
    ]),
  }),
  z.strictObject({
    do: z.literal('beware'),
    ...common,
    of: z.enum(monitorables),
    aboveDose: z.number().positive().optional(),
    unit: z.enum(doseUnits).optional(),
  }),
  z.strictObject({ do: z.literal('inform'), ...common, about: z.enum(topics) }),
  z.strictObject({
    do: z.literal('refer'),
    ...common,
    to: z.enum([
      'anaesthetist',
      'clinical-pharmacologist',
      'haematologist',
      'anticoagulation-clinic',
      'psychiatrist',
      'genetic-counsellor',
    ]),
  }),
  z.strictObject({
    do: z.literal('noAdvice'),
    ...common,
    because: z.enum([
      'insufficient-evidence',
      'phenotype-not-assigned',
      'source-silent',
      'input-not-valid',
      'not-studied',
      'no-adjustment-known',
      'not-coded',
    ]),
  }),
])

const population = z.strictObject({
  indications: some(z.enum(indications)).optional(),
  notIndications: some(z.enum(indications)).optional(),
  age: bounds.optional(),
  weight: bounds.optional(),
  bmi: bounds.extend({ above: z.number().optional(), upTo: z.number().optional() }).optional(),
  circumstances: some(z.enum(circumstances)).optional(),
  anyCircumstance: some(z.enum(circumstances)).optional(),
  dose: z
    .strictObject({
      above: z.number().optional(),
      below: z.number().optional(),
      from: z.number().optional(),
      upTo: z.number().optional(),
      unit: z.enum(doseUnits),
    })
    .optional(),
  otherwise: z.literal(true).optional(),
})

/** Checks one line of an advice table against the vocabulary of `action.ts`; unknown keys and words are refused. */
export const adviceSchema = z.strictObject({
  advice: z.string(),
  branches: some(
    z.strictObject({
      when: population.optional(),
      first: some(action),
      or: some(some(action)).optional(),
      fallback: some(action).optional(),
      note: some(action).optional(),
    }),
  ),
})

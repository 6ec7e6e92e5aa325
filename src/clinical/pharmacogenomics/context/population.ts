import type { Branch, Population } from '../../../shared/action.ts'
import type { Indication } from '../../../shared/advice-vocabulary.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import { judgeCircumstance } from './circumstances.ts'
import { ageOf, bmiOf, dailyMg, entriesOf, type Figure, type PersonContext, weightOf, within } from './person.ts'
import { allOf, anyOf, type Judgement, not, reason, type Truth } from './truth.ts'

/**
 * Indications that exclude each other as the reason for one and the same medicine. When one of them is recorded and another is not,
 * the other is taken as not being the reason; when none is recorded, the reason is not known.
 */
const rivals: readonly (readonly Indication[])[] = [
  [
    'acute-coronary-syndrome-or-pci',
    'percutaneous-coronary-intervention',
    'stroke-or-tia',
    'neurovascular',
    'cardiovascular-other',
  ],
  ['depression', 'anxiety', 'obsessive-compulsive-disorder', 'neuropathic-pain', 'psychosis', 'adhd'],
  ['pain', 'cough'],
  ['peptic-ulcer-or-reflux', 'helicobacter-eradication', 'erosive-oesophagitis'],
  ['malignancy', 'non-malignant'],
  ['malignancy', 'immunosuppression'],
  ['leukaemia', 'non-malignant'],
  ['leukaemia', 'immunosuppression'],
  ['liver-transplant', 'kidney-transplant', 'transplant-other-than-liver'],
  ['malaria-radical-cure', 'malaria-transmission-blocking'],
  ['heart-failure', 'hypertension', 'arrhythmia'],
]

/** What a recorded indication says besides itself. */
const implies: Partial<Readonly<Record<Indication, readonly Indication[]>>> = {
  'percutaneous-coronary-intervention': ['acute-coronary-syndrome-or-pci'],
  'stroke-or-tia': ['neurovascular'],
  'neuropathic-pain': ['pain'],
  leukaemia: ['malignancy'],
  'breast-cancer': ['malignancy'],
  immunosuppression: ['non-malignant'],
  'kidney-transplant': ['transplant-other-than-liver', 'immunosuppression', 'non-malignant'],
  'liver-transplant': ['immunosuppression', 'non-malignant'],
  'transplant-other-than-liver': ['immunosuppression', 'non-malignant'],
  'erosive-oesophagitis': ['peptic-ulcer-or-reflux'],
}

const says = (recorded: Indication, asked: Indication): boolean =>
  recorded === asked || (implies[recorded]?.includes(asked) ?? false)

/** Without the indications that another one of the list already takes in. */
const widest = (asked: readonly Indication[]): readonly Indication[] =>
  asked.filter((i) => !asked.some((wide) => wide !== i && says(i, wide)))

const rivalOf = (a: Indication, b: Indication): boolean =>
  rivals.some((group) => group.includes(a) && group.includes(b))

/** What the record gives as reasons: those stated for this very medicine come before everything else that is recorded, where they speak to the question. */
const reasonsFor = (
  indication: Indication,
  person: PersonContext,
  drug: string | undefined,
): PersonContext['indications'] => {
  const nameOf = person.knowledge?.nameOf ?? ((x: string) => x.toLowerCase())
  const stated = person.indications.filter(
    (i) => i.forDrug !== undefined && drug !== undefined && nameOf(i.forDrug) === nameOf(drug),
  )
  const speaking = stated.filter((i) => says(i.indication, indication) || rivalOf(i.indication, indication))
  return speaking.length > 0 ? speaking : person.indications
}

const judgeIndication = (indication: Indication, person: PersonContext, drug: string | undefined): Judgement => {
  const recorded = reasonsFor(indication, person, drug)
  const found = recorded.filter((i) => says(i.indication, indication))
  if (found.length > 0)
    return {
      applies: 'yes',
      because: [
        reason(
          'indication-recorded',
          { indication },
          found.map((i) => i.ref),
        ),
      ],
    }
  const others = recorded.filter((i) => !says(indication, i.indication) && rivalOf(indication, i.indication))
  if (others.length > 0) {
    const names = [...new Set(others.map((o) => o.indication))]
    return {
      applies: 'no',
      because: [
        reason(
          'other-indication-recorded',
          { indication, recorded: names.join(', ') },
          others.map((o) => o.ref),
        ),
      ],
    }
  }
  return { applies: 'unknown', because: [reason('indication-not-recorded', { indication })] }
}

const judgeFigure = (
  figure: Figure | undefined,
  bounds: { readonly min?: number; readonly max?: number; readonly above?: number; readonly upTo?: number },
  name: 'weight' | 'bmi',
): Judgement =>
  figure === undefined
    ? { applies: 'unknown', because: [reason(name === 'weight' ? 'weight-not-recorded' : 'bmi-not-recorded', {})] }
    : {
        applies: within(figure.value, bounds) ? 'yes' : 'no',
        because: [
          reason(
            name === 'weight' ? 'weight-recorded' : 'bmi-recorded',
            { [name]: figure.value.toFixed(1), date: figure.date },
            [figure.ref],
          ),
        ],
      }

const judgeAge = (
  bounds: { readonly min?: number; readonly max?: number },
  person: PersonContext,
  at: Instant,
): Judgement => {
  const age = ageOf(person.view, at)
  if (age === undefined) return { applies: 'unknown', because: [reason('age-not-recorded', {})] }
  return { applies: within(age, bounds) ? 'yes' : 'no', because: [reason('age-recorded', { age })] }
}

/** The recorded dose in the unit of the advice; a daily dose counts as four equal doses for `mg/6 h`. */
const judgeDose = (
  dose: NonNullable<Population['dose']>,
  person: PersonContext,
  at: Instant,
  drug: string | undefined,
): Judgement => {
  const missing: Judgement = { applies: 'unknown', because: [reason('dose-not-recorded', { drug })] }
  const entries =
    drug === undefined
      ? []
      : entriesOf(person.view, drug, person.knowledge).filter((m) => m.status === 'active' || m.status === 'planned')
  const weight = weightOf(person.view, at)?.value
  const judged = entries.map((m): Judgement => {
    const mg = dailyMg(m)
    if (mg === undefined) return missing
    const value =
      dose.unit === 'mg/day'
        ? mg
        : dose.unit === 'mg/6 h'
          ? mg / 4
          : dose.unit === 'mg/week'
            ? mg * 7
            : dose.unit === 'mg/kg/day' && weight !== undefined
              ? mg / weight
              : undefined
    if (value === undefined) return missing
    return {
      applies: within(value, dose) ? 'yes' : 'no',
      because: [reason('dose-recorded', { drug, dose: Number(value.toFixed(2)), unit: dose.unit }, [m.ref])],
    }
  })
  return judged.length === 0 ? missing : anyOf(judged)
}

/**
 * Whether advice for this population is meant for this person, and why. Three-valued: what the record does not say stays `unknown`.
 * `drug` is the medicine the advice is about (needed for how long it has been used and at what dose). No population is everybody.
 * `otherwise` cannot be judged alone: use `judgeBranches`.
 */
export const appliesTo = (
  when: Population | undefined,
  person: PersonContext,
  at: Instant,
  drug?: string,
): Judgement => {
  if (when === undefined) return { applies: 'yes', because: [] }
  const parts: Judgement[] = []
  if (when.indications) parts.push(anyOf(widest(when.indications).map((i) => judgeIndication(i, person, drug))))
  for (const i of when.notIndications ?? []) parts.push(not(judgeIndication(i, person, drug)))
  if (when.age) parts.push(judgeAge(when.age, person, at))
  if (when.weight) parts.push(judgeFigure(weightOf(person.view, at), when.weight, 'weight'))
  if (when.bmi) parts.push(judgeFigure(bmiOf(person.view, at), when.bmi, 'bmi'))
  for (const c of when.circumstances ?? []) parts.push(judgeCircumstance(c, person, at, drug))
  if (when.anyCircumstance) parts.push(anyOf(when.anyCircumstance.map((c) => judgeCircumstance(c, person, at, drug))))
  if (when.dose) parts.push(judgeDose(when.dose, person, at, drug))
  if (when.otherwise === true) parts.push({ applies: 'unknown', because: [reason('depends-on-other-branches', {})] })
  return allOf(parts)
}

export type JudgedBranch = {
  readonly branch: Branch
  readonly applies: Truth
  readonly because: readonly string[]
  readonly reasons: readonly Reason[]
}

/**
 * The state of every branch of one advice, in their order. A branch `otherwise` holds when every narrower sibling is `no`, does not when one is `yes`,
 * and is unknown while one is unknown. A narrower sibling is one that states a population of its own. `because` are the codes of `reasons`.
 */
export const judgeBranches = (
  branches: readonly Branch[],
  person: PersonContext,
  at: Instant,
  drug?: string,
): readonly JudgedBranch[] => {
  const own = branches.map((b) =>
    appliesTo(b.when?.otherwise === true ? { ...withoutOtherwise(b.when) } : b.when, person, at, drug),
  )
  const narrower = own.filter((_, i) => branches[i]?.when !== undefined && branches[i]?.when?.otherwise !== true)
  return branches.map((branch, i) => {
    const judged = own[i] ?? { applies: 'unknown', because: [] }
    const final = branch.when?.otherwise === true ? allOf([judged, not(anyOf(narrower))]) : judged
    return {
      branch,
      applies: final.applies,
      because: [...new Set(final.because.map((r) => r.code))],
      reasons: final.because,
    }
  })
}

const withoutOtherwise = (when: Population): Population => {
  const { otherwise: _, ...rest } = when
  return rest
}

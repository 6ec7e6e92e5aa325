import type { Allergy, Condition, Medication, Observation, PatientView } from '../../../record/patient-view.ts'
import type { Indication } from '../../../shared/advice-vocabulary.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import { ageInYears, daysBetween, type Instant } from '../../../shared/instant.ts'
import type { GeneResult } from '../model.ts'
import type { Bounds, ConditionPattern } from './caution-predicate.ts'
import type { ContextKnowledge } from './knowledge.ts'
import { type Judgement, reason } from './truth.ts'

/** One person as population predicates see them. `genes` and `knowledge` are needed for what depends on other genes or on interacting medicines. */
export type PersonContext = {
  readonly view: PatientView
  /** `forDrug`: the record states it as the reason for that medicine. */
  readonly indications: readonly {
    readonly indication: Indication
    readonly ref: DatumRef
    readonly forDrug?: string
  }[]
  readonly genes?: readonly GeneResult[]
  readonly knowledge?: ContextKnowledge
}

/** A measured figure in the unit asked for, with where it stands. */
export type Figure = { readonly value: number; readonly ref: DatumRef; readonly date?: string }

const loinc = {
  weight: ['29463-7', '3141-9', '8335-2'],
  height: ['8302-2', '3137-7', '8308-9'],
  bmi: ['39156-5'],
  egfr: [
    '98979-8',
    '62238-1',
    '77147-7',
    '88293-6',
    '88294-4',
    '48642-3',
    '48643-1',
    '33914-3',
    '69405-9',
    '70969-1',
    '50044-7',
  ],
  qtc: ['8636-3', '8634-8'],
} as const

/** UCUM unit → factor to the unit used here. A unit that is not listed is not guessed: the figure is then not used. */
const toKg: Readonly<Record<string, number>> = { kg: 1, g: 0.001, '[lb_av]': 0.45359237 }
const toCm: Readonly<Record<string, number>> = { cm: 1, m: 100, mm: 0.1, '[in_i]': 2.54, '[in_us]': 2.54000508 }
const toBmi: Readonly<Record<string, number>> = { 'kg/m2': 1 }
const toEgfr: Readonly<Record<string, number>> = {
  'mL/min/{1.73_m2}': 1,
  'mL/min/1.73m2': 1,
  'mL/min/1.73.m2': 1,
  'mL/min/{1.73m2}': 1,
  'mL/min': 1,
}
const toMs: Readonly<Record<string, number>> = { ms: 1, s: 1000 }

const newest = (a: Observation, b: Observation): number => (b.date ?? '').localeCompare(a.date ?? '')

const latest = (
  view: PatientView,
  codes: readonly string[],
  factors: Readonly<Record<string, number>>,
  at: Instant,
): Figure | undefined => {
  const usable = view.observations
    .filter(
      (o) =>
        o.loinc !== undefined &&
        codes.includes(o.loinc) &&
        (o.date === undefined || o.date.slice(0, 10) <= at.slice(0, 10)),
    )
    .sort(newest)
  for (const o of usable) {
    if ('text' in o.value) continue
    const factor = factors[o.value.unit]
    if (factor === undefined || !(o.value.value > 0)) continue
    return { value: o.value.value * factor, ref: o.ref, ...(o.date === undefined ? {} : { date: o.date }) }
  }
  return undefined
}

export const ageOf = (view: PatientView, at: Instant): number | undefined =>
  view.birthDate === undefined ? view.age : (ageInYears(view.birthDate, at) ?? view.age)

const childYears = 18
const childFigureDays = 365

/** A child's size changes: a figure more than a year old, or of no stated date, is not used under 18 years. */
const stillTrue = (figure: Figure | undefined, view: PatientView, at: Instant): Figure | undefined => {
  const age = ageOf(view, at)
  if (figure === undefined || (age !== undefined && age >= childYears)) return figure
  const days = figure.date === undefined ? undefined : daysBetween(figure.date, at.slice(0, 10))
  return age === undefined || (days !== undefined && days <= childFigureDays) ? figure : undefined
}

/** Latest weight in kg. */
export const weightOf = (view: PatientView, at: Instant): Figure | undefined =>
  stillTrue(latest(view, loinc.weight, toKg, at), view, at)

/** Latest height in cm. */
export const heightOf = (view: PatientView, at: Instant): Figure | undefined =>
  stillTrue(latest(view, loinc.height, toCm, at), view, at)

/** Body mass index in kg/m2: computed from weight and height, otherwise as recorded. */
export const bmiOf = (view: PatientView, at: Instant): Figure | undefined => {
  const [weight, height] = [weightOf(view, at), heightOf(view, at)]
  if (weight && height) return { value: weight.value / (height.value / 100) ** 2, ref: weight.ref }
  return stillTrue(latest(view, loinc.bmi, toBmi, at), view, at)
}

/** Latest estimated glomerular filtration rate in mL/min/1.73 m2. */
export const egfrOf = (view: PatientView, at: Instant): Figure | undefined => latest(view, loinc.egfr, toEgfr, at)

/** Latest corrected QT interval in ms. */
export const qtcOf = (view: PatientView, at: Instant): Figure | undefined => latest(view, loinc.qtc, toMs, at)

/** Whether a number keeps to bounds. */
export const within = (value: number, bounds: Bounds & { readonly max?: number }): boolean =>
  (bounds.min === undefined || value >= bounds.min) &&
  (bounds.above === undefined || value > bounds.above) &&
  (bounds.below === undefined || value < bounds.below) &&
  (bounds.max === undefined || value < bounds.max) &&
  (bounds.upTo === undefined || value <= bounds.upTo)

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether a text holds a word or phrase as whole words, whatever its case. */
export const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text)

const isIcd10 = (system: string | undefined): boolean => system === undefined || /icd-?10/i.test(system)

const undotted = (code: string): string => code.toUpperCase().replace('.', '')

/** Texts that deny, suspect or foresee a condition, or speak of relatives, do not state it. */
const notStated =
  /^no |\b(family history|suspect\w*|rule[d]? out|screening|no evidence|risk of|at risk|denies|excluded|prophylaxis|vaccin\w*|counsell?ing|absence of)\b/i

const matches = (condition: Condition, pattern: ConditionPattern, name: string): boolean => {
  if ((condition.means ?? []).some((m) => m.code === name && (condition.active || m.past))) return true
  if (pattern.active === true && !condition.active) return false
  const codes = [condition.what, ...condition.codes]
  return (
    codes.some(
      (c) =>
        c.code !== undefined &&
        isIcd10(c.system) &&
        pattern.icd10.some((prefix) => undotted(c.code ?? '').startsWith(undotted(prefix))),
    ) || codes.some((c) => !notStated.test(c.display) && pattern.words.some((w) => hasWord(c.display, w)))
  )
}

const unconfirmed = ['unconfirmed', 'provisional', 'differential']

/**
 * Whether a condition of this kind is recorded, by what the record's own reading says it means (`name`), by code or by words. A record that is silent on
 * conditions does not say, nor does one that holds it as unconfirmed; a condition list without it says no.
 */
export const hasCondition = (view: PatientView, pattern: ConditionPattern, name: string): Judgement => {
  const found = view.conditions.filter((c) => matches(c, pattern, name))
  const sure = found.filter((c) => !unconfirmed.includes(c.verification ?? ''))
  const told = (list: readonly Condition[], code: 'condition-recorded' | 'condition-not-confirmed') =>
    list.map((c) => reason(code, { condition: c.what.display }, [c.ref]))
  if (sure.length > 0) return { applies: 'yes', because: told(sure, 'condition-recorded') }
  if (found.length > 0) return { applies: 'unknown', because: told(found, 'condition-not-confirmed') }
  if (view.silentOn.includes('conditions') || view.conditions.length === 0)
    return { applies: 'unknown', because: [reason('conditions-not-recorded', { condition: name })] }
  return { applies: 'no', because: [reason('condition-not-among-recorded', { condition: name })] }
}

/** Applied to skin, eye, ear or nose: acts where it is put and is not counted as acting on an enzyme. Miconazole is absorbed from gels too. */
export const isLocal = (m: Medication): boolean =>
  m.drug.name.toLowerCase() !== 'miconazole' &&
  /\b(topical|cutaneous|transdermal gel|dermal|cream|ointment|lotion|shampoo|ophthalmic|eye drops?|otic|ear drops?|nasal|nail lacquer)\b/i.test(
    `${m.route ?? ''} ${m.asWritten}`,
  )

/** What the recorded sex says about the body: sex at birth where it is stated. */
export const maleBody = (view: PatientView): boolean => (view.birthSex ?? view.sex) === 'male'

/** Medicines taken now: planned, stopped and unknown ones are not among them. */
export const activeMedications = (view: PatientView): readonly Medication[] =>
  view.medications.filter((m) => m.status === 'active')

/** A record without any medication is silent too: it does not prove that none is taken. */
export const medicationsSilent = (view: PatientView): boolean => view.silentOn.includes('medications')

export const allergiesSilent = (view: PatientView): boolean => view.silentOn.includes('allergies')

/** Medicines of this name on the list, by the names the context tables use. */
export const entriesOf = (
  view: PatientView,
  drug: string,
  knowledge: ContextKnowledge | undefined,
): readonly Medication[] => {
  const nameOf = knowledge?.nameOf ?? ((x: string) => x.toLowerCase())
  return view.medications.filter((m) => nameOf(m.drug.name) === nameOf(drug))
}

/** Allergies to this very medicine. */
export const allergiesTo = (
  view: PatientView,
  drug: string,
  knowledge: ContextKnowledge | undefined,
): readonly Allergy[] => {
  const nameOf = knowledge?.nameOf ?? ((x: string) => x.toLowerCase())
  return view.allergies.filter(
    (a) => (a.drug !== undefined && nameOf(a.drug.name) === nameOf(drug)) || hasWord(a.to.display, nameOf(drug)),
  )
}

const perDay: Readonly<Record<string, number>> = {
  mg: 1,
  'mg/d': 1,
  'mg/day': 1,
  g: 1000,
  'g/d': 1000,
  ug: 0.001,
  'ug/d': 0.001,
}

/** The daily dose in mg as recorded; undefined when it is not recorded or in a unit that is not a mass per day. */
export const dailyMg = (m: Medication): number | undefined => {
  const factor = m.dailyDose === undefined ? undefined : perDay[m.dailyDose.unit]
  return m.dailyDose === undefined || factor === undefined ? undefined : m.dailyDose.value * factor
}

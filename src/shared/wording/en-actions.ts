import type { Action } from '../action.ts'
import type { Test } from '../advice-vocabulary.ts'
import type { Range } from '../quantity.ts'
import type { Audience } from './catalogue.ts'
import { monitorableWords, riskWords, topicSentences, watched } from './en-advice.ts'
import { joinEn, stopping, without, written } from './en-lists.ts'
import { patientClause } from './en-patient.ts'
import { intervalWords, preventiveMeasureWords, screeningTestWords } from './en-screening.ts'
import {
  circumstanceWords,
  doseBasisWords,
  doseUnitWords,
  drugClassWords,
  testWords,
  triggerWords,
} from './en-words.ts'

const figure = (n: number): string => String(Math.round(n * 1000) / 1000)

const span = ([low, high]: Range): string => (low === high ? figure(low) : `${figure(low)}–${figure(high)}`)

const percent = ([low, high]: Range): string => {
  if (low > 1 || high > 1) return `${span([low, high])} times`
  const pct = (x: number): string => figure(Math.round(x * 1000) / 10)
  if (low === high) return `${pct(low)} %`
  return low === 0 ? `at most ${pct(high)} %` : `${pct(low)}–${pct(high)} %`
}

const named = (drugs: readonly string[] | undefined, classes: readonly string[] | undefined): string =>
  joinEn([...(drugs ?? []).map(written), ...(classes ?? [])], 'or')

const words = (classes: readonly (keyof typeof drugClassWords)[] | undefined): readonly string[] =>
  (classes ?? []).map((c) => drugClassWords[c])

/** Tests whose result is a measured value. */
const measured = new Set<Test>(['g6pd-enzyme-activity', 'tpmt-enzyme-activity', 'dpd-enzyme-activity', 'dpd-uracil'])

/** `watch the effect (target …)`: a lowest end of 0 is an upper bound, two equal ends an approximate figure. */
const targetOf = (a: Extract<Action, { do: 'monitor' }>): string => {
  const unit = a.unit ? ` ${doseUnitWords[a.unit]}` : ''
  if (a.targetAbove !== undefined) return ` (target above ${figure(a.targetAbove)}${unit})`
  if (a.target === undefined) return ''
  const [low, high] = a.target
  if (low === 0) return ` (target below ${figure(high)}${unit})`
  return ` (target ${low === high ? `about ${figure(low)}` : span(a.target)}${unit})`
}

const factorClause = (a: Extract<Action, { do: 'doseFactor' }>): string => {
  const [low, high] = a.factor
  const dose = doseBasisWords[a.of]
  const schedule = a.steps
    ? ` (in steps of ${a.steps.map(figure).join(', ')}${a.stepUnit ? ` ${doseUnitWords[a.stepUnit]}` : ''})`
    : ''
  if (low === 1 && high === 1) return `give the ${dose}`
  if (a.orMore) return `give at least ${figure(low)} times the ${dose}`
  if (low === 2 && high === 2) return `double the ${dose}${schedule}`
  if (low === 1 && high > 1) return `give up to ${figure(high)} times the ${dose}${schedule}`
  return `give ${percent(a.factor)}${high > 1 ? '' : ' of'} the ${dose}${schedule}`
}

const doseClause = (a: Extract<Action, { do: 'dose' }>): string => {
  const amount = `${span(a.amount)} ${doseUnitWords[a.unit]}`
  switch (a.of) {
    case 'usual':
    case 'daily':
      return `give ${amount}`
    case 'starting':
      return `start with ${amount}`
    case 'single':
      return `give ${amount} per dose`
    case 'target':
      return `set ${amount} as the target dose`
    default:
      return `give ${amount} as ${doseBasisWords[a.of].replace('usual ', '')}`
  }
}

const doseChangeClause = (a: Extract<Action, { do: 'doseChange' }>): string => {
  const comparative = a.direction === 'lower' ? 'lower' : 'higher'
  switch (a.of) {
    case 'starting':
      return `start with a ${comparative} dose than usual`
    case 'target':
      return `aim for a ${comparative} target dose than usual`
    case 'maintenance':
      return `use a ${comparative} maintenance dose than usual`
    default:
      return a.direction === 'lower' ? 'lower the dose' : 'raise the dose'
  }
}

const chooseClause = (a: Extract<Action, { do: 'choose' }>, drug: string): string => {
  const drugs = without(a.drugs, drug)
  const genes = a.notMetabolisedBy ? joinEn(a.notMetabolisedBy, 'or') : undefined
  const wanted = named(drugs, words(a.classes)) || 'another medicine'
  const free =
    genes === undefined
      ? ''
      : drugs.length > 0 && !a.classes
        ? ` (${drugs.length > 1 ? 'they do' : 'it does'} not depend on ${genes})`
        : ` not depending on ${genes}`
  const barred = without(a.notDrugs, drug)
  const not = barred.length > 0 ? `; ${joinEn(barred, 'and')} ${barred.length > 1 ? 'are' : 'is'} no alternative` : ''
  return `choose ${wanted}${free}${not}`
}

type Clause = (drug: string) => string

const intervals: Record<Extract<Action, { do: 'interval' }>['change'], string> = {
  'thrice-weekly-instead-of-daily': 'give it three times a week instead of daily',
  'once-weekly': 'give it once a week',
  longer: 'give it less often',
  'twice-daily': 'give it twice a day',
  'every-other-day': 'give it every other day',
  'divided-doses': 'divide the daily dose',
}

const titrations: Record<Extract<Action, { do: 'titrate' }>['by'], string> = {
  slower: 'change the dose in slower steps than usual',
  response: 'adjust the dose by response',
  'side-effects': 'adjust the dose by side effects',
  toxicity: 'adjust the dose by toxicity',
  concentration: 'adjust the dose by measured concentration',
  'response-and-side-effects': 'adjust the dose by response and side effects',
  'blood-count': 'adjust the dose by blood count',
  'disease-guideline': 'adjust the dose by the guideline for the disease',
  inr: 'adjust the dose by INR',
  'enzyme-activity': 'adjust the dose by measured enzyme activity',
  'active-metabolite-maximum': 'adjust the dose by the maximum dose of its active metabolite',
}

const guidelines: Record<Extract<Action, { do: 'guideline' }>['which'], string> = {
  local: 'follow local guidance',
  'disease-specific': 'follow the guideline for the disease',
  label: 'follow the label',
  'expert-consensus': 'follow expert consensus guidelines',
  'enzyme-activity-phenotype': 'decide by the measured enzyme activity',
  'population-specific': 'follow guidance for the specific population',
}

const algorithms: Record<Extract<Action, { do: 'algorithm' }>['which'], string> = {
  'warfarin-iwpc': 'compute the starting dose with the IWPC equation',
  'warfarin-gage': 'compute the starting dose with the Gage equation',
  'eu-pact-coumarins': 'compute starting and maintenance dose with a genotype-based algorithm such as EU-PACT',
  'published-dosing-algorithm': 'compute the starting dose with a published dosing algorithm',
}

const durations: Record<Extract<Action, { do: 'duration' }>['limit'], string> = {
  shortest: 'treat as briefly as possible',
  'single-dose': 'give a single dose only',
  'short-course': 'give a short course only',
  'eight-weeks': 'treat for 8 weeks',
}

const referrals: Record<Extract<Action, { do: 'refer' }>['to'], string> = {
  anaesthetist: 'involve an anaesthetist',
  'clinical-pharmacologist': 'ask a clinical pharmacologist',
  haematologist: 'ask a haematologist',
  'anticoagulation-clinic': 'involve the anticoagulation clinic',
  psychiatrist: 'ask a psychiatrist',
  'genetic-counsellor': 'offer genetic counselling',
}

const silences: Record<Extract<Action, { do: 'noAdvice' }>['because'], string> = {
  'insufficient-evidence': 'the evidence is not enough for advice on {drug}',
  'phenotype-not-assigned': 'no advice on {drug}: the genotype could not be turned into a phenotype',
  'source-silent': 'this source says nothing about {drug} for this result',
  'input-not-valid': 'no advice on {drug}: the number of gene copies must be known',
  'not-studied': 'no advice on {drug}: not studied for this result',
  'no-adjustment-known': 'no adjustment of {drug} is known for this result',
  'not-coded': 'read the source on {drug}: this record is new and its action is not coded yet',
}

const screenClause = (a: Extract<Action, { do: 'screen' }>): string => {
  const often = a.once ? ' once' : a.everyMonths === undefined ? '' : ` ${intervalWords(a.everyMonths)}`
  return `offer ${screeningTestWords[a.what].clinician}${often}`
}

const clinicianClause = (a: Action): Clause => {
  switch (a.do) {
    case 'standard':
      return (d) =>
        a.firm === 'consider' ? `consider using ${d}, with caution` : `use ${d} as usual: no genetic reason to change`
    case 'contraindicate':
      return (d) => `do not give ${d}: contraindicated`
    case 'avoid': {
      const unless = a.unless
        ? ` unless ${joinEn(
            a.unless.map((u) => circumstanceWords[u]),
            'and',
          )}`
        : ''
      return (d) => {
        if (a.if !== undefined && stopping.has(a.if)) return `stop ${d}`
        const also = without(a.alsoAvoid, d)
        return `avoid ${joinEn([d, ...also], 'and')}${unless}`
      }
    }
    case 'choose':
      return (d) => chooseClause(a, d)
    case 'add':
      return (d) => `combine ${d} with ${named(a.drugs, words(a.classes))}`
    case 'avoidWith':
      return (d) => `do not combine ${d} with ${named(a.drugs, words(a.classes))}`
    case 'doseFactor':
      return () => factorClause(a)
    case 'doseChange':
      return () => doseChangeClause(a)
    case 'dose':
      return () => doseClause(a)
    case 'maxDose': {
      const form = a.form ? ` (${a.form})` : ''
      const share =
        a.factorOfMaximum === undefined
          ? ''
          : a.factorOfMaximum === 1
            ? 'the usual maximum dose'
            : `${percent([a.factorOfMaximum, a.factorOfMaximum])} of the usual maximum dose`
      const amount = a.amount === undefined ? '' : `${figure(a.amount)} ${a.unit ? doseUnitWords[a.unit] : ''}`.trim()
      const limit = amount && share ? `${amount} (${share})` : amount || share
      if (a.of === 'starting') return () => `start with at most ${limit}${form}`
      return () => (a.below ? `stay below ${limit}${form}` : `do not exceed ${limit}${form}`)
    }
    case 'interval':
      return () => intervals[a.change]
    case 'titrate':
      return () => titrations[a.by]
    case 'steadyState':
      return () => `allow ${span(a.weeks)} week${a.weeks[1] === 1 ? '' : 's'} to steady state after each change`
    case 'duration':
      return () => durations[a.limit]
    case 'lowestEffectiveDose':
      return () => 'use the lowest effective dose'
    case 'monitor': {
      const how = a.how ? { closely: ' closely', early: ' early', 'more-often': ' more often' }[a.how] : ''
      const toxic = a.toxicAbove
        ? `; above ${figure(a.toxicAbove)} ${a.unit ? doseUnitWords[a.unit] : ''} is toxic`
        : ''
      return () => `watch ${watched(a.what, 'clinician')}${how}${targetOf(a)}${toxic}`
    }
    case 'test':
      return () => `${measured.has(a.what) ? 'measure' : 'obtain'} ${testWords[a.what]}`
    case 'screen':
      return () => screenClause(a)
    case 'discuss':
      return () => `discuss ${preventiveMeasureWords[a.about].clinician}`
    case 'algorithm':
      return () => `${algorithms[a.which]}${a.forDays ? ` for the first ${a.forDays} days` : ''}`
    case 'induceTolerance':
      return (d) =>
        `induce tolerance to ${d}: from ${figure(a.from)} to ${figure(a.to)} mg a day over ${a.days} days${a.daysPerStep ? `, one step every ${a.daysPerStep} days` : ''}`
    case 'guideline':
      return () => guidelines[a.which]
    case 'beware': {
      if (a.of === 'hyperthermia') return () => 'be aware that susceptibility to malignant hyperthermia is not excluded'
      const above = a.aboveDose ? `, above all over ${figure(a.aboveDose)} ${a.unit ? doseUnitWords[a.unit] : ''}` : ''
      return () =>
        `be aware of a possibly higher risk of ${riskWords[a.of] ?? monitorableWords[a.of].clinician}${above}`
    }
    case 'inform':
      return () => topicSentences[a.about].clinician
    case 'refer':
      return () => referrals[a.to]
    case 'noAdvice':
      return (d) => silences[a.because].replace('{drug}', d)
  }
}

const gerunds: readonly (readonly [string, string])[] = [
  ['do not exceed', 'not exceeding'],
  ['stop', 'stopping'],
  ['set', 'setting'],
  ['do not combine', 'not combining'],
  ['do not give', 'not giving'],
  ['stay below', 'staying below'],
  ['be aware', 'being aware'],
  ...[
    'avoid',
    'obtain',
    'watch',
    'lower',
    'treat',
    'follow',
    'ask',
    'offer',
    'allow',
    'adjust',
    'start',
    'aim',
    'discuss',
  ].map((v) => [v, `${v}ing`] as const),
  ...['choose', 'give', 'combine', 'raise', 'change', 'use', 'compute', 'induce', 'divide', 'decide', 'involve'].map(
    (v) => [v, `${v.slice(0, -1)}ing`] as const,
  ),
  ...['double', 'measure'].map((v) => [v, `${v.slice(0, -1)}ing`] as const),
]

/** A clause that opens with one of the catalogue's verbs, turned into its -ing form. @example gerund('choose another statin') // 'choosing another statin' */
export const gerund = (clause: string): string => {
  const found = gerunds.find(([verb]) => clause.startsWith(`${verb} `))
  return found ? `${found[1]}${clause.slice(found[0].length)}` : clause
}

/** One coded step as a clause, without a capital or a full stop. "Consider" marks what the source only suggests; `if` comes in front. */
export const actionClause = (a: Action, drug: string, audience: Audience): string => {
  const clause = (audience === 'clinician' ? clinicianClause(a) : patientClause(a))(drug)
  const soft =
    audience === 'clinician' && a.firm === 'consider' && a.do !== 'standard' && a.do !== 'noAdvice' && a.do !== 'inform'
  const text = soft ? `consider ${gerund(clause)}` : clause
  return a.if !== undefined ? `if ${triggerWords[a.if]}: ${text}` : text
}

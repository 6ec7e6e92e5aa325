import { mayBePregnant } from '../../record/index.ts'
import type { DatumRef, Need } from '../../shared/assessment.ts'
import type { Reason } from '../../shared/recommendation.ts'
import type { Answer, FactName, Predicate } from './model.ts'
import type { Known } from './person/known.ts'
import { sexOf } from './person/organs.ts'
import { riskAnswer } from './person/risks.ts'
import { addDays, addMonths, ageOn, earlier, windowOf } from './schedule/days.ts'

/** A coded reason. */
export const reason = (
  code: string,
  values: Readonly<Record<string, string>> = {},
  basis: readonly DatumRef[] = [],
): Reason => ({ code, with: values, ...(basis.length === 0 ? {} : { basis }) })

/** What to ask or measure; `about` names it, `test` what else the question mentions. */
export const need = (code: string, about: string, test = ''): Need => ({
  code,
  about,
  test,
  missing: [about],
  wouldDecide: [],
})

const answer = (is: Answer['is'], because: readonly Reason[] = [], needs: readonly Need[] = []): Answer => ({
  is,
  because,
  needs,
})

const figure = (n: number): string => String(Math.round(n * 10) / 10)

const joined = (parts: readonly Answer[], is: Answer['is'], those: (a: Answer) => boolean): Answer => {
  const telling = parts.filter(those)
  return answer(
    is,
    telling.flatMap((p) => p.because),
    telling.flatMap((p) => p.needs),
  )
}

const allOf = (parts: readonly Answer[]): Answer => {
  for (const is of ['cannot', 'no', 'unknown'] as const)
    if (parts.some((p) => p.is === is)) return joined(parts, is, (p) => p.is === is)
  return joined(parts, 'yes', () => true)
}

const anyOf = (parts: readonly Answer[]): Answer => {
  for (const is of ['yes', 'unknown', 'no'] as const)
    if (parts.some((p) => p.is === is)) return joined(parts, is, (p) => p.is === is)
  return joined(parts, 'cannot', () => true)
}

const sexAnswer = (known: Known, wanted: 'female' | 'male'): Answer => {
  const sex = sexOf(known.view)
  if (sex === undefined) return answer('unknown', [], [need('sex', wanted === 'female' ? 'breasts' : 'prostate')])
  const { birthSex, sex: recorded } = known.view
  const differs =
    birthSex !== undefined && recorded !== undefined && recorded !== birthSex
      ? [reason('screening-sex-differs', { birth: birthSex, sex: recorded })]
      : []
  return sex === wanted ? answer('yes', differs) : answer('cannot', [reason('screening-sex', { sex }), ...differs])
}

const factAnswer = (known: Known, name: FactName): Answer => {
  const f = known.factNamed(name)
  if (f.is === 'yes') return answer('yes', [reason('fact-recorded', { fact: name, what: f.what ?? name }, f.basis)])
  if (f.is === 'no') return answer('no', [reason('fact-not-recorded', { fact: name })])
  return f.silent === undefined
    ? answer('unknown', [], [need('fact', name)])
    : answer('unknown', [reason('record-silent', { kind: f.silent })], [need('conditions', name)])
}

const smokedAnswer = (known: Known, wanted: 'ever' | 'never'): Answer => {
  const { status, packYears, basis } = known.smoking
  const ever = status === 'current' || status === 'former' || (packYears ?? 0) > 0
  if (!ever && status !== 'never') return answer('unknown', [], [need('smoking', 'smoking')])
  return answer(ever === (wanted === 'ever') ? 'yes' : 'no', [reason('smoking-status', { status }, basis)])
}

const packYearsAnswer = (known: Known, needed: number): Answer => {
  const { status, packYears, packYearsOn, basis } = known.smoking
  if (status === 'never') return answer('no', [reason('smoking-status', { status }, basis)])
  if (packYears === undefined)
    return answer('unknown', [], [need(status === 'unknown' ? 'smoking' : 'pack-years', 'smoking')])
  const why = [reason('pack-years', { years: figure(packYears), needed: String(needed) }, basis)]
  // Who still smokes may have passed the mark since a figure of more than a year ago.
  const old = packYearsOn === undefined || addMonths(windowOf(packYearsOn)?.from ?? known.today, 12) < known.today
  if (packYears < needed && status === 'current' && old) return answer('unknown', why, [need('pack-years', 'smoking')])
  return answer(packYears >= needed ? 'yes' : 'no', why)
}

/** The last day on which somebody counts as having smoked within so many years. */
const quitLimit = (known: Known, years: number): string | undefined =>
  known.smoking.quit === undefined ? undefined : addMonths(known.smoking.quit, years * 12)

const quitAnswer = (known: Known, years: number, day: string): Answer => {
  const { status, quit, smokedOn, basis } = known.smoking
  if (status === 'never') return answer('no', [reason('smoking-status', { status }, basis)])
  if (status === 'unknown') return answer('unknown', [], [need('smoking', 'smoking')])
  if (status === 'current') {
    const old = years > 0 && smokedOn !== undefined && addMonths(smokedOn, years * 12) < earlier(day, known.today)
    return old
      ? answer('unknown', [], [need('smoking', 'smoking')])
      : answer('yes', [reason('smoking-status', { status }, basis)])
  }
  if (years === 0) return answer('no', [reason('smoking-status', { status }, basis)])
  const until = quitLimit(known, years)
  if (quit === undefined || until === undefined) return answer('unknown', [], [need('quit-date', 'smoking')])
  return answer(day <= until ? 'yes' : 'no', [reason('quit-date', { date: quit, until }, basis)])
}

/** Days between which a pregnancy of the record lasts, from the week asked for; undefined when there is none. */
const pregnancyWindow = (known: Known, weeks: number): { readonly from: string; readonly to: string } | undefined => {
  const p = known.view.pregnancy
  if (p?.pregnant !== 'yes') return undefined
  const term = 280
  const delivery = p.delivery?.slice(0, 10)
  const begun =
    p.gestationalAge === undefined
      ? delivery === undefined
        ? undefined
        : addDays(delivery, -term)
      : addDays(known.today, -(p.gestationalAge.weeks * 7 + p.gestationalAge.days))
  return {
    from: begun === undefined ? known.today : addDays(begun, weeks * 7),
    to: delivery ?? (begun === undefined ? known.today : addDays(begun, term)),
  }
}

const pregnantAnswer = (known: Known, weeks: number, day: string): Answer => {
  const { view, birth } = known
  if (view.pregnancy?.pregnant === 'yes') {
    const window = pregnancyWindow(known, weeks)
    const dated = view.pregnancy.delivery !== undefined || view.pregnancy.gestationalAge !== undefined
    if (weeks > 0 && !dated) return answer('unknown', [], [need('pregnancy', 'pregnancy')])
    const during = window !== undefined && day >= window.from && day <= window.to
    return during ? answer('yes', [reason('pregnant', {}, view.pregnancy.ref)]) : answer('no', [reason('not-pregnant')])
  }
  if (view.pregnancy?.pregnant === 'no' || !mayBePregnant(view)) return answer('no', [reason('not-pregnant')])
  if (day > known.today) return answer('no', [reason('not-pregnant')])
  // Ages at which the Task Force's own data interface asks about pregnancy: 11 to 49.
  const age = birth === undefined ? undefined : ageOn(birth.from, day)
  return age !== undefined && (age < 11 || age > 49)
    ? answer('no', [reason('not-pregnant')])
    : answer('unknown', [], [need('pregnancy', 'pregnancy')])
}

const relativeAnswer = (known: Known, of: Extract<Predicate, { relative: unknown }>['relative']): Answer => {
  const { affected, clear, basis } = known.relatives(of.disease)
  if (clear && affected.length === 0) return answer('no', [reason('family-none-known', {}, basis)])
  const near = affected.filter((a) => a.degree === undefined || a.degree <= of.degree)
  const sure = near.filter(
    (a) => a.degree !== undefined && (of.before === undefined || (a.age !== undefined && a.age[1] < of.before)),
  )
  const because = (list: typeof near): readonly Reason[] =>
    list.map((a) =>
      reason(
        'relative',
        {
          relation: a.relation,
          disease: of.disease,
          at: a.age === undefined ? '' : ` at age ${a.age[0] === a.age[1] ? a.age[0] : `${a.age[0]}–${a.age[1]}`}`,
        },
        a.basis,
      ),
    )
  const count = of.count ?? 1
  if (sure.length >= count) return answer('yes', because(sure))
  const perhaps = near.filter(
    (a) => !sure.includes(a) && (of.before === undefined || a.age === undefined || a.age[0] < of.before),
  )
  if (sure.length + perhaps.length >= count)
    return answer('unknown', because(perhaps), [need('age-at-diagnosis', of.disease)])
  return clear ? answer('no', because(near)) : answer('unknown', because(near), [need('family-history', of.disease)])
}

const carrierAnswer = (known: Known, genes: readonly string[]): Answer =>
  anyOf(
    genes.map((gene) => {
      const c = known.carrier(gene)
      if (c.is === 'yes') return answer('yes', [reason('carrier', { gene }, c.basis)])
      return c.is === 'no'
        ? answer('no', [reason('not-carrier', { gene }, c.basis)])
        : answer('unknown', c.basis.length === 0 ? [] : [reason('carrier-not-sure', { gene }, c.basis)], [
            need('gene-test', gene),
          ])
    }),
  )

const measureAnswer = (known: Known, of: Extract<Predicate, { measure: unknown }>['measure']): Answer => {
  const found = known.highest(of.loinc, of.unit)
  if (found === undefined) return answer('unknown', [], [need('measure', of.what)])
  const { value, ref } = found
  const is = value >= (of.atLeast ?? Number.NEGATIVE_INFINITY) && value < (of.below ?? Number.POSITIVE_INFINITY)
  const needed = [
    ...(of.atLeast === undefined ? [] : [`${of.atLeast} ${of.unit} or more`]),
    ...(of.below === undefined ? [] : [`below ${of.below} ${of.unit}`]),
  ].join(', ')
  return answer(is ? 'yes' : 'no', [
    reason('measured', { what: of.what, value: `${figure(value)} ${of.unit}`, needed }, [ref]),
  ])
}

const takingAnswer = (known: Known, of: Extract<Predicate, { taking: unknown }>['taking']): Answer => {
  const m = known.view.medications.find(
    (x) => x.status === 'active' && (x.drug.atc ?? []).some((a) => a.startsWith(of.atc)),
  )
  if (m !== undefined) return answer('yes', [reason('taking', { drug: m.drug.name }, [m.ref])])
  return known.view.silentOn.includes('medications')
    ? answer('unknown', [reason('record-silent', { kind: 'medications' })], [need('fact', of.what)])
    : answer('no')
}

const organAnswer = (known: Known, organ: Extract<Predicate, { has: unknown }>['has']): Answer => {
  const o = known.organ(organ)
  if (o.is === 'unknown') return answer('unknown', o.because, [need('sex', organ)])
  if (o.is === 'perhaps') return answer('unknown', o.because, [need('organ-left', organ)])
  return answer(o.is, o.because)
}

/**
 * Whether somebody is meant on a day: yes, no, unknown with what would settle it, or `cannot` where the organ is not there. Days to come are judged
 * by what is known today; only age, the time since quitting and pregnancy move on.
 */
export const evaluate = (p: Predicate | undefined, known: Known, day: string): Answer => {
  if (p === undefined) return answer('yes')
  if ('all' in p) return allOf(p.all.map((x) => evaluate(x, known, day)))
  if ('any' in p) return anyOf(p.any.map((x) => evaluate(x, known, day)))
  if ('not' in p) {
    const a = evaluate(p.not, known, day)
    return a.is === 'yes'
      ? { ...a, is: 'no' }
      : a.is === 'no' || a.is === 'cannot'
        ? { ...a, is: 'yes', because: [] }
        : a
  }
  if ('sex' in p) return sexAnswer(known, p.sex)
  if ('has' in p) return organAnswer(known, p.has)
  if ('fact' in p) return factAnswer(known, p.fact)
  if ('smoked' in p) return smokedAnswer(known, p.smoked)
  if ('packYears' in p) return packYearsAnswer(known, p.packYears)
  if ('quitWithinYears' in p) return quitAnswer(known, p.quitWithinYears, day)
  if ('bmi' in p) {
    if (known.bmi === undefined) return answer('unknown', [], [need('bmi', 'bmi')])
    const { value, basis } = known.bmi
    return answer(value >= p.bmi ? 'yes' : 'no', [
      reason('bmi', { value: figure(value), needed: String(p.bmi) }, basis),
    ])
  }
  if ('measure' in p) return measureAnswer(known, p.measure)
  if ('pregnant' in p) return pregnantAnswer(known, p.weeks ?? 0, day)
  if ('relative' in p) return relativeAnswer(known, p.relative)
  if ('carrier' in p) return carrierAnswer(known, p.carrier)
  if ('risk' in p) return riskAnswer(known.given.risks ?? [], p.risk)
  return takingAnswer(known, p.taking)
}

/** Days from which on the answer of a predicate can be another than the day before. */
export const turningDays = (p: Predicate | undefined, known: Known): readonly string[] => {
  if (p === undefined) return []
  if ('all' in p) return p.all.flatMap((x) => turningDays(x, known))
  if ('any' in p) return p.any.flatMap((x) => turningDays(x, known))
  if ('not' in p) return turningDays(p.not, known)
  if ('quitWithinYears' in p) {
    const until = quitLimit(known, p.quitWithinYears)
    return until === undefined ? [] : [addDays(until, 1)]
  }
  if ('pregnant' in p) {
    const w = pregnancyWindow(known, p.weeks ?? 0)
    return w === undefined ? [addDays(known.today, 1)] : [w.from, addDays(w.to, 1)]
  }
  return []
}

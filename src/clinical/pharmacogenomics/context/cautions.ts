import type { Instant } from '../../../shared/instant.ts'
import type { Bounds } from './caution-predicate.ts'
import type { Caution, ContextKnowledge } from './knowledge.ts'
import {
  activeMedications,
  ageOf,
  allergiesSilent,
  dailyMg,
  egfrOf,
  type Figure,
  hasCondition,
  isLocal,
  medicationsSilent,
  type PersonContext,
  weightOf,
  within,
} from './person.ts'
import { appliesTo } from './population.ts'
import { type Judgement, reason } from './truth.ts'

const figure = (found: Figure | undefined, bounds: Bounds, name: 'weight' | 'egfr'): Judgement =>
  found === undefined
    ? { applies: 'unknown', because: [reason(name === 'weight' ? 'weight-not-recorded' : 'egfr-not-recorded', {})] }
    : {
        applies: within(found.value, bounds) ? 'yes' : 'no',
        because: [
          reason(
            name === 'weight' ? 'weight-recorded' : 'egfr-recorded',
            { [name]: Math.round(found.value * 10) / 10, date: found.date },
            [found.ref],
          ),
        ],
      }

type MedicationPattern = {
  readonly drugs?: readonly string[]
  readonly atc?: readonly string[]
  readonly aboveMgPerDay?: number
}

const medication = (pattern: MedicationPattern, person: PersonContext, knowledge: ContextKnowledge): Judgement => {
  const found = activeMedications(person.view).filter((m) => {
    if (isLocal(m)) return false
    const codes = m.drug.atc ?? knowledge.medicine(m.drug.name)?.drug.atc ?? []
    return (
      (pattern.drugs ?? []).some((d) => knowledge.nameOf(d) === knowledge.nameOf(m.drug.name)) ||
      (pattern.atc ?? []).some((a) => codes.some((c) => c.startsWith(a)))
    )
  })
  if (found.length === 0) {
    return medicationsSilent(person.view)
      ? { applies: 'unknown', because: [reason('medications-not-recorded', {})] }
      : { applies: 'no', because: [] }
  }
  const { aboveMgPerDay } = pattern
  if (aboveMgPerDay === undefined)
    return { applies: 'yes', because: found.map((m) => reason('medicine-on-list', { drug: m.drug.name }, [m.ref])) }
  const doses = found.map((m) => ({ m, mg: dailyMg(m) }))
  const over = doses.filter((d) => d.mg !== undefined && d.mg > aboveMgPerDay)
  if (over.length > 0)
    return {
      applies: 'yes',
      because: over.map((d) => reason('dose-recorded', { drug: d.m.drug.name, dose: d.mg, unit: 'mg/day' }, [d.m.ref])),
    }
  const open = doses.filter((d) => d.mg === undefined)
  if (open.length > 0)
    return {
      applies: 'unknown',
      because: open.map((d) => reason('dose-not-recorded', { drug: d.m.drug.name }, [d.m.ref])),
    }
  return { applies: 'no', because: [] }
}

/** Whether a caution of a medicine's labelling holds for this person. The caution's own medicine on the list does not count against itself. */
export const cautionHolds = (
  caution: Caution,
  person: PersonContext,
  knowledge: ContextKnowledge,
  at: Instant,
): Judgement => {
  const { when } = caution
  const { view } = person
  const ctx: PersonContext = { ...person, knowledge }
  if ('condition' in when) return hasCondition(view, when.condition, caution.reason)
  if ('weight' in when) return figure(weightOf(view, at), when.weight, 'weight')
  if ('egfr' in when) return figure(egfrOf(view, at), when.egfr, 'egfr')
  if ('medication' in when) return medication(when.medication, person, knowledge)
  if ('circumstance' in when) return appliesTo({ circumstances: [when.circumstance] }, ctx, at, caution.drug)
  if ('notIndication' in when) {
    const judged = appliesTo({ indications: when.notIndication }, ctx, at)
    return judged.applies === 'yes'
      ? { applies: 'no', because: judged.because }
      : judged.applies === 'no'
        ? { applies: 'yes', because: judged.because }
        : judged
  }
  if ('allergyClass' in when) {
    if (allergiesSilent(view)) return { applies: 'unknown', because: [reason('allergies-not-recorded', {})] }
    const found = view.allergies.filter((a) => a.drugClass !== undefined && when.allergyClass.includes(a.drugClass))
    return {
      applies: found.length > 0 ? 'yes' : 'no',
      because: found.map((a) => reason('allergy-recorded', { allergen: a.to.display }, [a.ref])),
    }
  }
  if ('modulator' in when) {
    const found = activeMedications(view).filter(
      (m) =>
        !isLocal(m) &&
        knowledge.nameOf(m.drug.name) !== caution.drug &&
        knowledge
          .modulatorsOf(m.drug.name)
          .some((x) => x.gene === when.modulator.gene && when.modulator.effects.includes(x.effect)),
    )
    if (found.length > 0)
      return { applies: 'yes', because: found.map((m) => reason('medicine-on-list', { drug: m.drug.name }, [m.ref])) }
    return medicationsSilent(view)
      ? { applies: 'unknown', because: [reason('medications-not-recorded', {})] }
      : { applies: 'no', because: [] }
  }
  if ('age' in when) {
    const age = ageOf(view, at)
    return age === undefined
      ? { applies: 'unknown', because: [reason('age-not-recorded', {})] }
      : { applies: within(age, when.age) ? 'yes' : 'no', because: [reason('age-recorded', { age })] }
  }
  return { applies: 'yes', because: [] }
}

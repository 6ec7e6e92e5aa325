import { type Medication, mayBePregnant, type PatientView, pregnancyOf, socialHistoryOf } from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'

type Referred = { readonly ref: DatumRef }

const resourceOf = ({ ref }: Referred): string => JSON.stringify(ref)

/** Everything that is told, and of what is kept that which says something else. Within one side nothing is left out. */
const joined = <T>(told: readonly T[], kept: readonly T[], ...says: readonly ((one: T) => string)[]): readonly T[] => {
  const said = says.map((key) => new Set(told.map(key)))
  return [...told, ...kept.filter((one) => !says.some((key, i) => said[i]?.has(key(one))))]
}

/** The same for a kind that may be absent: absent stays what both do not know. */
const joinedIf = <T>(
  told: readonly T[] | undefined,
  kept: readonly T[] | undefined,
  ...says: readonly ((one: T) => string)[]
): readonly T[] | undefined => (told === undefined || kept === undefined ? (told ?? kept) : joined(told, kept, ...says))

/** Without where it came from: the same words from two servers are one statement. */
const contentOf = (one: object): string => JSON.stringify({ ...one, ref: undefined })

const familyOf = (told: PatientView['familyHistory'], kept: PatientView['familyHistory'], same: SameWords) => {
  if (told === undefined || kept === undefined) return told ?? kept
  const members = joined(told.members, kept.members, ...same)
  const none = told.noneKnown ?? kept.noneKnown
  const adoptive = told.adoptive ?? kept.adoptive
  return {
    members,
    ...(none === undefined || members.some((m) => m.conditions.length > 0) ? {} : { noneKnown: none }),
    ...(adoptive === undefined ? {} : { adoptive }),
  }
}

type SameWords = readonly ((one: Referred) => string)[]

const genomicsOf = (
  told: PatientView['genomics'],
  kept: PatientView['genomics'],
  same: SameWords,
): PatientView['genomics'] => {
  if (told === undefined || kept === undefined) return told ?? kept
  const kinds = Object.keys(told) as (keyof typeof told)[]
  return Object.fromEntries(
    kinds.map((k) => [k, joined<Referred>(told[k], kept[k], ...same)]),
  ) as unknown as PatientView['genomics']
}

/**
 * What the caller tells laid over the record that is kept here. Of a medicine or a condition the caller's word counts; what only one of the two knows
 * stays. Silent is only what both are silent on. `sameIds`: both sides speak of this server's resources, so that equal references mean one resource.
 */
export const mergedView = (told: PatientView, kept: PatientView, at: Instant, sameIds: boolean): PatientView => {
  const same: SameWords = sameIds ? [resourceOf, contentOf] : [contentOf]
  const ids: SameWords = sameIds ? [resourceOf] : []
  const allergies = joined(told.allergies, kept.allergies, ...ids, (a) =>
    JSON.stringify([a.to.system, a.to.code, a.to.display, a.reaction]),
  )
  const conditions = joined(told.conditions, kept.conditions, ...ids, (c) =>
    JSON.stringify([c.what.system, c.what.code, c.what.display, c.onset]),
  )
  const observations = joined(told.observations, kept.observations, ...ids, (o) =>
    JSON.stringify([o.loinc, o.what.display, o.value, o.date]),
  )
  const none = told.noKnownAllergies ?? kept.noKnownAllergies
  const { noKnownAllergies: _none, pregnancy: _pregnancy, social: _social, ...base } = { ...kept, ...told }
  const parts: Partial<PatientView> = {
    pregnancy: mayBePregnant(base) ? pregnancyOf({ observations, conditions }, at) : undefined,
    social: socialHistoryOf(observations, at),
    familyHistory: familyOf(told.familyHistory, kept.familyHistory, same),
    genomics: genomicsOf(told.genomics, kept.genomics, same),
    coverage: joinedIf(told.coverage, kept.coverage, ...same),
    careTeam: joinedIf(told.careTeam, kept.careTeam, ...same),
    immunisations: joinedIf(told.immunisations, kept.immunisations, ...same),
    encounters: joinedIf(told.encounters, kept.encounters, ...same),
    devices: joinedIf(told.devices, kept.devices, ...same),
    goals: joinedIf(told.goals, kept.goals, ...same),
  } as Partial<PatientView>
  return {
    ...base,
    ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)),
    medications: joined(told.medications, kept.medications, ...ids, (m) => m.drug.name),
    conditions,
    observations,
    procedures: joined(told.procedures, kept.procedures, ...ids, (p) => JSON.stringify([p.what, p.date])),
    allergies,
    ...(none === undefined || allergies.length > 0 ? {} : { noKnownAllergies: none }),
    silentOn: told.silentOn.filter((s) => kept.silentOn.includes(s)),
  }
}

const asOther = (m: Medication): NonNullable<Medication['others']> => [
  { asWritten: m.asWritten, status: m.status, ref: m.ref },
  ...(m.others ?? []),
]

/** An ordered medicine that is on the list already: taken as before, in the dose and for the reason of the order. */
const renewed = (m: Medication, order: Medication): Medication => {
  if (m.status === 'stopped' || m.status === 'unknown')
    return { ...order, others: [...(order.others ?? []), ...asOther(m)] }
  const { dose: _dose, dailyDose: _daily, route: _route, asNeeded: _needed, combinedWith: _with, ...lasting } = m
  const { dose, dailyDose, route, asNeeded, indication, means, combinedWith } = order
  return {
    ...lasting,
    ...(dose === undefined ? {} : { dose }),
    ...(dailyDose === undefined ? {} : { dailyDose }),
    ...(route === undefined ? {} : { route }),
    ...(asNeeded === undefined ? {} : { asNeeded }),
    ...(indication === undefined ? {} : { indication }),
    ...(means === undefined ? {} : { means }),
    ...(combinedWith === undefined ? {} : { combinedWith }),
    others: [...(m.others ?? []), ...asOther(order)],
  }
}

/** The view with the ordered medicines on its list. */
export const withOrders = (view: PatientView, ordered: readonly Medication[]): PatientView => {
  const orders = new Map(ordered.map((o) => [o.drug.name, o]))
  const listed = new Set(view.medications.map((m) => m.drug.name))
  return {
    ...view,
    medications: [
      ...view.medications.map((m) => {
        const order = orders.get(m.drug.name)
        return order === undefined ? m : renewed(m, order)
      }),
      ...ordered.filter((o) => !listed.has(o.drug.name)),
    ],
  }
}

/** Whether two views cannot be of the same person: a birth date or sex that both state, and state otherwise. */
export const contradicts = (told: PatientView, kept: PatientView): boolean => {
  const [a, b] = [told.birthDate, kept.birthDate]
  const length = Math.min(a?.length ?? 0, b?.length ?? 0)
  const otherBirth = a !== undefined && b !== undefined && a.slice(0, length) !== b.slice(0, length)
  const binary = (s: PatientView['sex']): boolean => s === 'female' || s === 'male'
  return otherBirth || (binary(told.sex) && binary(kept.sex) && told.sex !== kept.sex)
}

const wordsIn = (name: string): readonly string[] => name.toLowerCase().match(/\p{L}{2,}/gu) ?? []

/** Whether two views agree on who it is: both state the whole birth date, and their names share a word. */
export const agrees = (told: PatientView, kept: PatientView): boolean =>
  told.birthDate?.length === 10 &&
  told.birthDate === kept.birthDate &&
  told.name !== told.id &&
  wordsIn(told.name).some((w) => wordsIn(kept.name).includes(w)) &&
  !contradicts(told, kept)

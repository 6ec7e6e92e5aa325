import type { PatientView } from '../../record/index.ts'

/** One entry for each text; the first stays. */
const oneOfEach = <T>(all: readonly T[], text: (one: T) => string): readonly T[] => {
  const seen = new Set<string>()
  return all.filter((one) => {
    const key = text(one)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/**
 * What the caller tells laid over the record that is kept here. Of a medicine the caller's word counts; what only one of the two knows stays.
 * Silent is only what both are silent on.
 */
export const mergedView = (told: PatientView, kept: PatientView): PatientView => {
  const allergies = oneOfEach([...told.allergies, ...kept.allergies], (a) =>
    JSON.stringify([a.to.system, a.to.code, a.to.display, a.reaction]),
  )
  const none = told.noKnownAllergies ?? kept.noKnownAllergies
  const { noKnownAllergies: _, ...base } = { ...kept, ...told }
  return {
    ...base,
    medications: oneOfEach([...told.medications, ...kept.medications], (m) => m.drug.name),
    conditions: oneOfEach([...told.conditions, ...kept.conditions], (c) =>
      JSON.stringify([c.what.system, c.what.code, c.what.display, c.onset, c.active]),
    ),
    observations: oneOfEach([...told.observations, ...kept.observations], (o) =>
      JSON.stringify([o.loinc, o.what.display, o.value, o.date]),
    ),
    procedures: oneOfEach([...told.procedures, ...kept.procedures], (p) => JSON.stringify([p.what, p.date])),
    allergies,
    ...(none === undefined || allergies.length > 0 ? {} : { noKnownAllergies: none }),
    silentOn: told.silentOn.filter((s) => kept.silentOn.includes(s)),
  }
}

/** Whether two views cannot be of the same person: a birth date or sex that both state, and state otherwise. */
export const contradicts = (told: PatientView, kept: PatientView): boolean => {
  const dates = [told.birthDate, kept.birthDate]
  const [a, b] = dates
  const length = Math.min(a?.length ?? 0, b?.length ?? 0)
  const otherBirth = a !== undefined && b !== undefined && a.slice(0, length) !== b.slice(0, length)
  const binary = (s: PatientView['sex']): boolean => s === 'female' || s === 'male'
  return otherBirth || (binary(told.sex) && binary(kept.sex) && told.sex !== kept.sex)
}

import type { FamilyMember, PatientView } from '../../record/index.ts'
import type { Couple, Pedigree, Relative } from './pedigree.ts'
import { relativeSchema, savedFamilySchema } from './pedigree-schema.ts'

type Saved = {
  readonly proband: Relative
  readonly couples: readonly Couple[]
  readonly asked?: Pedigree['asked']
  readonly apart?: readonly Relative[]
}

const json = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The relative as drawn, its diagnoses pointing into the resource that keeps them. */
const relativeOf = (m: FamilyMember): Relative | undefined => {
  const read = m.drawn === undefined ? undefined : relativeSchema.safeParse(json(m.drawn)).data
  if (read === undefined) return undefined
  const kept = read as Relative
  const diagnoses = kept.diagnoses.map((d, i) => {
    const ref = m.conditions[i]?.ref
    return ref === undefined ? d : { ...d, ref }
  })
  return { ...kept, diagnoses, ref: m.ref }
}

/**
 * The record knows name, age, diseases, gene tests and operations of the person best; what only a pedigree holds (gender, parents, and tests and operations the
 * record does not tell of) comes from there.
 */
const probandOf = (drawn: Relative, record: Relative): Relative => {
  const known = new Set(record.diagnoses.map((d) => JSON.stringify(d.disease)))
  const diagnoses = [...record.diagnoses, ...drawn.diagnoses.filter((d) => !known.has(JSON.stringify(d.disease)))]
  const tested = new Set((record.tests ?? []).map((t) => `${t.gene} ${t.result}`))
  const tests = [...(record.tests ?? []), ...(drawn.tests ?? []).filter((t) => !tested.has(`${t.gene} ${t.result}`))]
  const operated = new Set((record.surgery ?? []).map((s) => s.what))
  const surgery = [...(record.surgery ?? []), ...(drawn.surgery ?? []).filter((s) => !operated.has(s.what))]
  const { healthUnknown: _, tests: __, surgery: ___, ...rest } = { ...drawn, ...record }
  const unknown = diagnoses.length === 0 && (drawn.healthUnknown ?? false)
  return {
    ...rest,
    id: drawn.id,
    ...(drawn.father === undefined ? {} : { father: drawn.father }),
    ...(drawn.mother === undefined ? {} : { mother: drawn.mother }),
    diagnoses,
    ...(tests.length === 0 ? {} : { tests }),
    ...(surgery.length === 0 ? {} : { surgery }),
    ...(unknown ? { healthUnknown: true as const } : {}),
  }
}

/**
 * The pedigree that was drawn with Attune and saved in the record, and the relatives that stand in the record besides it. Undefined when none was saved, or
 * when what was saved can no longer be read as a whole: then the record is read like any other.
 */
export const savedFamily = (
  view: PatientView,
  proband: Relative,
): { readonly pedigree: Pedigree; readonly others: readonly FamilyMember[] } | undefined => {
  const { drawn, members = [] } = view.familyHistory ?? {}
  if (drawn === undefined) return undefined
  const saved = savedFamilySchema.safeParse(json(drawn.json)).data as Saved | undefined
  if (saved === undefined) return undefined
  const ours = members.filter((m) => m.drawn !== undefined)
  const people = ours.map(relativeOf)
  if (people.includes(undefined)) return undefined
  return {
    pedigree: {
      id: view.id,
      proband: saved.proband.id,
      people: [
        probandOf(saved.proband, proband),
        ...(people as Relative[]),
        ...(saved.apart ?? []).map((p) => ({ ...p, ref: drawn.ref })),
      ],
      couples: saved.couples,
      ...(saved.asked === undefined ? {} : { asked: saved.asked }),
    },
    others: members.filter((m) => m.drawn === undefined),
  }
}

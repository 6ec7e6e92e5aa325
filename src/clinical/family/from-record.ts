import type { FamilyMember, PatientView } from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import { ageInYears, type Instant } from '../../shared/instant.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Range } from '../../shared/quantity.ts'
import { familyDiseaseOf } from './disease-codes.ts'
import type { Diagnosis, GeneTest, Pedigree, PersonId, Relative } from './pedigree.ts'
import { roleOf, type Role } from './role-codes.ts'

/**
 * A relative of the record who could not be given a place. `side-not-known`: an aunt, grandparent, cousin or half-sibling, but not of which parent;
 * `relation-not-known`: neither code nor words say what they are.
 */
export type SetAside = {
  readonly relation: string
  readonly name?: string
  readonly because: 'side-not-known' | 'relation-not-known' | 'not-by-blood'
  readonly diagnoses: readonly Diagnosis[]
  readonly ref: DatumRef
}

/** The family as far as the record tells it. `noneKnown`: the record says that nothing is known in the family, not who was asked. */
export type RecordedFamily = {
  readonly pedigree: Pedigree
  readonly aside: readonly SetAside[]
  readonly noneKnown?: DatumRef
  readonly problems: readonly Problem[]
}

const oldest = 122

const rangeOf = (age: { readonly low?: number; readonly high?: number } | undefined): Range | undefined =>
  age === undefined || (age.low === undefined && age.high === undefined)
    ? undefined
    : [Math.floor(age.low ?? 0), Math.floor(age.high ?? oldest)]

/** Completed years between two dates as precisely as both are given. */
const yearsBetween = (born: string | undefined, date: string | undefined): Range | undefined => {
  if (born === undefined || date === undefined) return undefined
  const [from, to] = [born.slice(0, 10), date.slice(0, 10)]
  if (from.length === 10 && to.length === 10) {
    const age = ageInYears(from, `${to}T00:00:00Z` as Instant)
    return age === undefined ? undefined : [age, age]
  }
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return years < 0 || Number.isNaN(years) ? undefined : [Math.max(0, years - 1), years]
}

/** A condition that is the result of a gene test, as records carry it: `BRCA2 pathogenic variant`. */
const geneResult =
  /^([A-Z][A-Z0-9]{2,7})[ ,:]+(?:gene )?(?:pathogenic variant|mutation)(?: carrier| positive| detected)?\.?$/

const testsOf = (m: FamilyMember): readonly GeneTest[] =>
  m.conditions.flatMap((c) => {
    const gene = geneResult.exec(c.what.display.trim())?.[1]
    return gene === undefined ? [] : [{ gene, result: 'positive', method: 'search', ref: c.ref }]
  })

const diagnosesOf = (m: FamilyMember): readonly Diagnosis[] =>
  m.conditions.flatMap((c): Diagnosis[] => {
    if (geneResult.test(c.what.display.trim())) return []
    const onset = rangeOf(c.onsetAge) ?? yearsBetween(m.born, c.onset)
    return [
      {
        disease: familyDiseaseOf({ codes: c.codes, text: c.what.display }) ?? { other: c.what.display },
        ...(onset === undefined ? {} : { onset }),
        ref: c.ref,
      },
    ]
  })

const fieldsOf = (m: FamilyMember): Omit<Relative, 'id' | 'sex'> => {
  const death = typeof m.deceased === 'object' ? m.deceased : undefined
  const age = rangeOf(death?.age) ?? yearsBetween(m.born, death?.date) ?? (m.deceased ? undefined : rangeOf(m.age))
  const diagnoses = diagnosesOf(m)
  const tests = testsOf(m)
  return {
    ...(m.name === undefined ? {} : { name: m.name }),
    ...(age === undefined ? {} : { age }),
    ...(m.born === undefined ? {} : { born: Number(m.born.slice(0, 4)) }),
    ...(m.deceased ? { dead: true as const } : {}),
    diagnoses,
    ...(diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
    ...(tests.length === 0 ? {} : { tests }),
    ref: m.ref,
  }
}

const probandOf = (view: PatientView): Relative => {
  const age: Range | undefined = view.age === undefined ? undefined : [view.age, view.age]
  const found = view.conditions.flatMap((c): Diagnosis[] => {
    const refuted = c.verification === 'refuted' || c.verification === 'entered-in-error'
    const disease = refuted ? undefined : familyDiseaseOf({ codes: c.codes, text: c.what.display })
    const onset = yearsBetween(view.birthDate, c.onset)
    return disease === undefined ? [] : [{ disease, ...(onset === undefined ? {} : { onset }), ref: c.ref }]
  })
  const diagnoses = found.filter((d, i) => found.findIndex((e) => e.disease === d.disease) === i)
  const sex = view.birthSex ?? (view.sex === 'other' ? undefined : view.sex)
  const gender = view.birthSex === undefined || view.sex === view.birthSex ? undefined : view.sex
  return {
    id: 'proband',
    ...(view.name === '' ? {} : { name: view.name }),
    sex: sex ?? 'unknown',
    ...(gender === undefined ? {} : { gender: gender === 'female' ? 'woman' : gender === 'male' ? 'man' : 'other' }),
    ...(age === undefined ? {} : { age }),
    ...(view.birthDate === undefined ? {} : { born: Number(view.birthDate.slice(0, 4)) }),
    ...(view.deceased === undefined ? {} : { dead: true as const }),
    diagnoses,
    ...(diagnoses.length === 0 && view.silentOn.includes('conditions') ? { healthUnknown: true as const } : {}),
  }
}

/** Several entries about one person, one for each condition: what they say together. */
const joined = (a: Relative, fields: Omit<Relative, 'id' | 'sex'>): Relative => {
  const diagnoses = [...a.diagnoses, ...fields.diagnoses]
  const tests = [...(a.tests ?? []), ...(fields.tests ?? [])]
  const { healthUnknown: _, ...rest } = { ...fields, ...a }
  return {
    ...rest,
    diagnoses,
    ...(tests.length === 0 ? {} : { tests }),
    ...(diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
  }
}

const build = (proband: Relative) => {
  const people = new Map<PersonId, Relative>([[proband.id, proband]])
  const parentOf = (child: PersonId, role: 'father' | 'mother', id: PersonId): PersonId => {
    const person = people.get(child) as Relative
    const known = person[role]
    if (known !== undefined) return known
    if (!people.has(id))
      people.set(id, { id, sex: role === 'father' ? 'male' : 'female', diagnoses: [], healthUnknown: true })
    people.set(child, { ...person, [role]: id })
    return id
  }
  const parents = (): { father: PersonId; mother: PersonId } => ({
    father: parentOf(proband.id, 'father', 'father'),
    mother: parentOf(proband.id, 'mother', 'mother'),
  })
  const grandparents = (side: 'maternal' | 'paternal') => {
    const { father, mother } = parents()
    const parent = side === 'maternal' ? mother : father
    return {
      father: parentOf(parent, 'father', `${side}-grandfather`),
      mother: parentOf(parent, 'mother', `${side}-grandmother`),
    }
  }
  let n = 0
  const put = (sex: Relative['sex'], fields: Partial<Relative>): PersonId => {
    const id = `relative-${++n}`
    const unknown = (fields.diagnoses ?? []).length === 0 ? { healthUnknown: true as const } : {}
    people.set(id, { sex, diagnoses: [], ...unknown, ...fields, id })
    return id
  }
  return { people, parents, grandparents, put }
}

type Builder = ReturnType<typeof build>

const parentsOf = (p: Relative | undefined): Pick<Relative, 'father' | 'mother'> => ({
  ...(p?.father === undefined ? {} : { father: p.father }),
  ...(p?.mother === undefined ? {} : { mother: p.mother }),
})

/** Puts a relative where the role says; undefined when it does not say enough. */
const place = (b: Builder, proband: PersonId, role: Role, m: FamilyMember): PersonId | SetAside['because'] => {
  const fields = fieldsOf(m)
  const sex = m.sex ?? role.sex ?? 'unknown'
  const fill = (id: PersonId): PersonId => {
    const known = b.people.get(id) as Relative
    b.people.set(
      id,
      known.ref === undefined
        ? { ...fields, ...withoutHealth(known), diagnoses: fields.diagnoses }
        : joined(known, fields),
    )
    return id
  }
  const withoutHealth = (p: Relative) => {
    const { healthUnknown: _, diagnoses: __, ...rest } = p
    return rest
  }
  const childOf = (parent: PersonId, parentSex: Relative['sex']): PersonId | undefined =>
    parentSex === 'unknown'
      ? undefined
      : b.put(sex, { ...fields, [parentSex === 'male' ? 'father' : 'mother']: parent })
  switch (role.is) {
    case 'parent':
      if (sex === 'unknown') return 'relation-not-known'
      return fill(sex === 'female' ? b.parents().mother : b.parents().father)
    case 'grandparent':
      if (role.side === undefined) return 'side-not-known'
      if (sex === 'unknown') return 'relation-not-known'
      return fill(sex === 'female' ? b.grandparents(role.side).mother : b.grandparents(role.side).father)
    case 'sibling': {
      const id = b.put(sex, { ...fields, ...b.parents() })
      if (role.twin !== undefined) {
        const twins = { group: 'proband', zygosity: role.twin }
        for (const twin of [id, proband]) b.people.set(twin, { ...(b.people.get(twin) as Relative), twins })
      }
      return id
    }
    case 'parents-sibling':
      return role.side === undefined ? 'side-not-known' : b.put(sex, { ...fields, ...b.grandparents(role.side) })
    case 'child':
      return childOf(proband, b.people.get(proband)?.sex ?? 'unknown') ?? 'relation-not-known'
    case 'half-sibling': {
      if (role.side === undefined) return 'side-not-known'
      const { father, mother } = b.parents()
      return b.put(sex, { ...fields, ...(role.side === 'maternal' ? { mother } : { father }) })
    }
    case 'siblings-child':
      return b.put(sex, { ...fields, mother: b.put('unknown', b.parents()) })
    case 'childs-child': {
      const child = childOf(proband, b.people.get(proband)?.sex ?? 'unknown')
      if (child === undefined) return 'relation-not-known'
      b.people.set(child, {
        id: child,
        sex: 'unknown',
        ...parentsOf(b.people.get(child)),
        diagnoses: [],
        healthUnknown: true,
      })
      return b.put(sex, { ...fields, mother: child })
    }
    case 'cousin':
      if (role.side === undefined) return 'side-not-known'
      return b.put(sex, { ...fields, mother: b.put('unknown', b.grandparents(role.side)) })
    case 'not-by-blood':
      return 'not-by-blood'
  }
}

/** Relatives that a link joins to somebody who has a place: a child of them, or a sibling with the same parents. */
const placeLinked = (
  b: Builder,
  m: FamilyMember,
  role: Role | undefined,
  placed: ReadonlyMap<string, PersonId>,
): PersonId | undefined => {
  const parents: { father?: PersonId; mother?: PersonId } = {}
  for (const { as, of } of m.linked ?? []) {
    const other = b.people.get(placed.get(of) ?? '')
    if (other === undefined) continue
    if (as === 'sibling') {
      if (other.father !== undefined) parents.father ??= other.father
      if (other.mother !== undefined) parents.mother ??= other.mother
    } else if (other.sex === 'male') parents.father ??= other.id
    else if (other.sex === 'female') parents.mother ??= other.id
  }
  if (parents.father === undefined && parents.mother === undefined) return undefined
  return b.put(m.sex ?? role?.sex ?? 'unknown', { ...fieldsOf(m), ...parents })
}

const inOrderOf: readonly Role['is'][] = ['parent', 'grandparent', 'sibling', 'child', 'parents-sibling']

/**
 * The pedigree that the record implies: the proband with the conditions of the record, and each relative where code, words or links say they stand.
 * Parents and grandparents between are added as people nothing is known of; so is the parent of a cousin, niece or grandchild, since the record does not
 * say whose child they are: degree and side are right, whether that parent is a recorded one stays open. Who could stand on either side is set aside.
 */
export const familyOfRecord = (view: PatientView): RecordedFamily => {
  const proband = probandOf(view)
  const b = build(proband)
  const members = (view.familyHistory?.members ?? []).map((m) => ({ m, role: roleOf(m.relation, m.blood) }))
  const placed = new Map<string, PersonId>()
  const nameOf = (m: FamilyMember): string => (m.ref.kind === 'fhir' ? m.ref.resource : '')
  const left: { m: FamilyMember; role: Role | undefined; because: SetAside['because'] }[] = []
  const rank = (is: Role['is'] | undefined): number =>
    is === undefined || !inOrderOf.includes(is) ? 99 : inOrderOf.indexOf(is)
  const waits = (m: FamilyMember, role: Role | undefined): boolean => m.linked !== undefined && rank(role?.is) === 99
  for (const { m, role } of members.toSorted((x, y) => rank(x.role?.is) - rank(y.role?.is))) {
    const at = role === undefined || waits(m, role) ? 'relation-not-known' : place(b, proband.id, role, m)
    if (b.people.has(at)) placed.set(nameOf(m), at)
    else left.push({ m, role, because: at as SetAside['because'] })
  }
  let out = left
  for (let before = -1; before !== out.length; ) {
    before = out.length
    out = out.filter((entry) => {
      const at = entry.because === 'not-by-blood' ? undefined : placeLinked(b, entry.m, entry.role, placed)
      if (at !== undefined) placed.set(nameOf(entry.m), at)
      return at === undefined
    })
  }
  const stillOut = out.flatMap((entry): typeof left => {
    if (entry.role === undefined || !waits(entry.m, entry.role)) return [entry]
    const at = place(b, proband.id, entry.role, entry.m)
    return b.people.has(at) ? [] : [{ ...entry, because: at as SetAside['because'] }]
  })
  const aside = stillOut.map(
    ({ m, because }): SetAside => ({
      relation: m.relation.display,
      ...(m.name === undefined ? {} : { name: m.name }),
      because,
      diagnoses: diagnosesOf(m),
      ref: m.ref,
    }),
  )
  const asked: Readonly<Record<Exclude<SetAside['because'], 'not-by-blood'>, string>> = {
    'side-not-known': 'Ask whether they are of the mother’s or the father’s family.',
    'relation-not-known': 'Ask how they are related.',
  }
  const problems = aside.flatMap((a): Problem[] =>
    a.because === 'not-by-blood' || a.ref.kind !== 'fhir'
      ? []
      : [
          {
            code: 'relative-without-place',
            severity: 'warning',
            at: { source: a.ref.resource, path: a.ref.path },
            message: `The place of ${a.name ?? 'a relative'} (${a.relation}) in the family is not clear.`,
            remedy: asked[a.because],
          },
        ],
  )
  const noneKnown = view.familyHistory?.noneKnown
  return {
    pedigree: { id: view.id, proband: proband.id, people: [...b.people.values()], couples: [] },
    aside,
    ...(noneKnown === undefined ? {} : { noneKnown }),
    problems,
  }
}

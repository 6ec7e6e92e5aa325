import type { FamilyMember, PatientView } from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { Problem } from '../../shared/problem.ts'
import { impossibleAges, withoutContradictions } from './doubtful-entries.ts'
import { onePerPerson, perhapsTwice, sameName, type Told } from './one-per-person.ts'
import type { Diagnosis, Pedigree, PersonId, Relative } from './pedigree.ts'
import { probandOf } from './proband-of-record.ts'
import { diagnosesOf, fieldsOf, joined } from './relative-fields.ts'
import type { Role } from './role-codes.ts'
import { savedFamily } from './saved-family.ts'

/**
 * A relative of the record who could not be given a place. `side-not-known`: an aunt, grandparent, cousin or half-sibling, but not of which parent;
 * `relation-not-known`: neither code nor words say what they are; `not-in-drawing`: a drawn family was saved without them.
 */
export type SetAside = {
  readonly relation: string
  readonly name?: string
  readonly because: 'side-not-known' | 'relation-not-known' | 'not-by-blood' | 'not-in-drawing'
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

/** Puts a relative where the role says and gives the id, or the code of why there is no place. */
const place = (b: Builder, proband: PersonId, role: Role, m: FamilyMember): string => {
  const fields = fieldsOf(m)
  // A mother who is recorded as male stands on one side by the one word and on the other by the other.
  if (m.sex !== undefined && role.sex !== undefined && m.sex !== role.sex) return 'relation-not-known'
  const sex = m.sex ?? role.sex ?? 'unknown'
  const fill = (id: PersonId): string => {
    const known = b.people.get(id) as Relative
    if (known.name !== undefined && m.name !== undefined && !sameName(known.name, m.name)) return 'relation-not-known'
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

const setAside = (m: FamilyMember, because: SetAside['because']): SetAside => ({
  relation: m.relation.display,
  ...(m.name === undefined ? {} : { name: m.name }),
  because,
  diagnoses: diagnosesOf(m),
  ref: m.ref,
})

const remedies: Readonly<Record<Exclude<SetAside['because'], 'not-by-blood'>, string>> = {
  'side-not-known': 'Ask whether they are of the mother’s or the father’s family.',
  'relation-not-known': 'Ask how they are related.',
  'not-in-drawing': 'Add them to the drawing of the family, or leave them out on purpose.',
}

const problemsOf = (aside: readonly SetAside[]): readonly Problem[] =>
  aside.flatMap((a): Problem[] =>
    a.because === 'not-by-blood' || a.ref.kind !== 'fhir'
      ? []
      : [
          {
            code: 'relative-without-place',
            severity: 'warning',
            at: { source: a.ref.resource, path: a.ref.path },
            message: `The place of ${a.name ?? 'a relative'} (${a.relation}) in the family is not clear.`,
            remedy: remedies[a.because],
          },
        ],
  )

const inOrderOf: readonly Role['is'][] = ['parent', 'grandparent', 'sibling', 'child', 'parents-sibling']

/**
 * The pedigree that the record implies: the proband with the conditions of the record, and each relative where code, words or links say they stand.
 * Parents and grandparents between are added as people nothing is known of; so is the parent of a cousin, niece or grandchild, since the record does not
 * say whose child they are: degree and side are right, whether that parent is a recorded one stays open. Who could stand on either side is set aside.
 */
export const familyOfRecord = (view: PatientView): RecordedFamily => {
  const proband = probandOf(view)
  const saved = savedFamily(view, proband)
  if (saved !== undefined) {
    const aside = saved.others.map((m) => setAside(m, 'not-in-drawing'))
    return { pedigree: saved.pedigree, aside, problems: problemsOf(aside) }
  }
  const b = build(proband)
  const members = onePerPerson(view.familyHistory?.members ?? [])
  const placed = new Map<string, PersonId>()
  const left: (Told & { readonly because: SetAside['because'] })[] = []
  const settle = (told: Told, at: PersonId): void => {
    for (const name of told.names) placed.set(name, at)
  }
  const rank = (is: Role['is'] | undefined): number =>
    is === undefined || !inOrderOf.includes(is) ? 99 : inOrderOf.indexOf(is)
  const waits = (m: FamilyMember, role: Role | undefined): boolean => m.linked !== undefined && rank(role?.is) === 99
  for (const told of members.toSorted((x, y) => rank(x.role?.is) - rank(y.role?.is))) {
    const { m, role } = told
    const at = role === undefined || waits(m, role) ? 'relation-not-known' : place(b, proband.id, role, m)
    if (b.people.has(at)) settle(told, at)
    else left.push({ ...told, because: at as SetAside['because'] })
  }
  let out = left
  for (let before = -1; before !== out.length; ) {
    before = out.length
    out = out.filter((entry) => {
      const at = entry.because === 'not-by-blood' ? undefined : placeLinked(b, entry.m, entry.role, placed)
      if (at !== undefined) settle(entry, at)
      return at === undefined
    })
  }
  const stillOut = out.flatMap((entry): typeof left => {
    if (entry.role === undefined || !waits(entry.m, entry.role)) return [entry]
    const at = place(b, proband.id, entry.role, entry.m)
    return b.people.has(at) ? [] : [{ ...entry, because: at as SetAside['because'] }]
  })
  const aside = stillOut.map(({ m, because }) => setAside(m, because))
  const noneKnown = view.familyHistory?.noneKnown
  const family = withoutContradictions({
    id: view.id,
    proband: proband.id,
    people: [...b.people.values()],
    couples: [],
  })
  return {
    pedigree: family.pedigree,
    aside,
    ...(noneKnown === undefined ? {} : { noneKnown }),
    problems: [
      ...problemsOf(aside),
      ...perhapsTwice(members),
      ...impossibleAges(members.map((t) => t.m)),
      ...family.problems,
    ],
  }
}

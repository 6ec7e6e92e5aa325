import type { Pedigree, PersonId, Relative } from '../pedigree.ts'
import type { Lost } from './family-read.ts'

const stable = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  ) ?? 'undefined'

const bare = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutRef).map(stable).toSorted()
  return withoutRef(value)
}

const withoutRef = (value: unknown): unknown => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  const { ref: _, ...rest } = value as Record<string, unknown>
  return rest
}

const fields: readonly (keyof Relative)[] = [
  'name',
  'sex',
  'gender',
  'father',
  'mother',
  'age',
  'born',
  'dead',
  'adopted',
  'pregnancy',
  'diagnoses',
  'healthUnknown',
  'surgery',
  'tests',
  'ashkenazi',
  'notes',
]

const twinsWith = (pedigree: Pedigree, person: Relative, name: (id: PersonId) => PersonId): unknown =>
  person.twins === undefined
    ? undefined
    : [
        person.twins.zygosity,
        ...pedigree.people
          .filter((p) => p.twins?.group === person.twins?.group)
          .map((p) => name(p.id))
          .toSorted(),
      ]

const coupleKey = (c: Pedigree['couples'][number], name: (id: PersonId) => PersonId): string =>
  stable({ ...c, partners: c.partners.map(name).toSorted() })

/** Couples that say no more than their children do. */
const plainCouple = (c: Pedigree['couples'][number], pedigree: Pedigree): boolean =>
  c.related === undefined &&
  c.separated === undefined &&
  c.noChildren === undefined &&
  pedigree.people.some(
    (p) =>
      p.father !== undefined &&
      p.mother !== undefined &&
      c.partners.includes(p.father) &&
      c.partners.includes(p.mother),
  )

/** What of `before` is not in `after`, person by person and field by field; `renamed` takes ids of the one to those of the other. */
export const lostBetween = (
  before: Pedigree,
  after: Pedigree | undefined,
  renamed: Readonly<Record<PersonId, PersonId>> = {},
): readonly Lost[] => {
  const name = (id: PersonId): PersonId => renamed[id] ?? id
  const kept = new Map((after?.people ?? []).map((p) => [p.id, p]))
  const people = before.people.flatMap((person): Lost[] => {
    const other = kept.get(name(person.id))
    if (other === undefined || after === undefined) return [{ person: person.id, what: 'person' }]
    const changed = fields.filter((field) => {
      const parent = field === 'father' || field === 'mother' ? person[field] : undefined
      const said = parent === undefined ? person[field] : name(parent)
      return said !== undefined && stable(bare(said)) !== stable(bare(other[field]))
    })
    const twins =
      stable(twinsWith(before, person, name)) === stable(twinsWith(after, other, (id) => id))
        ? []
        : (['twins'] as const)
    return [...changed, ...twins].map((what) => ({ person: person.id, what }))
  })
  const couples = new Set((after?.couples ?? []).map((c) => coupleKey(c, (id) => id)))
  return [
    ...people,
    ...before.couples
      .filter((c) => !plainCouple(c, before) && !couples.has(coupleKey(c, name)))
      .map((c): Lost => ({ person: c.partners[0], what: 'couple' })),
    ...(after !== undefined && name(before.proband) !== after.proband ? [{ what: 'proband' }] : []),
    ...(before.asked === undefined || stable(before.asked) === stable(after?.asked) ? [] : [{ what: 'asked' }]),
  ]
}

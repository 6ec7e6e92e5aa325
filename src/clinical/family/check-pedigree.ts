import type { Place, Problem, Severity } from '../../shared/problem.ts'
import type { Range } from '../../shared/quantity.ts'
import { childrenOf, namedParents, parentsFirst, partnersOf, peopleById } from './bloodline.ts'
import { ageGaps, type Found } from './age-gaps.ts'
import type { Diagnosis, Pedigree, PersonId, Relative } from './pedigree.ts'

/** Where a person stands in the input. Without it problems point to `people[id]`. */
export type PlaceOf = (id: PersonId) => Place

/** Nobody is known to have lived longer than 122 years. @source Robine & Allard, Science 1998;279:1831 (Jeanne Calment) */
const longestLife = 122

const diseaseWords = (d: Diagnosis): string =>
  typeof d.disease === 'string' ? d.disease.replaceAll('-', ' ') : d.disease.other

/** More people than anybody draws: kinship of everybody with everybody would fill the memory. */
const mostPeople = 1000

const identities = (pedigree: Pedigree): readonly Found[] => {
  const seen = new Set<PersonId>()
  const found: Found[] = []
  for (const { id } of pedigree.people) {
    if (id === '')
      found.push({
        about: id,
        code: 'person-without-id',
        message: 'A person has no id.',
        remedy: 'Give every person an id of their own.',
      })
    else if (seen.has(id))
      found.push({
        about: id,
        code: 'duplicate-person',
        message: `Two people have the id ${id}.`,
        remedy: 'Give every person an id of their own; if it is one person twice, keep one entry.',
      })
    seen.add(id)
  }
  if (!seen.has(pedigree.proband))
    found.push({
      about: pedigree.proband,
      code: 'proband-missing',
      message: `The proband ${pedigree.proband || '(none named)'} is not among the people.`,
      remedy: 'Name as proband one of the people of the pedigree.',
    })
  return found
}

const parents = (person: Relative, byId: ReadonlyMap<PersonId, Relative>): readonly Found[] => {
  const found: Found[] = []
  for (const [role, id, sex] of [
    ['father', person.father, 'female'],
    ['mother', person.mother, 'male'],
  ] as const) {
    if (id === undefined) continue
    const parent = byId.get(id)
    if (parent === undefined)
      found.push({
        about: person.id,
        code: 'unknown-parent',
        message: `The ${role} ${id} of ${person.id} is not in the pedigree.`,
        remedy: `Add ${id}, or leave the ${role} open.`,
      })
    else if (parent.sex === sex)
      found.push({
        about: person.id,
        code: 'parent-of-other-sex',
        message: `${id} is the ${role} of ${person.id} and recorded as ${sex} at birth.`,
        remedy: 'Correct the sex recorded at birth, or exchange father and mother.',
      })
  }
  if (person.father !== undefined && person.father === person.mother)
    found.push({
      about: person.id,
      code: 'one-person-both-parents',
      message: `${person.father} is both father and mother of ${person.id}.`,
      remedy: 'Leave the parent open that is not known.',
    })
  return found
}

const twins = (pedigree: Pedigree): readonly Found[] => {
  const groups = new Map<string, Relative[]>()
  for (const p of pedigree.people)
    if (p.twins !== undefined) groups.set(p.twins.group, [...(groups.get(p.twins.group) ?? []), p])
  return [...groups].flatMap(([group, of]): Found[] => {
    const first = of[0] as Relative
    const others = of.slice(1)
    const found: Found[] = []
    const tell = (code: string, message: string, remedy: string): void => {
      found.push({ about: first.id, code, message, remedy })
    }
    if (others.length === 0)
      tell(
        'twin-alone',
        `${first.id} is a twin (group ${group}), but nobody else is of that group.`,
        'Add the other twin, or take the twin mark away.',
      )
    if (others.some((p) => p.father !== first.father || p.mother !== first.mother))
      tell(
        'twins-of-other-parents',
        `The twins ${of.map((p) => p.id).join(', ')} do not have the same parents.`,
        'Give twins the same father and mother, or take the twin mark away.',
      )
    if (others.some((p) => p.twins?.zygosity !== first.twins?.zygosity))
      tell(
        'twins-contradict',
        `The twins ${of.map((p) => p.id).join(', ')} are recorded both as identical and as not.`,
        'Give all of them the same zygosity.',
      )
    const sexes = new Set(of.map((p) => p.sex).filter((sex) => sex !== 'unknown'))
    if (first.twins?.zygosity === 'identical' && sexes.size > 1)
      tell(
        'identical-twins-of-other-sex',
        `The identical twins ${of.map((p) => p.id).join(', ')} are recorded with different sex at birth.`,
        'Record them as fraternal, or correct the sex.',
      )
    return found
  })
}

const surelyBelow = (a: Range | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && a[1] < b

const health = (person: Relative): readonly Found[] => {
  const found: Found[] = []
  const tell = (code: string, message: string, remedy: string): void => {
    found.push({ about: person.id, code, message, remedy })
  }
  const badRange = (r: Range | undefined): boolean =>
    r !== undefined && !(r[0] <= r[1] && r[0] >= 0 && r[1] <= longestLife)
  if (badRange(person.age))
    tell(
      'impossible-age',
      `${person.id} has the age ${person.age?.join(' to ')}.`,
      `Give an age in years from 0 to ${longestLife}.`,
    )
  for (const d of person.diagnoses) {
    const what = diseaseWords(d)
    if (badRange(d.onset))
      tell(
        'impossible-age',
        `${person.id} has ${what} at the age ${d.onset?.join(' to ')}.`,
        `Give an age in years from 0 to ${longestLife}.`,
      )
    else if (person.age !== undefined && surelyBelow(person.age, d.onset?.[0]))
      tell(
        'disease-after-age',
        `${person.id} has ${what} from age ${d.onset?.[0]}, but ${person.dead ? 'died at' : 'is'} ${person.age[1]}.`,
        'Correct the age at diagnosis or the age of the person.',
      )
    if (d.disease === 'prostate-cancer' && person.sex === 'female')
      tell(
        'disease-of-other-sex',
        `${person.id} is recorded as female at birth and has prostate cancer.`,
        'Correct the sex recorded at birth or the diagnosis.',
      )
    if ((d.disease === 'ovarian-cancer' || d.disease === 'endometrial-cancer') && person.sex === 'male')
      tell(
        'disease-of-other-sex',
        `${person.id} is recorded as male at birth and has ${what}.`,
        'Correct the sex recorded at birth or the diagnosis.',
      )
  }
  if (person.healthUnknown && person.diagnoses.length > 0)
    tell(
      'health-contradicts',
      `Nothing is said to be known of the health of ${person.id}, but a disease is recorded.`,
      'Take one of the two away.',
    )
  for (const s of person.surgery ?? [])
    if (person.age !== undefined && s.age !== undefined && s.age > person.age[1])
      tell(
        'surgery-after-age',
        `${person.id} was operated at ${s.age}, but ${person.dead ? 'died at' : 'is'} ${person.age[1]}.`,
        'Correct the age at the operation or the age of the person.',
      )
  return found
}

const couples = (pedigree: Pedigree, byId: ReadonlyMap<PersonId, Relative>): readonly Found[] =>
  pedigree.couples.flatMap(({ partners: [a, b] }) => [
    ...[a, b]
      .filter((id) => !byId.has(id))
      .map((id) => ({
        about: id,
        code: 'unknown-partner',
        message: `The partner ${id} of ${id === a ? b : a} is not in the pedigree.`,
        remedy: `Add ${id}, or take the couple away.`,
      })),
    ...(a === b
      ? [
          {
            about: a,
            code: 'partner-of-oneself',
            message: `${a} is recorded as their own partner.`,
            remedy: 'Name the other partner.',
          },
        ]
      : []),
  ])

/** People that no line of parents, children and partners joins to the proband. */
const apart = (pedigree: Pedigree, byId: ReadonlyMap<PersonId, Relative>): readonly PersonId[] => {
  const children = childrenOf(pedigree)
  const partners = partnersOf(pedigree)
  const reached = new Set<PersonId>([pedigree.proband])
  const open = [pedigree.proband]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const person = byId.get(at)
    const near = [
      ...(person === undefined ? [] : namedParents(person)),
      ...(children.get(at) ?? []).map((c) => c.id),
      ...(partners.get(at) ?? []),
    ]
    for (const id of near) {
      if (reached.has(id)) continue
      reached.add(id)
      open.push(id)
    }
  }
  return [...byId.keys()].filter((id) => !reached.has(id))
}

/**
 * Everything wrong with a pedigree at once. Errors: it cannot be computed with (circles, unknown parents, a parent younger than the child, sexes and
 * ages that contradict). Warnings: it can, but is probably not meant (a mother of 8, somebody whom nothing joins to the family).
 */
export const checkPedigree = (pedigree: Pedigree, placeOf?: PlaceOf): readonly Problem[] => {
  if (pedigree.people.length > mostPeople)
    return [
      {
        code: 'pedigree-too-large',
        severity: 'error',
        at: { source: pedigree.id },
        message: `The family has ${pedigree.people.length} people; at most ${mostPeople} can be computed with.`,
        remedy: 'Keep the relatives up to the third degree, or cut the file into families.',
      },
    ]
  const byId = peopleById(pedigree)
  const place = placeOf ?? ((id) => ({ source: pedigree.id, path: `people[${id}]` }))
  const tell = (severity: Severity, { about, code, message, remedy }: Found): Problem => ({
    code,
    severity,
    at: place(about),
    message,
    remedy,
  })
  const circle: Found[] =
    parentsFirst(pedigree) === undefined
      ? [
          {
            about: inCircle(pedigree, byId) ?? pedigree.proband,
            code: 'own-ancestor',
            message: `${inCircle(pedigree, byId)} is their own ancestor.`,
            remedy: 'Correct a father or mother in the circle.',
          },
        ]
      : []
  const errors = [
    ...identities(pedigree),
    ...[...byId.values()].flatMap((p) => parents(p, byId)),
    ...circle,
    ...twins(pedigree).filter((f) => f.code !== 'twin-alone'),
    ...pedigree.people.flatMap(health),
    ...couples(pedigree, byId),
  ]
  const warnings = [
    ...twins(pedigree).filter((f) => f.code === 'twin-alone'),
    ...apart(pedigree, byId).map((id) => ({
      about: id,
      code: 'person-apart',
      message: `Nothing joins ${id} to the proband.`,
      remedy: 'Add the people between, or leave this person out: they change nothing.',
    })),
  ]
  return [
    ...errors.map((f) => tell('error', f)),
    ...ageGaps(pedigree, byId).map((f) => tell(f.severity, f)),
    ...warnings.map((f) => tell('warning', f)),
  ]
}

const inCircle = (pedigree: Pedigree, byId: ReadonlyMap<PersonId, Relative>): PersonId | undefined =>
  pedigree.people.find((start) => {
    const seen = new Set<PersonId>()
    const open = [...namedParents(start)]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (at === start.id) return true
      if (seen.has(at)) continue
      seen.add(at)
      const person = byId.get(at)
      if (person !== undefined) open.push(...namedParents(person))
    }
    return false
  })?.id

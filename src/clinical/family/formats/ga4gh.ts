import { z } from 'zod'
import { bad, hasError, ok, type Problem, type Result } from '../../../shared/problem.ts'
import type { Range } from '../../../shared/quantity.ts'
import { checkPedigree } from '../check-pedigree.ts'
import { familyDiseaseOf } from '../disease-codes.ts'
import type { Couple, Diagnosis, PersonId, Relative } from '../pedigree.ts'
import { type FamilyRead, problemsOf } from './family-read.ts'
import { kinMeaning, type KinMeaning } from './kin-terms.ts'

const term = z.union([
  z.string().transform((id) => ({ id, label: undefined as string | undefined })),
  z.object({ id: z.string().optional(), code: z.string().optional(), label: z.string().optional() }),
])
const duration = z.object({ iso8601duration: z.string() })
const time = z.object({
  age: duration.optional(),
  ageRange: z.object({ start: duration, end: duration }).optional(),
})
const subject = z.object({
  id: z.string(),
  name: z.string().optional(),
  alternateIds: z.array(z.string()).optional(),
  sex: z.string().optional(),
  gender: z.object({ label: z.string().optional() }).optional(),
  dateOfBirth: z.string().optional(),
  timeAtLastEncounter: time.optional(),
  vitalStatus: z.object({ status: z.string().optional(), timeOfDeath: time.optional() }).optional(),
})
const disease = z.object({
  term: z.object({ id: z.string().optional(), label: z.string().optional() }),
  excluded: z.boolean().optional(),
  onset: time.optional(),
})
const individual = z.union([
  z.object({ subject, diseases: z.array(disease).optional() }),
  subject.extend({ diseases: z.array(disease).optional() }),
])
const relationship = z.object({
  individualId: z.string().optional(),
  individual: z.string().optional(),
  relation: term,
  relativeId: z.string().optional(),
  relative: z.string().optional(),
})
const file = z.object({
  id: z.string().optional(),
  indexPatients: z.array(z.string()).optional(),
  proband: z.string().optional(),
  individuals: z.array(z.unknown()),
  relationships: z.array(z.unknown()).optional(),
})

/** Completed years of an ISO 8601 duration such as `P45Y6M`. */
const yearsOf = (text: string): number | undefined => {
  const m = /^P(?:(\d+)Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T.*)?$/.exec(text)
  return m === null || text === 'P' ? undefined : Number(m[1] ?? 0)
}

const sexOf: Readonly<Record<string, Relative['sex']>> = { FEMALE: 'female', MALE: 'male' }

const genders: readonly NonNullable<Relative['gender']>[] = ['woman', 'man', 'other']

export type ParsedGa4gh = { readonly families: readonly FamilyRead[]; readonly problems: readonly Problem[] }

export const parseGa4gh = (text: string, source: string): ParsedGa4gh => {
  const tell = problemsOf(source)
  const stop = (code: string, message: string, remedy: string): ParsedGa4gh => {
    tell.error(code, {}, message, remedy)
    return { families: [], problems: tell.problems }
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (fault) {
    return stop(
      'not-json',
      `The file is not JSON: ${String(fault instanceof Error ? fault.message : fault)}.`,
      'Give a GA4GH Pedigree as JSON.',
    )
  }
  const read = file.safeParse(json)
  if (!read.success)
    return stop(
      'ga4gh-not-a-pedigree',
      'The file has no list of individuals.',
      'Give a GA4GH Pedigree with individuals and relationships.',
    )

  const yearsAt = (said: string, path: string): number | undefined => {
    const years = yearsOf(said)
    if (years === undefined)
      tell.error('ga4gh-age', { path }, `"${said}" is not an age.`, 'Write an ISO 8601 duration such as P45Y.')
    return years
  }
  const rangeOf = (t: z.infer<typeof time> | undefined, path: string): Range | undefined => {
    if (t?.age !== undefined) {
      const at = yearsAt(t.age.iso8601duration, path)
      return at === undefined ? undefined : [at, at]
    }
    if (t?.ageRange === undefined) return undefined
    const [low, high] = [yearsAt(t.ageRange.start.iso8601duration, path), yearsAt(t.ageRange.end.iso8601duration, path)]
    return low === undefined || high === undefined ? undefined : [low, high]
  }
  const paths = new Map<PersonId, string>()
  const people: Relative[] = []
  for (const [i, entry] of read.data.individuals.entries()) {
    const path = `individuals[${i}]`
    const person = individual.safeParse(entry)
    if (!person.success) {
      tell.error(
        'ga4gh-individual',
        { path },
        'The individual has no id, or a field of another kind than the standard says.',
        'Give every individual a subject with an id.',
      )
      continue
    }
    const s = 'subject' in person.data ? person.data.subject : person.data
    const dead = s.vitalStatus?.status === 'DECEASED'
    const age =
      rangeOf(s.vitalStatus?.timeOfDeath, `${path}.vitalStatus`) ??
      rangeOf(s.timeAtLastEncounter, `${path}.timeAtLastEncounter`)
    const year = /^\d{4}/.exec(s.dateOfBirth ?? '')?.[0]
    const name = s.name ?? s.alternateIds?.[0]
    const gender = genders.find((g) => g === s.gender?.label?.toLowerCase())
    const said = person.data.diseases
    const diagnoses = (said ?? [])
      .filter((d) => d.excluded !== true)
      .map((d, k): Diagnosis => {
        const [system = '', code = ''] = (d.term.id ?? '').split(':')
        const label = d.term.label ?? d.term.id ?? ''
        const onset = rangeOf(d.onset, `${path}.diseases[${k}].onset`)
        return {
          disease: familyDiseaseOf({ codes: [{ system, code }], text: label }) ?? { other: label },
          ...(onset === undefined ? {} : { onset }),
        }
      })
    if (!paths.has(s.id)) paths.set(s.id, path)
    people.push({
      id: s.id,
      ...(name === undefined ? {} : { name }),
      sex: sexOf[(s.sex ?? '').toUpperCase()] ?? 'unknown',
      ...(gender === undefined ? {} : { gender }),
      ...(age === undefined ? {} : { age }),
      ...(year === undefined ? {} : { born: Number(year) }),
      ...(dead ? { dead: true as const } : {}),
      diagnoses,
      ...(said === undefined ? { healthUnknown: true as const } : {}),
    })
  }
  const linked = link(people, read.data.relationships ?? [], tell)
  const proband = read.data.indexPatients?.[0] ?? read.data.proband ?? people[0]?.id ?? ''
  if (read.data.indexPatients === undefined && read.data.proband === undefined)
    tell.info(
      'proband-assumed',
      {},
      `The file names no index patient; ${proband} was taken.`,
      'Name the index patient.',
    )
  if ((read.data.indexPatients?.length ?? 0) > 1)
    tell.warning(
      'two-probands',
      { path: 'indexPatients' },
      `Several index patients are named; ${proband} was taken.`,
      'Name the one the questions are about first.',
    )
  return {
    families: [
      {
        pedigree: { id: read.data.id ?? 'family', proband, ...linked },
        placeOf: (id) => ({ source, path: paths.get(id) ?? 'individuals' }),
      },
    ],
    problems: tell.problems,
  }
}

const link = (
  people: readonly Relative[],
  relationships: readonly unknown[],
  tell: ReturnType<typeof problemsOf>,
): { people: readonly Relative[]; couples: readonly Couple[] } => {
  const byId = new Map(people.map((p) => [p.id, p]))
  const couples: Couple[] = []
  const change = (id: PersonId, fields: Partial<Relative>): void => {
    const person = byId.get(id)
    if (person !== undefined) byId.set(id, { ...person, ...fields })
  }
  const parent = (id: PersonId, child: PersonId, as: 'mother' | 'father' | undefined, path: string): void => {
    const sex = byId.get(id)?.sex
    const role = as ?? (sex === 'female' ? 'mother' : sex === 'male' ? 'father' : undefined)
    if (role === undefined)
      tell.error(
        'ga4gh-parent-sex',
        { path },
        `${id} is a parent of ${child}, but neither mother nor father is said.`,
        'Use KIN:027 or KIN:028, or give the sex of the parent.',
      )
    else if (byId.get(child)?.[role] !== undefined && byId.get(child)?.[role] !== id)
      tell.error(
        'ga4gh-two-parents',
        { path },
        `${child} has two people as ${role}: ${byId.get(child)?.[role]} and ${id}.`,
        'Keep the one by blood; an adoptive parent beside them cannot be kept.',
      )
    else change(child, { [role]: id })
  }
  const twin = (a: PersonId, b: PersonId, zygosity: NonNullable<Relative['twins']>['zygosity']): void => {
    const group = byId.get(a)?.twins?.group ?? byId.get(b)?.twins?.group ?? a
    for (const id of [a, b]) change(id, { twins: { group, zygosity } })
  }
  const adoptions: { parent: PersonId; child: PersonId; path: string }[] = []
  const handle: Readonly<Record<KinMeaning, (a: PersonId, b: PersonId, path: string) => void>> = {
    mother: (a, b, path) => parent(a, b, 'mother', path),
    father: (a, b, path) => parent(a, b, 'father', path),
    parent: (a, b, path) => parent(a, b, undefined, path),
    child: (a, b, path) => parent(b, a, undefined, path),
    'adoptive-parent': (a, b, path) => adoptions.push({ parent: a, child: b, path }),
    identical: (a, b) => twin(a, b, 'identical'),
    fraternal: (a, b) => twin(a, b, 'fraternal'),
    twin: (a, b) => twin(a, b, 'unknown'),
    partner: (a, b) => couples.push({ partners: [a, b] }),
    'related-partner': (a, b) => couples.push({ partners: [a, b], related: true }),
    'separated-partner': (a, b) => couples.push({ partners: [a, b], separated: true }),
    'separated-related-partner': (a, b) => couples.push({ partners: [a, b], related: true, separated: true }),
    other: (a, b, path) =>
      tell.warning(
        'ga4gh-relation-left-out',
        { path },
        `The relation of ${a} to ${b} is not one of parent, twin or partner and was left out.`,
        'Give parents; other relations follow from them.',
      ),
  }
  for (const [i, entry] of relationships.entries()) {
    const path = `relationships[${i}]`
    const r = relationship.safeParse(entry)
    const a = r.data?.individualId ?? r.data?.individual
    const b = r.data?.relativeId ?? r.data?.relative
    if (!r.success || a === undefined || b === undefined) {
      tell.error(
        'ga4gh-relationship',
        { path },
        'The relationship lacks the individual, the relation or the relative.',
        'Give individualId, relation and relativeId.',
      )
      continue
    }
    const unknown = [a, b].find((id) => !byId.has(id))
    if (unknown !== undefined)
      tell.error(
        'ga4gh-unknown-individual',
        { path },
        `${unknown} is not among the individuals.`,
        'Add the individual, or take the relationship away.',
      )
    else
      handle[
        kinMeaning(
          'code' in r.data.relation ? (r.data.relation.code ?? r.data.relation.id) : r.data.relation.id,
          r.data.relation.label,
        )
      ](a, b, path)
  }
  for (const { parent: by, child, path } of adoptions) {
    const person = byId.get(child)
    const byBlood = person?.adopted !== 'in' && (person?.father !== undefined || person?.mother !== undefined)
    if (byBlood) {
      change(child, { adopted: 'out' })
      tell.warning(
        'ga4gh-adoptive-parent-left-out',
        { path },
        `${child} has parents by blood; the adoptive parent ${by} was left out.`,
        'Nothing, unless the adoptive family matters here.',
      )
    } else {
      change(child, { adopted: 'in' })
      parent(by, child, undefined, path)
    }
  }
  return { people: [...byId.values()], couples }
}

/** The family of a GA4GH Pedigree in its Phenopackets form. An individual without a list of diseases is one whose health is not known. */
export const readGa4gh = (text: string, source: string): Result<readonly FamilyRead[]> => {
  const { families, problems } = parseGa4gh(text, source)
  const all = [...problems, ...families.flatMap(({ pedigree, placeOf }) => checkPedigree(pedigree, placeOf))]
  return hasError(all) ? bad(all) : ok(families, all)
}

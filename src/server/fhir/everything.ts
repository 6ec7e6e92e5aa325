import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Answer } from './answer.ts'
import { FhirFault, fault, issue, quoted } from './fault.ts'
import type { Interaction } from './interactions.ts'
import { demandType } from './rights.ts'
import { timeIn } from './time-parameter.ts'

type Asked = {
  readonly types: readonly string[] | undefined
  readonly since: number | undefined
  readonly from: number
  readonly to: number
  readonly count: number
  readonly skip: number
}

const known = new Set(['start', 'end', '_since', '_type', '_count', '_page', '_format', '_pretty'])

/** Resources on one page when nothing is said, and the most that may be asked for. */
const pageSize = { usual: 1000, most: 10_000 } as const

const askedOf = (i: Interaction): Asked => {
  const query = new URLSearchParams(i.query)
  const issues = [...query.keys()]
    .filter((name) => i.strict && !known.has(name))
    .map((name) => issue('not-supported', `$everything has no parameter ${quoted(name)}.`, `http.${name}`))
  const whole = (name: string, absent: number): number => {
    const text = query.get(name)
    if (text === null) return absent
    if (!/^\d{1,9}$/.test(text))
      issues.push(issue('value', `${name} ${quoted(text)} is not a whole number.`, `http.${name}`))
    return Number(text)
  }
  const types = query
    .get('_type')
    ?.split(',')
    .filter((t) => t !== '')
  for (const type of types ?? [])
    if (!i.definitions.types.has(type))
      issues.push(issue('value', `There is no resource type ${quoted(type)}.`, 'http._type'))
  const asked = {
    types,
    since: timeIn(query, '_since', issues)?.from,
    from: timeIn(query, 'start', issues)?.from ?? Number.NEGATIVE_INFINITY,
    to: timeIn(query, 'end', issues)?.to ?? Number.POSITIVE_INFINITY,
    count: Math.min(Math.max(1, whole('_count', pageSize.usual)), pageSize.most),
    skip: whole('_page', 0),
  }
  if (issues.length > 0) throw new FhirFault(400, issues)
  return asked
}

/** Dates that say when something was written down, not when it was so. */
const aboutTheRecord = new Set([
  '_lastUpdated',
  'recorded-date',
  'recorded',
  'birthdate',
  'death-date',
  'created',
  'indexed',
])

/** Whether the care the resource tells of lies in the time asked for; what has no date of its own always does. */
const isInTime = (definitions: FhirDefinitions, resource: Resource, { from, to }: Asked): boolean => {
  if (from === Number.NEGATIVE_INFINITY && to === Number.POSITIVE_INFINITY) return true
  const dates = definitions.indexRowsOf(resource).date.filter((d) => !aboutTheRecord.has(d.param))
  return dates.length === 0 || dates.some((d) => d.from < to && d.to > from)
}

/** What the resources refer to that belongs to no patient (practitioners, organisations, medications), as far as the caller may read it. */
const referredTo = async (i: Interaction, resources: readonly Resource[]): Promise<readonly Resource[]> => {
  const wanted = new Set<string>()
  for (const resource of resources)
    for (const { type, id } of i.definitions.indexRowsOf(resource).reference)
      if (type !== '' && i.definitions.types.has(type) && !i.definitions.belongsToPatients(type))
        wanted.add(`${type}/${id}`)
  const found = await i.repository.readReferences([...wanted].map((reference) => ({ reference })))
  return found.flatMap((r) => (r instanceof Error ? [] : [r]))
}

/**
 * `Patient/{id}/$everything`: the patient's compartment, and with each page what its resources refer to outside it. Without `_count` a
 * page has 1,000 resources; the next one is under the link `next`.
 */
export const everything = async (i: Interaction, baseUrl: string): Promise<Answer> => {
  demandType(i.definitions, i.access, 'r', 'Patient')
  const asked = askedOf(i)
  await i.repository.readResource('Patient', i.id)
  const page: Resource[] = []
  let seen = 0
  let more = false
  const options = {
    ...(asked.types === undefined ? {} : { types: asked.types }),
    ...(asked.since === undefined ? {} : { since: asked.since }),
  }
  for await (const some of i.repository.compartment(i.id, options)) {
    for (const resource of some) {
      if (!isInTime(i.definitions, resource, asked) || seen++ < asked.skip) continue
      if (page.length < asked.count) page.push(resource)
      else more = true
    }
    if (more) break
  }
  if (page.length === 0 && asked.skip > 0) throw fault(404, 'not-found', 'There is no such page.')
  const wantsOthers = (type: string): boolean => asked.types === undefined || asked.types.includes(type)
  const others = (await referredTo(i, page)).filter((r) => wantsOthers(r.resourceType))
  const entry =
    (mode: 'match' | 'include') =>
    (resource: Resource): BundleEntry => ({
      fullUrl: `${baseUrl}/${resource.resourceType}/${resource.id ?? ''}`,
      resource,
      search: { mode },
    })
  const address = (skip: number): string => {
    const query = new URLSearchParams(i.query)
    if (skip > 0) query.set('_page', String(skip))
    const text = query.toString()
    return `${baseUrl}/Patient/${i.id}/$everything${text === '' ? '' : `?${text}`}`
  }
  const body: Bundle = {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(more || asked.skip > 0 ? {} : { total: page.length }),
    link: [
      { relation: 'self', url: address(asked.skip) },
      ...(more ? [{ relation: 'next' as const, url: address(asked.skip + page.length) }] : []),
    ],
    entry: [...page.map(entry('match')), ...others.map(entry('include'))],
  }
  return { status: 200, body }
}

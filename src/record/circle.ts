import { z } from 'zod'
import { before, checkedOrLeft, coded, codings, conceptText, dateOf } from './check.ts'
import { givenOnly } from './given-only.ts'
import type { Reading } from './medication-statements.ts'
import type { CareTeamMember, Coverage, Device, Encounter, Goal, Immunisation } from './patient-view.ts'
import { coding, concept, moment, period, reference } from './r4.ts'
import { isJson, refTo, type Resource, text } from './resources.ts'

const coverage = z.object({
  status: z.string(),
  type: concept.optional(),
  period: period.optional(),
  payor: z.array(reference).optional(),
  class: z
    .array(z.object({ type: concept.optional(), value: z.string().optional(), name: z.string().optional() }))
    .optional(),
})

type ReferenceJson = z.infer<typeof reference>

/** What a reference is called: its own words, else the name of what it means, where the record holds that. */
const nameOf = (r: Resource, to: ReferenceJson | undefined, { resolve }: Reading): string | undefined => {
  const target = to?.reference === undefined ? undefined : resolve(r, to.reference)
  const name = target?.json['name']
  const first = Array.isArray(name) ? (name as readonly unknown[])[0] : undefined
  const parts = isJson(first)
    ? [
        ...(Array.isArray(first['prefix']) ? first['prefix'] : []),
        ...(Array.isArray(first['given']) ? first['given'] : []),
        first['family'],
      ]
    : []
  return (
    text(to?.display) ??
    text(name) ??
    (isJson(first) ? text(first['text']) : undefined) ??
    text(parts.filter((p) => typeof p === 'string').join(' '))
  )
}

/** True when the period holds `at`; an open end counts as still going on. */
const during = (
  p: { readonly start?: string | undefined; readonly end?: string | undefined } | undefined,
  at: string,
): boolean => (p?.start === undefined || !before(at, p.start)) && (p?.end === undefined || !before(p.end, at))

/** Insurance and other payers. `active`: said to be active, and its period holds the day of the assessment. */
export const readCoverage = (resources: readonly Resource[], reading: Reading): readonly Coverage[] =>
  resources.flatMap((r): readonly Coverage[] => {
    const c = r.type === 'Coverage' ? checkedOrLeft(coverage, r, reading.problems) : undefined
    if (c === undefined || c.status === 'draft') return []
    const payers = (c.payor ?? []).flatMap((p) => nameOf(r, p, reading) ?? [])
    const plan = c.class?.find((x) => x.type?.coding?.some((y) => y.code === 'plan'))
    return [
      givenOnly({
        payers,
        type: c.type === undefined ? undefined : coded(c.type),
        plan: text(plan?.name) ?? text(plan?.value),
        active: c.status === 'active' && during(c.period, reading.at),
        from: dateOf(c.period?.start),
        until: dateOf(c.period?.end),
        ref: refTo(r, ''),
      }) as Coverage,
    ]
  })

const careTeam = z.object({
  status: z.string().optional(),
  period: period.optional(),
  name: z.string().optional(),
  participant: z
    .array(
      z.object({
        role: z.array(concept).optional(),
        member: reference.optional(),
        onBehalfOf: reference.optional(),
        period: period.optional(),
      }),
    )
    .optional(),
})

/** Who cares for the person at the day of the assessment: members of care teams that are not ended, and the general practitioner. */
export const readCareTeam = (
  patient: Resource,
  resources: readonly Resource[],
  reading: Reading,
): readonly CareTeamMember[] => {
  const general = (
    Array.isArray(patient.json['generalPractitioner']) ? patient.json['generalPractitioner'] : []
  ) as readonly unknown[]
  const own = general.flatMap((g, i): readonly CareTeamMember[] => {
    const to = reference.safeParse(g).data
    const name = nameOf(patient, to, reading) ?? text(to?.reference)
    return name === undefined
      ? []
      : [{ name, roles: [{ display: 'General practitioner' }], ref: refTo(patient, `generalPractitioner[${i}]`) }]
  })
  const teams = resources.flatMap((r): readonly CareTeamMember[] => {
    const t = r.type === 'CareTeam' ? checkedOrLeft(careTeam, r, reading.problems) : undefined
    if (t === undefined || t.status === 'inactive' || t.status === 'proposed' || !during(t.period, reading.at))
      return []
    return (t.participant ?? []).flatMap((p, i): readonly CareTeamMember[] => {
      const target = p.member?.reference === undefined ? undefined : reading.resolve(r, p.member.reference)
      if (target?.type === 'Patient' || !during(p.period, reading.at)) return []
      const name = nameOf(r, p.member, reading)
      const roles = (p.role ?? []).map(coded)
      if (name === undefined && roles.length === 0) return []
      return [
        givenOnly({
          name,
          roles,
          organisation: nameOf(r, p.onBehalfOf, reading),
          team: text(t.name),
          ref: refTo(r, `participant[${i}]`),
        }) as CareTeamMember,
      ]
    })
  })
  return [...own, ...teams]
}

const immunisation = z.object({
  status: z.string(),
  vaccineCode: concept,
  occurrenceDateTime: moment.optional(),
  occurrenceString: z.string().optional(),
  lotNumber: z.string().optional(),
})

/** Vaccines given; one that was refused or not given is left out. */
export const readImmunisations = (resources: readonly Resource[], { problems }: Reading): readonly Immunisation[] =>
  resources.flatMap((r): readonly Immunisation[] => {
    const i = r.type === 'Immunization' ? checkedOrLeft(immunisation, r, problems) : undefined
    if (i === undefined || i.status === 'not-done') return []
    return [
      givenOnly({
        what: coded(i.vaccineCode),
        codes: codings(i.vaccineCode),
        date: dateOf(i.occurrenceDateTime),
        ref: refTo(r, 'vaccineCode'),
      }) as Immunisation,
    ]
  })

const encounter = z.object({
  status: z.string(),
  class: coding.optional(),
  type: z.array(concept).optional(),
  period: period.optional(),
  reasonCode: z.array(concept).optional(),
  serviceProvider: reference.optional(),
})

/** Visits and stays that took place, are going on, or are planned. */
export const readEncounters = (resources: readonly Resource[], reading: Reading): readonly Encounter[] =>
  resources.flatMap((r): readonly Encounter[] => {
    const e = r.type === 'Encounter' ? checkedOrLeft(encounter, r, reading.problems) : undefined
    if (e === undefined || e.status === 'cancelled') return []
    const state =
      e.status === 'planned'
        ? 'planned'
        : ['arrived', 'triaged', 'in-progress', 'onleave'].includes(e.status)
          ? 'now'
          : 'past'
    const type = e.type?.[0]
    return [
      givenOnly({
        what: type === undefined ? { display: e.class?.display ?? e.class?.code ?? 'Encounter' } : coded(type),
        class: text(e.class?.code),
        state: state === 'now' && e.period?.end !== undefined && before(e.period.end, reading.at) ? 'past' : state,
        from: dateOf(e.period?.start),
        until: dateOf(e.period?.end),
        reason: e.reasonCode?.[0] === undefined ? undefined : text(conceptText(e.reasonCode[0])),
        where: nameOf(r, e.serviceProvider, reading),
        ref: refTo(r, ''),
      }) as Encounter,
    ]
  })

const device = z.object({
  status: z.string().optional(),
  type: concept.optional(),
  deviceName: z.array(z.object({ name: z.string().optional() })).optional(),
  manufacturer: z.string().optional(),
  expirationDate: moment.optional(),
})

/** Devices that belong to the person, implants among them. `active` is absent where the record does not say. */
export const readDevices = (resources: readonly Resource[], { problems }: Reading): readonly Device[] =>
  resources.flatMap((r): readonly Device[] => {
    const d = r.type === 'Device' ? checkedOrLeft(device, r, problems) : undefined
    if (d === undefined) return []
    const name = text(conceptText(d.type)) ?? text(d.deviceName?.[0]?.name)
    if (name === undefined) return []
    return [
      givenOnly({
        what: d.type === undefined ? { display: name } : coded(d.type),
        codes: codings(d.type),
        active: d.status === 'active' ? true : d.status === 'inactive' ? false : undefined,
        maker: text(d.manufacturer),
        ref: refTo(r, ''),
      }) as Device,
    ]
  })

const goal = z.object({
  lifecycleStatus: z.string(),
  description: concept,
  startDate: moment.optional(),
  target: z.array(z.object({ dueDate: moment.optional() })).optional(),
})

/** What the person and those who care for them want to reach; goals that were given up or reached are left out. */
export const readGoals = (resources: readonly Resource[], { problems }: Reading): readonly Goal[] =>
  resources.flatMap((r): readonly Goal[] => {
    const g = r.type === 'Goal' ? checkedOrLeft(goal, r, problems) : undefined
    if (g === undefined || ['cancelled', 'completed', 'rejected', 'entered-in-error'].includes(g.lifecycleStatus))
      return []
    return [
      givenOnly({
        what: coded(g.description),
        from: dateOf(g.startDate),
        due: dateOf(g.target?.[0]?.dueDate),
        ref: refTo(r, 'description'),
      }) as Goal,
    ]
  })

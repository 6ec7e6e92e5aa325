import type {
  AgeRange,
  Coded,
  FamilyMember,
  Medication,
  Observation,
  PatientView,
  ReferenceRange,
} from '../../record/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { PartialDate } from '../../shared/instant.ts'
import { geneticLine } from './genetic-line.ts'

/** A datum of the record as a line of the Record page. `resource` is `Type/id`, from which the line was read. */
export type RecordRow = {
  readonly kind:
    | 'condition'
    | 'medication'
    | 'allergy'
    | 'observation'
    | 'procedure'
    | 'family'
    | 'coverage'
    | 'careTeam'
    | 'pregnancy'
    | 'immunisation'
    | 'encounter'
    | 'device'
    | 'goal'
    | 'genetic'
  readonly title: string
  readonly codes: readonly Coded[]
  readonly state: 'active' | 'past' | 'planned' | 'unknown'
  readonly date?: PartialDate
  readonly end?: PartialDate
  readonly detail?: string
  readonly value?: Observation['value']
  readonly asRecorded?: Observation['asRecorded']
  readonly loinc?: string
  /** The laboratory's limits, in the unit of the value. */
  readonly range?: readonly ReferenceRange[]
  /** The laboratory's own flag, such as `H` or `Low`. */
  readonly flag?: string
  readonly preliminary?: true
  readonly resource: string
}

/** Everything the record of a person says, in one list; `silentOn` is what it says nothing about. */
export type RecordPage = {
  readonly person: Pick<PatientView, 'id' | 'name' | 'mrn' | 'birthDate' | 'age' | 'sex' | 'deceased'>
  readonly rows: readonly RecordRow[]
  readonly silentOn: PatientView['silentOn']
  readonly noKnownAllergies: boolean
}

const resourceOf = (ref: DatumRef): string => (ref.kind === 'fhir' ? ref.resource : '')

const detailOf = (m: Medication): string | undefined => {
  const parts = [
    m.dose,
    m.route,
    m.asNeeded && m.dose?.includes('as needed') !== true ? 'as needed' : undefined,
    m.indication && `for ${m.indication.display}`,
  ]
  const text = parts.filter((p) => p !== undefined).join(', ')
  return text === '' ? undefined : text
}

const stateOf = (status: Medication['status']): RecordRow['state'] => (status === 'stopped' ? 'past' : status)

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

/** Leaves out what is not known, so that the page tells absent from empty. */
const known = <T extends object>(row: T): Known<T> =>
  Object.fromEntries(Object.entries(row).filter(([, v]) => v !== undefined)) as Known<T>

const flagOf = (o: Observation): string | undefined =>
  o.interpretation === undefined
    ? undefined
    : o.interpretation.map((i) => (i.display === '' ? (i.code ?? '') : i.display)).join(', ')

const joined = (parts: readonly (string | undefined)[]): string | undefined => {
  const text = parts.filter((p) => p !== undefined && p !== '').join(', ')
  return text === '' ? undefined : text
}

const ageText = (age: AgeRange | undefined): string | undefined => {
  if (age === undefined) return undefined
  const { low, high, words } = age
  if (low === undefined && high === undefined) return words
  if (low === undefined) return `under ${high}`
  if (high === undefined) return `over ${low}`
  return low === high ? String(low) : `${low}–${high}`
}

const familyDetail = (m: FamilyMember): string | undefined => {
  const age = typeof m.deceased === 'object' ? ageText(m.deceased.age) : undefined
  return joined([
    ...m.conditions.map((c) =>
      [c.what.display, ageText(c.onsetAge) && `at ${ageText(c.onsetAge)}`].filter(Boolean).join(' '),
    ),
    m.deceased === undefined || m.deceased === false ? undefined : age === undefined ? 'died' : `died at ${age}`,
    m.healthUnknown ? 'health not known' : undefined,
    m.partial ? 'account not complete' : undefined,
  ])
}

const familyRows = ({ familyHistory }: PatientView): readonly RecordRow[] => [
  ...(familyHistory?.members ?? []).map((m) =>
    known({
      kind: 'family' as const,
      title: m.name === undefined ? m.relation.display : `${m.relation.display} (${m.name})`,
      codes: m.conditions.flatMap((c) => c.codes),
      state: 'past' as const,
      date: m.date,
      detail: familyDetail(m),
      resource: resourceOf(m.ref),
    }),
  ),
  ...(familyHistory?.noneKnown === undefined
    ? []
    : [
        {
          kind: 'family' as const,
          title: 'Nothing known in the family',
          codes: [],
          state: 'active' as const,
          resource: resourceOf(familyHistory.noneKnown),
        },
      ]),
]

const pregnancyTitle = (p: NonNullable<PatientView['pregnancy']>): string | undefined => {
  const age = p.gestationalAge
  return joined([
    p.pregnant === undefined ? undefined : p.pregnant === 'no' ? 'Not pregnant' : 'Pregnant',
    age === undefined ? undefined : `${age.weeks} weeks ${age.days} days`,
    p.breastfeeding === undefined ? undefined : p.breastfeeding === 'yes' ? 'Breastfeeding' : 'Not breastfeeding',
  ])
}

const circleRows = (view: PatientView): readonly RecordRow[] => [
  ...(view.coverage ?? []).map((c) =>
    known({
      kind: 'coverage' as const,
      title: joined([...c.payers, c.plan]) ?? c.type?.display ?? 'Coverage',
      codes: c.type === undefined ? [] : [c.type],
      state: c.active ? ('active' as const) : ('past' as const),
      date: c.from,
      end: c.until,
      detail: c.type?.display,
      resource: resourceOf(c.ref),
    }),
  ),
  ...(view.careTeam ?? []).map((m) =>
    known({
      kind: 'careTeam' as const,
      title: m.name ?? m.roles[0]?.display ?? '',
      codes: m.roles,
      state: 'active' as const,
      detail: joined([...m.roles.map((r) => r.display), m.organisation, m.team]),
      resource: resourceOf(m.ref),
    }),
  ),
  ...(view.pregnancy === undefined
    ? []
    : [
        known({
          kind: 'pregnancy' as const,
          title: pregnancyTitle(view.pregnancy) ?? '',
          codes: [],
          state: 'active' as const,
          detail: view.pregnancy.delivery && `expected ${view.pregnancy.delivery}`,
          resource: view.pregnancy.ref.map(resourceOf)[0] ?? '',
        }),
      ]),
  ...(view.immunisations ?? []).map((i) =>
    known({
      kind: 'immunisation' as const,
      title: i.what.display,
      codes: i.codes,
      state: 'past' as const,
      date: i.date,
      resource: resourceOf(i.ref),
    }),
  ),
  ...(view.encounters ?? []).map((e) =>
    known({
      kind: 'encounter' as const,
      title: e.what.display,
      codes: [e.what],
      state: e.state === 'now' ? ('active' as const) : e.state,
      date: e.from,
      end: e.until,
      detail: joined([e.reason, e.where]),
      resource: resourceOf(e.ref),
    }),
  ),
  ...(view.devices ?? []).map((d) =>
    known({
      kind: 'device' as const,
      title: d.what.display,
      codes: d.codes,
      state: d.active === undefined ? ('unknown' as const) : d.active ? ('active' as const) : ('past' as const),
      detail: d.maker,
      resource: resourceOf(d.ref),
    }),
  ),
  ...(view.goals ?? []).map((g) =>
    known({
      kind: 'goal' as const,
      title: g.what.display,
      codes: [g.what],
      state: 'active' as const,
      date: g.from,
      end: g.due,
      resource: resourceOf(g.ref),
    }),
  ),
]

const geneticRows = ({ genomics }: PatientView): readonly RecordRow[] =>
  genomics === undefined
    ? []
    : [
        ...[
          ...genomics.genotypes,
          ...genomics.haplotypes,
          ...genomics.variants,
          ...genomics.diagnostic,
          ...genomics.therapeutic,
          ...genomics.biomarkers,
        ].map((r) => {
          const { title, detail } = geneticLine(r)
          return known({
            kind: 'genetic' as const,
            title,
            codes: [],
            state: 'past' as const,
            date: r.date,
            detail: joined([detail, r.performers?.[0]?.display]),
            preliminary: r.status === 'preliminary' || r.status === 'registered' ? (true as const) : undefined,
            resource: resourceOf(r.ref),
          })
        }),
        ...genomics.reports.map((r) =>
          known({
            kind: 'genetic' as const,
            title: r.code.text,
            codes: [],
            state: 'past' as const,
            date: r.date,
            detail: joined([r.conclusion, r.performers?.[0]?.display]),
            resource: resourceOf(r.ref),
          }),
        ),
      ]

/** The lines of the record, the newest first; lines without a date come last. */
export const recordPage = (view: PatientView): RecordPage => {
  const rows: readonly RecordRow[] = [
    ...view.conditions.map((c) =>
      known({
        kind: 'condition' as const,
        title: c.what.display,
        codes: c.codes,
        state: c.active ? ('active' as const) : ('past' as const),
        date: c.onset,
        detail: c.verification,
        resource: resourceOf(c.ref),
      }),
    ),
    ...view.medications.map((m) =>
      known({
        kind: 'medication' as const,
        title: m.asWritten,
        codes: m.drug.rxnorm === undefined ? [] : [{ code: m.drug.rxnorm, display: m.drug.name }],
        state: stateOf(m.status),
        date: m.started,
        end: m.stopped,
        detail: detailOf(m),
        resource: resourceOf(m.ref),
      }),
    ),
    ...view.allergies.map((a) =>
      known({
        kind: 'allergy' as const,
        title: a.to.display,
        codes: [a.to],
        state: 'active' as const,
        detail: a.reaction,
        resource: resourceOf(a.ref),
      }),
    ),
    ...view.observations.map((o) =>
      known({
        kind: 'observation' as const,
        title: o.what.display,
        codes: [o.what],
        state: 'past' as const,
        date: o.date,
        value: o.value,
        asRecorded: o.asRecorded,
        loinc: o.loinc,
        range: o.range,
        flag: flagOf(o),
        preliminary: o.preliminary,
        resource: resourceOf(o.ref),
      }),
    ),
    ...view.procedures.map((p) =>
      known({
        kind: 'procedure' as const,
        title: p.what.display,
        codes: p.codes,
        state: p.planned ? ('planned' as const) : ('past' as const),
        date: p.date,
        resource: resourceOf(p.ref),
      }),
    ),
    ...familyRows(view),
    ...circleRows(view),
    ...geneticRows(view),
  ]
  const { id, name, mrn, birthDate, age, sex, deceased } = view
  return {
    person: known({ id, name, mrn, birthDate, age, sex, deceased }),
    rows: rows.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '')),
    silentOn: view.silentOn,
    noKnownAllergies: view.noKnownAllergies !== undefined,
  }
}

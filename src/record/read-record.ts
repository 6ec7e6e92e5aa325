import type { Instant } from '../shared/instant.ts'
import { bad, hasError, ok, type Result } from '../shared/problem.ts'
import { readAllergies } from './allergies.ts'
import { takenBack } from './check.ts'
import { readCareTeam, readCoverage, readDevices, readEncounters, readGoals, readImmunisations } from './circle.ts'
import { readConditions, readProcedures } from './conditions.ts'
import { readFamilyHistory } from './family-history.ts'
import { onlyR4 } from './fhir-version.ts'
import { readGenomics } from './genomics-reports/read-genomics.ts'
import { givenOnly } from './given-only.ts'
import { jsonValues } from './json-text.ts'
import { medicationTypes } from './medication-statements.ts'
import { readMedications } from './medications.ts'
import { readObservations } from './observations.ts'
import { patientLabel, readPatient } from './patient.ts'
import type { PatientView, SilentOn } from './patient-view.ts'
import { mayBePregnant, pregnancyOf } from './pregnancy.ts'
import { problemList, type ProblemList } from './problem-list.ts'
import { readOrders, readReports } from './reports-and-orders.ts'
import { isJson, resolver, resourcesOf, text, type Resource } from './resources.ts'
import { socialHistoryOf } from './social-history.ts'
import type { Terms } from './terms.ts'

/** `patient`: which one is meant when the record holds several (`Patient.id`). `source`: the file's name, for problems. */
export type RecordOptions = {
  readonly at: Instant
  readonly terms: Terms
  readonly source: string
  readonly patient?: string
}

const dataTypes: ReadonlySet<string> = new Set([
  ...medicationTypes,
  'AllergyIntolerance',
  'CareTeam',
  'Condition',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'Encounter',
  'FamilyMemberHistory',
  'Goal',
  'Immunization',
  'List',
  'Observation',
  'Procedure',
  'RiskAssessment',
  'ServiceRequest',
  'Task',
])

/** Types that may stand in a record without being about anybody: they are left out without a word when they name nobody. */
const sharedTypes: ReadonlySet<string> = new Set(['Device', 'Task'])

const thePatient = (
  patients: readonly Resource[],
  wanted: string | undefined,
  source: string,
  problems: ProblemList,
): Resource | undefined => {
  const labels = patients.map(patientLabel)
  const one =
    wanted === undefined
      ? undefined
      : patients.find(
          (p) =>
            patientLabel(p) === wanted || p.answersTo.includes(wanted) || p.answersTo.includes(`urn:uuid:${wanted}`),
        )
  if (one !== undefined) return one
  if (wanted !== undefined)
    problems.add(
      'record.no-such-patient',
      'error',
      { source },
      `There is no patient ${wanted} in the record; there ${labels.length === 1 ? 'is' : 'are'}: ${labels.join(', ') || 'none'}.`,
      'Name one that is there.',
    )
  else if (patients.length === 0)
    problems.add(
      'record.no-patient',
      'error',
      { source },
      'There is no Patient resource in the record.',
      'Export the Patient together with the data, for instance by Patient/$everything.',
    )
  else if (patients.length > 1)
    problems.add(
      'record.several-patients',
      'error',
      { source },
      `The record holds ${patients.length} patients: ${labels.slice(0, 10).join(', ')}${labels.length > 10 ? ', …' : ''}.`,
      'Say which one is meant: --patient ID.',
    )
  return patients.length === 1 && wanted === undefined ? patients[0] : undefined
}

/** Whom a result is about where that is somebody else than the patient in whose record it stands: a relative, a donor, an unborn child. */
const otherFocus = (r: Resource, patient: Resource, resolve: ReturnType<typeof resolver>): string | undefined => {
  const focus = Array.isArray(r.json['focus']) ? (r.json['focus'] as readonly unknown[]) : []
  return focus
    .flatMap((f) => (isJson(f) ? (text(f['reference']) ?? []) : []))
    .find((f) => /(?:^|\/)(?:RelatedPerson|Patient|FamilyMemberHistory|Group)\//.test(f) && resolve(r, f) !== patient)
}

/** The resources about this patient. What names somebody else is left out, and told unless that is another patient of the same record. */
const about = (patient: Resource, resources: readonly Resource[], problems: ProblemList): readonly Resource[] => {
  const resolve = resolver(resources)
  const several = resources.filter((r) => r.type === 'Patient').length > 1
  const strangers = new Map<string, { first: Resource; count: number }>()
  const nobodys: Resource[] = []
  const mine = resources.filter((r) => {
    if (!dataTypes.has(r.type) || takenBack(r)) return false
    const subject = r.json['subject'] ?? r.json['patient'] ?? r.json['beneficiary'] ?? r.json['for']
    const reference = isJson(subject) ? text(subject['reference']) : undefined
    if (reference === undefined) {
      if (sharedTypes.has(r.type)) return false
      if (several) nobodys.push(r)
      return !several
    }
    const target = resolve(r, reference)
    if (target === patient) {
      const other = otherFocus(r, patient, resolve)
      if (other === undefined) return true
      strangers.set(other, {
        first: strangers.get(other)?.first ?? r,
        count: (strangers.get(other)?.count ?? 0) + 1,
      })
      return false
    }
    if (target === undefined)
      strangers.set(reference, {
        first: strangers.get(reference)?.first ?? r,
        count: (strangers.get(reference)?.count ?? 0) + 1,
      })
    return false
  })
  if (nobodys[0] !== undefined)
    problems.add(
      'record.no-subject',
      'warning',
      nobodys[0].place,
      `${nobodys.length} resource${nobodys.length === 1 ? '' : 's'} of a record with several patients say${nobodys.length === 1 ? 's' : ''} not whom about; left out.`,
      'Add the subject in the source system.',
    )
  for (const [reference, { first, count }] of strangers)
    problems.add(
      'record.other-subject',
      'warning',
      first.place,
      `${count} resource${count === 1 ? '' : 's'} about ${reference}, who is not in the record, ${count === 1 ? 'was' : 'were'} left out.`,
      'If this is the same person, export the Patient under this id.',
    )
  return mine
}

/**
 * Reads a FHIR R4 record (a Bundle, a Patient with further resources as an array, or NDJSON; as text or already parsed) into one person's view,
 * without a genome. All problems come back at once; any error means that nothing was read. What was entered in error is left out.
 */
export const readRecord = (input: unknown, options: RecordOptions): Result<PatientView> => {
  const { at, terms, source } = options
  const problems = problemList()
  const { values, problems: broken } =
    typeof input === 'string' ? jsonValues(input, source) : { values: [{ value: input }], problems: [] }
  if (values.length === 0) return bad(broken)
  const resources = resourcesOf(values, source, problems)
  const failed = (): Result<PatientView> => bad([...broken, ...problems.all()])
  if (!onlyR4(resources, problems)) return failed()
  if (resources.length === 0 && hasError([...broken, ...problems.all()])) return failed()
  const patient = thePatient(
    resources.filter((r) => r.type === 'Patient'),
    options.patient,
    source,
    problems,
  )
  if (patient === undefined) return failed()

  const person = readPatient(patient, at, problems)
  const mine = about(patient, resources, problems)
  const reading = { at, terms, problems, resolve: resolver(resources) }
  const { genomics: told, taken } = readGenomics(mine, reading)
  const genomics = told !== undefined && Object.values(told).some((l) => l.length > 0) ? told : undefined
  const rest = taken.size === 0 ? mine : mine.filter((r) => !taken.has(r))
  const medications = readMedications(rest, reading)
  const { allergies, knownNone, said } = readAllergies(rest, reading)
  const conditions = readConditions(rest, reading)
  const observations = readObservations(rest, reading)
  const procedures = readProcedures(rest, reading)
  const circle = {
    familyHistory: readFamilyHistory(rest, reading),
    coverage: some(readCoverage(rest, reading)),
    careTeam: some(readCareTeam(patient, rest, reading)),
    immunisations: some(readImmunisations(rest, reading)),
    encounters: some(readEncounters(rest, reading)),
    devices: some(readDevices(rest, reading)),
    goals: some(readGoals(rest, reading)),
    reports: some(readReports(rest, reading)),
    orders: some(readOrders(rest, reading)),
    pregnancy:
      person !== undefined && mayBePregnant(person) ? pregnancyOf({ observations, conditions }, at) : undefined,
    social: socialHistoryOf(observations, at),
    genomics,
  }
  const all = [...broken, ...problems.all()]
  if (person === undefined || hasError(all)) return bad(all)
  const silent: readonly (readonly [SilentOn, boolean])[] = [
    ['medications', medications.length === 0],
    ['allergies', !said],
    ['conditions', conditions.length === 0],
    ['observations', observations.length === 0],
    ['procedures', procedures.length === 0],
    ['family history', circle.familyHistory === undefined],
    ['coverage', circle.coverage === undefined],
    ['care team', circle.careTeam === undefined],
    ['pregnancy', circle.pregnancy === undefined && mayBePregnant(person)],
    ['immunisations', circle.immunisations === undefined],
    ['encounters', circle.encounters === undefined],
    ['devices', circle.devices === undefined],
    ['goals', circle.goals === undefined],
    ['smoking', circle.social?.smoking === undefined],
    ['genetic results', genomics === undefined],
  ]
  return ok(
    {
      ...person,
      medications,
      conditions,
      allergies,
      observations,
      procedures,
      ...(knownNone === undefined ? {} : { noKnownAllergies: knownNone }),
      ...(givenOnly(circle) as Partial<PatientView>),
      silentOn: silent.flatMap(([kind, is]) => (is ? [kind] : [])),
    },
    all,
  )
}

const some = <T>(all: readonly T[]): readonly T[] | undefined => (all.length === 0 ? undefined : all)

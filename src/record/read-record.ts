import type { Instant } from '../shared/instant.ts'
import { bad, hasError, ok, type Result } from '../shared/problem.ts'
import { readAllergies } from './allergies.ts'
import { takenBack } from './check.ts'
import { readConditions, readProcedures } from './conditions.ts'
import { onlyR4 } from './fhir-version.ts'
import { jsonValues } from './json-text.ts'
import { medicationTypes } from './medication-statements.ts'
import { readMedications } from './medications.ts'
import { readObservations } from './observations.ts'
import { patientLabel, readPatient } from './patient.ts'
import type { PatientView } from './patient-view.ts'
import { problemList, type ProblemList } from './problem-list.ts'
import { isJson, resolver, resourcesOf, text, type Resource } from './resources.ts'
import type { Terms } from './terms.ts'

/** `patient`: which one is meant when the record holds several (`Patient.id`). `source`: the file's name, for problems. */
export type RecordOptions = {
  readonly at: Instant
  readonly terms: Terms
  readonly source: string
  readonly patient?: string
}

const dataTypes = [...medicationTypes, 'AllergyIntolerance', 'Condition', 'Observation', 'Procedure', 'List']

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

/** The resources about this patient. What names somebody else is left out, and told unless that is another patient of the same record. */
const about = (patient: Resource, resources: readonly Resource[], problems: ProblemList): readonly Resource[] => {
  const resolve = resolver(resources)
  const several = resources.filter((r) => r.type === 'Patient').length > 1
  const strangers = new Map<string, { first: Resource; count: number }>()
  const nobodys: Resource[] = []
  const mine = resources.filter((r) => {
    if (!dataTypes.includes(r.type) || takenBack(r)) return false
    const subject = r.json['subject'] ?? r.json['patient']
    const reference = isJson(subject) ? text(subject['reference']) : undefined
    if (reference === undefined) {
      if (several) nobodys.push(r)
      return !several
    }
    const target = resolve(r, reference)
    if (target === patient) return true
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
  const medications = readMedications(mine, reading)
  const { allergies, knownNone, said } = readAllergies(mine, reading)
  const conditions = readConditions(mine, reading)
  const observations = readObservations(mine, reading)
  const procedures = readProcedures(mine, reading)
  const all = [...broken, ...problems.all()]
  if (person === undefined || hasError(all)) return bad(all)
  const silentOn = [
    ...(medications.length === 0 ? (['medications'] as const) : []),
    ...(said ? [] : (['allergies'] as const)),
    ...(conditions.length === 0 ? (['conditions'] as const) : []),
    ...(observations.length === 0 ? (['observations'] as const) : []),
    ...(procedures.length === 0 ? (['procedures'] as const) : []),
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
      silentOn,
    },
    all,
  )
}

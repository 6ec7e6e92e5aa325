import { ageInYears, type Instant } from '../shared/instant.ts'
import { checked, conceptText, dateOf, hasCode } from './check.ts'
import type { PatientView } from './patient-view.ts'
import type { ProblemList } from './problem-list.ts'
import { patient } from './r4.ts'
import { text, type Resource } from './resources.ts'

type Person = Pick<
  PatientView,
  | 'id'
  | 'name'
  | 'mrn'
  | 'birthDate'
  | 'age'
  | 'sex'
  | 'birthSex'
  | 'deceased'
  | 'ancestry'
  | 'raceRecorded'
  | 'ethnicityRecorded'
  | 'country'
>

const race = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race'
const ethnicity = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity'
const birthSex = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex'
/** Extensions whose address ends so state genetic ancestry; race never does. */
const ancestry = /genetic-ancestry$/

/** A short name for a patient when a record holds several. */
export const patientLabel = (r: Resource): string => text(r.json['id']) ?? r.answersTo[0] ?? r.name

/** Who the record is about. Undefined after what is wrong was reported. Age is in completed years at `at`. */
export const readPatient = (r: Resource, at: Instant, problems: ProblemList): Person | undefined => {
  const p = checked(patient, r, problems)
  if (p === undefined) return undefined
  const id = text(r.json['id']) ?? r.answersTo[0]?.replace(/^urn:uuid:/, '') ?? 'patient'
  const names = p.name ?? []
  const now = names.filter((n) => n.use !== 'old' && n.use !== 'maiden')
  const name = now.find((n) => n.use === 'official') ?? now.find((n) => n.use === 'usual') ?? now[0] ?? names[0]
  const written =
    text(name?.text) ??
    text([...(name?.given ?? []), name?.family ?? '', ...(name?.suffix ?? [])].join(' ').replace(/\s+/g, ' ').trim())
  const mrn = p.identifier?.find((i) => hasCode(i.type, 'MR'))?.value
  const parts = (url: string): readonly { text?: string; code?: string }[] =>
    (p.extension ?? [])
      .filter((e) => e.url === url)
      .flatMap((e) =>
        (e.extension ?? []).map((x) => ({
          ...(x.url === 'text' && x.valueString ? { text: x.valueString } : {}),
          ...(x.valueCoding?.display ? { code: x.valueCoding.display } : {}),
        })),
      )
  const races = parts(race)
  const raceWords = [
    ...new Set(
      races.some((x) => x.code !== undefined) ? races.flatMap((x) => x.code ?? []) : races.flatMap((x) => x.text ?? []),
    ),
  ]
  const ethnic = parts(ethnicity)
    .map((x) => x.text ?? x.code)
    .find((x) => x !== undefined)
  const stated = (p.extension ?? [])
    .filter((e) => ancestry.test(e.url))
    .flatMap((e) => text(e.valueString) ?? text(conceptText(e.valueCodeableConcept)) ?? [])
  const country = text(
    p.address
      ?.filter((a) => a.use !== 'old')
      .find((a) => a.country !== undefined)
      ?.country?.trim(),
  )
  const born = p.extension?.find((e) => e.url === birthSex)?.valueCode
  const birthDate = dateOf(p.birthDate)
  const age = birthDate === undefined ? undefined : ageInYears(birthDate, at)
  if (birthDate !== undefined && age === undefined)
    problems.add(
      'record.bad-date',
      'error',
      { ...r.place, path: `${r.place.path ?? ''}.birthDate` },
      `The birth date ${birthDate} lies after the date of the assessment.`,
      'Check the birth date, or the date given for the assessment.',
    )
  const deceased = dateOf(p.deceasedDateTime) ?? (p.deceasedBoolean === true ? true : undefined)
  return {
    id,
    name: written ?? id,
    ...(mrn === undefined ? {} : { mrn }),
    ...(birthDate === undefined ? {} : { birthDate }),
    ...(age === undefined ? {} : { age }),
    ...(p.gender === undefined || p.gender === 'unknown' ? {} : { sex: p.gender }),
    ...(born === 'F' ? { birthSex: 'female' as const } : born === 'M' ? { birthSex: 'male' as const } : {}),
    ...(deceased === undefined ? {} : { deceased }),
    ...(stated.length === 0 ? {} : { ancestry: stated }),
    ...(raceWords.length === 0 ? {} : { raceRecorded: raceWords }),
    ...(ethnic === undefined ? {} : { ethnicityRecorded: ethnic }),
    ...(country === undefined ? {} : { country }),
  }
}

import { createHash } from 'node:crypto'
import { gunzip } from 'node:zlib'
import { promisify } from 'node:util'
import type { Bundle, Resource } from '@medplum/fhirtypes'
import { assessPerson, kindOfFile } from '../../assess/index.ts'
import type { FhirDefinitions } from '../../fhir/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import type { Release } from '../../knowledge/release.ts'
import { jsonValues } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../../shared/problem.ts'
import type { PeopleStore } from '../../store/index.ts'
import type { PersonGenomes } from '../genomes/person-genomes.ts'
import { planImport } from './plan-import.ts'

/** One file to be added to the record. `person` says whose it is, where the file itself does not. */
export type ImportRequest = {
  readonly name: string
  readonly bytes: Uint8Array
  /** Of the bytes, hexadecimal. */
  readonly sha256: string
  readonly person?: string
  /** Leave out resources that are not well formed instead of refusing the whole file. */
  readonly leaveOutFaulty: boolean
}

/** What came of a file: whose record it joined, and what was taken, by resource type or kind of file. */
export type Imported = {
  readonly people: readonly string[]
  readonly took: readonly { readonly what: string; readonly count: number }[]
}

/** What importing needs of the record as the caller may see and change it. */
export type ImportParts = {
  readonly definitions: FhirDefinitions
  readonly stored: (type: string, id: string) => Promise<Resource | undefined>
  readonly transact: (bundle: Bundle) => Promise<Result<void>>
  readonly mayAddFiles: (person: string) => boolean
  /** Runs what looks for free ids and then writes under them alone: two files at once would both find the same id free. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>
  readonly genomes: PersonGenomes
  readonly people: PeopleStore
  readonly knowledge: readonly Release[]
  readonly at: Instant
}

/** Most bytes of a record or a table as text, unpacked. Parsed it takes up to some thirty times as much memory; the largest Synthea person of the reference folder has 3 MB. */
const mostText = 50 * 1024 * 1024

const unpack = promisify(gunzip)

const idFrom = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

const tooLarge = (name: string): Result<never> =>
  bad([
    problem(
      'import.too-large',
      name,
      'As text the file has more than 50 MB.',
      'Export one person at a time, or bring many people in through the FHIR operation $import.',
    ),
  ])

const textOf = async ({ name, bytes }: ImportRequest): Promise<Result<string>> => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    return bytes.length > mostText ? tooLarge(name) : ok(new TextDecoder().decode(bytes))
  try {
    return ok(new TextDecoder().decode(await unpack(bytes, { maxOutputLength: mostText })))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(name)
    return bad([
      problem('import.gzip', name, 'The file is damaged: it cannot be unpacked.', 'Export or copy it again.'),
    ])
  }
}

const importRecord = async (request: ImportRequest, parts: ImportParts): Promise<Result<Imported>> => {
  const text = await textOf(request)
  if (!text.ok) return text
  const { values, problems } = jsonValues(text.value, request.name)
  if (hasError(problems) && !(request.leaveOutFaulty && values.length > 0)) return bad(problems)
  const told = problems.map((p): Problem => (request.leaveOutFaulty ? { ...p, severity: 'warning' } : p))
  const plan = await planImport(values, {
    source: request.name,
    definitions: parts.definitions,
    sha256: request.sha256,
    stored: parts.stored,
    idFrom,
    leaveOutFaulty: request.leaveOutFaulty,
  })
  if (!plan.ok) return bad([...told, ...plan.problems])
  const done = await parts.transact(plan.value.transaction)
  if (!done.ok) return bad([...told, ...plan.problems, ...done.problems])
  return ok({ people: plan.value.patients, took: plan.value.took.map(({ type, count }) => ({ what: type, count })) }, [
    ...told,
    ...plan.problems,
  ])
}

const needsPerson = (name: string): Problem =>
  problem(
    'import.whose',
    name,
    'The file does not say whose it is.',
    'Choose the person whose genome or results these are; a FHIR record is imported first.',
  )

const noSuchPerson = (name: string): Problem =>
  problem('import.no-such-person', name, 'There is no such person.', 'Choose a person of the list.')

/** Adds one file to the record: all of it, or nothing. Every problem comes back at once. */
export const importFile = async (request: ImportRequest, parts: ImportParts): Promise<Result<Imported>> => {
  const { name, bytes, sha256, person } = request
  if (bytes.length === 0)
    return bad([problem('file-empty', name, 'The file is empty.', 'Choose the file again, or export it anew.')])
  const kind = kindOfFile(name, bytes.subarray(0, 4096))
  if (kind === 'record') return parts.inTurn(() => importRecord(request, parts))
  if (kind === undefined)
    return bad([
      problem(
        'file-not-recognised',
        name,
        'This is neither a VCF, an array file, a FHIR bundle nor a table of outside calls.',
        'Give a .vcf or .vcf.gz file, a FHIR R4 bundle as .json, or a .tsv with one gene per line.',
      ),
    ])
  if (person === undefined) return bad([needsPerson(name)])
  if ((await parts.stored('Patient', person)) === undefined || !parts.mayAddFiles(person))
    return bad([noSuchPerson(name)])
  if (kind === 'genome') {
    const kept = await parts.genomes.keep(person, { name, bytes, sha256 }, parts.at)
    return kept.ok ? ok({ people: [person], took: [{ what: 'genome', count: 1 }] }, kept.problems) : kept
  }
  const text = await textOf(request)
  if (!text.ok) return text
  const outsideCalls = { name, text: text.value, sha256 }
  const read = await assessPerson({ outsideCalls }, { at: parts.at, knowledge: parts.knowledge, inflate: nodeInflate })
  if (!read.ok) return read
  await parts.people.saveInput(person, { kind: 'outsideCalls', name, sha256, bytes }, parts.at)
  return ok({ people: [person], took: [{ what: 'outsideCalls', count: 1 }] }, read.problems)
}

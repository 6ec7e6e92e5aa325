import { compilePgx, type PgxTables, pharmacogenomics, wantedSites } from '../clinical/pharmacogenomics/index.ts'
import { composeReport } from '../deliver/document/index.ts'
import type { InputCard, ReportDocument } from '../deliver/report/index.ts'
import {
  type Build,
  type ByteSource,
  type Inflate,
  readSites,
  type ReadSampleOptions,
  type SampleSites,
  type WantedSites,
} from '../genome/index.ts'
import type { Release } from '../knowledge/release.ts'
import { oneEach, rankRecommendations } from '../plan/index.ts'
import { compileTerms, emptyView, openRecord, type PatientView, type Terms } from '../record/index.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { bad, hasError, ok, type Problem, type Result } from '../shared/problem.ts'
import { english } from '../shared/wording/en.ts'
import type { PolygenicScores, ScoresReader } from './polygenic-scores.ts'

/** A file that was read as text, with the SHA-256 of its bytes. */
export type TextInput = { readonly name: string; readonly text: string; readonly sha256: string }

/** Resources of a FHIR store, already parsed; `sha256` stands for the state they were read in. */
export type ResourceInput = { readonly name: string; readonly resources: readonly unknown[]; readonly sha256: string }

/** Reads the wanted places of one genome; for genomes that are not one stream of bytes. */
export type SitesReader = (wanted: WantedSites, options: ReadSampleOptions) => Promise<Result<SampleSites>>

/** What came in for one person: any of genome, record and results of other laboratories, at least one. */
export type PersonInputs = {
  readonly genome?: ByteSource | SitesReader
  readonly record?: TextInput | ResourceInput
  readonly outsideCalls?: TextInput
  /** Polygenic scores of the same genome; asked only where early detection is. */
  readonly scores?: ScoresReader
}

/** `at`: the time of assessment; same inputs, knowledge and `at` give the same document, byte for byte. */
export type AssessOptions = {
  readonly at: Instant
  readonly knowledge: readonly Release[]
  readonly inflate: Inflate
  readonly sample?: string
  readonly patient?: string
  readonly build?: Build
  readonly missingAsReference?: boolean
  readonly callCyp2d6?: boolean
  /** `pharmacogenomics`: leave out early detection, for answers that do not speak of it. */
  readonly only?: 'pharmacogenomics'
}

const compiled = new WeakMap<readonly Release[], PgxTables>()

/** Tables compiled once per set of releases. */
export const tablesOf = (knowledge: readonly Release[]): PgxTables => {
  const known = compiled.get(knowledge)
  if (known !== undefined) return known
  const tables = compilePgx(knowledge)
  compiled.set(knowledge, tables)
  return tables
}

/** The places of a genome that assessing reads: with these kept, a person is assessed again without opening the genome. */
export const placesRead = (knowledge: readonly Release[]): Places => {
  const known = places.get(knowledge) ?? wantedSites(tablesOf(knowledge).pgx)
  places.set(knowledge, known)
  return known
}

type Places = ReturnType<typeof wantedSites>

const places = new WeakMap<readonly Release[], Places>()

const compiledTerms = new WeakMap<readonly Release[], Terms>()

/** The words of records, compiled once per set of releases. */
export const termsOf = (knowledge: readonly Release[]): Terms => {
  const known = compiledTerms.get(knowledge)
  if (known !== undefined) return known
  const release = knowledge.find((r) => r.manifest.id === 'attune-terms')
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-terms')
  const terms = compileTerms(release)
  compiledTerms.set(knowledge, terms)
  return terms
}

const genomeCard = (sites: SampleSites): InputCard => ({
  kind: sites.format,
  name: sites.source,
  sha256: sites.sha256 ?? '',
  build: sites.build,
  buildEvidence: sites.buildEvidence,
  sample: sites.sample,
  rowsRead: sites.rowsRead,
})

const textCard = (kind: 'fhir' | 'outsideCalls', input: TextInput | ResourceInput): InputCard => ({
  kind,
  name: input.name,
  sha256: input.sha256,
})

/** A person as read from files, and the card of each file. */
export type OpenedPerson = { readonly view: PatientView; readonly cards: readonly InputCard[] }

/** What could be read, whatever was wrong with the rest. */
const readPerson = async (
  inputs: PersonInputs,
  options: AssessOptions,
): Promise<OpenedPerson & { readonly problems: readonly Problem[] }> => {
  const problems: Problem[] = []
  const read =
    inputs.record === undefined
      ? undefined
      : await openRecord('text' in inputs.record ? inputs.record.text : inputs.record.resources, {
          at: options.at,
          terms: termsOf(options.knowledge),
          source: inputs.record.name,
          ...(options.patient === undefined ? {} : { patient: options.patient }),
        })
  problems.push(...(read?.problems ?? []))

  const wanted = placesRead(options.knowledge)
  const reading: ReadSampleOptions = {
    inflate: options.inflate,
    regions: wanted.regions,
    ...(options.sample === undefined ? {} : { sample: options.sample }),
    ...(options.build === undefined ? {} : { build: options.build }),
  }
  const given = inputs.genome
  const genome =
    given === undefined
      ? undefined
      : await (typeof given === 'function' ? given(wanted.sites, reading) : readSites(given, wanted.sites, reading))
  problems.push(...(genome?.problems ?? []))

  const base = read?.ok
    ? read.value
    : emptyView(genome?.ok ? genome.value.sample : (inputs.outsideCalls?.name ?? 'person'))
  const view: PatientView = {
    ...base,
    genome: {
      ...(genome?.ok ? { sites: genome.value } : {}),
      ...(inputs.outsideCalls === undefined
        ? {}
        : { outsideCalls: { source: inputs.outsideCalls.name, text: inputs.outsideCalls.text } }),
      missingAsReference: options.missingAsReference ?? false,
      callCyp2d6: options.callCyp2d6 ?? false,
    },
  }
  const cards: readonly InputCard[] = [
    ...(genome?.ok ? [genomeCard(genome.value)] : []),
    ...(inputs.record === undefined ? [] : [textCard('fhir', inputs.record)]),
    ...(inputs.outsideCalls === undefined ? [] : [textCard('outsideCalls', inputs.outsideCalls)]),
  ]
  return { view, cards, problems }
}

/** Reads the files of one person. Every problem of every file comes back at once; any error means that there is no person. */
export const openPerson = async (inputs: PersonInputs, options: AssessOptions): Promise<Result<OpenedPerson>> => {
  const { view, cards, problems } = await readPerson(inputs, options)
  return hasError(problems) ? bad(problems) : ok({ view, cards }, problems)
}

const scoresOf = async (
  { scores }: PersonInputs,
  view: PatientView,
  options: AssessOptions,
): Promise<Result<PolygenicScores> | undefined> => {
  const sites = view.genome?.sites
  if (scores === undefined || sites === undefined) return undefined
  const sex = view.birthSex ?? view.sex
  return scores({
    build: sites.build,
    missingAsReference: options.missingAsReference ?? false,
    ...(sex === 'female' || sex === 'male' ? { sex } : {}),
    ...(options.sample === undefined ? {} : { sample: options.sample }),
  })
}

/** From files to the report document. Every problem of every file comes back at once; any error means there is no document. */
export const assessPerson = async (inputs: PersonInputs, options: AssessOptions): Promise<Result<ReportDocument>> => {
  const { view, cards, problems: read } = await readPerson(inputs, options)
  const module = pharmacogenomics(tablesOf(options.knowledge))
  const gathered = module.gather(view)
  const problems = [...read, ...gathered.problems]
  if (hasError(problems)) return bad(problems)
  const assessments = module.assess(gathered.input, options.at)
  const recommendations = oneEach(rankRecommendations(module.recommend(assessments, view)))
  const terms = options.knowledge.find((r) => r.manifest.id === 'attune-terms')?.manifest
  // Loaded when it is asked for: medicines alone are answered sooner without it.
  const wantsEarly = inputs.record !== undefined && options.only === undefined
  const room = wantsEarly ? await import('./early-detection.ts') : undefined
  const earlyTables = room?.earlyTablesOf(options.knowledge)
  const scores = earlyTables === undefined ? undefined : await scoresOf(inputs, view, options)
  // A second pass over the same file finds the same faults.
  const heard = new Set(problems.map((p) => JSON.stringify(p)))
  problems.push(...(scores?.problems ?? []).filter((p) => !heard.has(JSON.stringify(p))))
  const early =
    room === undefined || earlyTables === undefined
      ? undefined
      : room.earlyDetection(view, earlyTables, {
          at: options.at,
          ...(scores?.ok ? { polygenic: scores.value.assessments } : {}),
        })
  problems.push(...(early?.problems ?? []))
  const manifests = [
    ...module.knowledge,
    ...(module.knowledge.some((m) => m.id === 'attune-terms') || terms === undefined ? [] : [terms]),
    ...(earlyTables?.manifests ?? []),
    ...(scores?.ok ? scores.value.manifests : []),
  ]
  return ok(
    composeReport({
      view,
      assessments,
      recommendations,
      inputs: cards,
      problems,
      limits: module.limits,
      knowledge: manifests,
      at: options.at,
      language: english,
      ...(early === undefined ? {} : { early: early.early }),
    }),
    problems,
  )
}

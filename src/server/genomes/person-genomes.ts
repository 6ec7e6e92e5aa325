import { createHash } from 'node:crypto'
import { setImmediate as breath } from 'node:timers/promises'
import {
  type GenomeForScores,
  placesRead,
  polygenicScoring,
  type PolygenicScores,
  type ScoresAsked,
  type ScoresReader,
  type SitesReader,
} from '../../assess/index.ts'
import { openArchive, packArchive, sitesOf } from '../../genome/archive/index.ts'
import { nodeDeflate } from '../../genome/archive/node/index.ts'
import { readSites, type SampleSites } from '../../genome/index.ts'
import { memorySyncAccess } from '../../genome/reference/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import type { Release } from '../../knowledge/release.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/instant.ts'
import { ok, type Problem, type Result } from '../../shared/problem.ts'
import type { GenomeStore, PeopleStore } from '../../store/index.ts'
import { breathingSource } from './breathing-source.ts'
import type { PolygenicImports } from './polygenic-imports.ts'

/** One genome as it came in, with the SHA-256 of the file. */
export type GenomeFile = { readonly name: string; readonly bytes: Uint8Array; readonly sha256: string }

/** What is known of a person's genome without opening it. */
export type GenomeFacts = { readonly name: string; readonly sha256: string; readonly kind: 'archive' | 'array' }

/**
 * The genomes of the people of one tenant. Sequencing is kept as an archive; the raw data of an array, which has no calls between its places, as
 * the file itself. What assessing reads is kept beside it, so that a person is assessed without opening the genome.
 */
export type PersonGenomes = {
  readonly keep: (person: string, file: GenomeFile, at: Instant) => Promise<Result<GenomeFacts>>
  readonly facts: (person: string) => Promise<GenomeFacts | undefined>
  /** How the places that assessing wants are read. Undefined: there is no genome. */
  readonly reader: (person: string) => Promise<SitesReader | undefined>
  /** How the polygenic scores of the genome are found. Undefined: there is no genome, or no score is imported. */
  readonly scores: (person: string) => Promise<ScoresReader | undefined>
  /** The archive whole, for a page that opens it itself. Undefined: there is none, or the genome is an array. */
  readonly archive: (person: string) => Promise<Uint8Array | undefined>
}

type Parts = {
  readonly genomes: GenomeStore
  readonly people: PeopleStore
  readonly knowledge: readonly Release[]
  readonly polygenic?: PolygenicImports | undefined
}

type Kept = { readonly sites: SampleSites; readonly problems: readonly Problem[] }

const keptBytes = (kept: Kept): Uint8Array => new TextEncoder().encode(JSON.stringify(kept))

const keptIn = (bytes: Uint8Array): Result<SampleSites> => {
  const { sites, problems } = JSON.parse(new TextDecoder().decode(bytes)) as Kept
  return ok(sites, problems)
}

/** Tells for which places sites were read: other places make them out of date. */
const stampOf = (knowledge: readonly Release[]): string =>
  createHash('sha256')
    .update(JSON.stringify(placesRead(knowledge)))
    .digest('hex')
    .slice(0, 32)

type KeptScores = PolygenicScores & { readonly problems: readonly Problem[] }

/** Kept as text, so that what is kept and what was just made say the same to the last digit. */
const scoresIn = (text: string): Result<PolygenicScores> => {
  const { problems, ...scores } = JSON.parse(text) as KeptScores
  return ok(scores, problems)
}

/** Scores of arrays that are kept in memory: their genomes lie outside the store of genomes. */
const mostArrays = 100

/** Tells with which tables, and what was known of the person, scores were computed. */
const scoresStamp = (imports: PolygenicImports, { build, sex, missingAsReference }: ScoresAsked): string =>
  `scores ${imports.stamp} ${build} ${sex ?? '-'} ${missingAsReference ? 'stated' : '-'}`

/** A packed archive, or the problems for which there is none. `CALLS_OF_ARRAY`: the file is an array. */
const pack = async (file: GenomeFile): Promise<Result<Uint8Array>> => {
  const pieces: Uint8Array[] = []
  const packed = await packArchive(
    breathingSource(file),
    { inflate: nodeInflate, deflate: nodeDeflate, exact: true },
    (bytes) => void pieces.push(bytes.slice()),
  )
  return packed.ok ? ok(Buffer.concat(pieces), packed.problems) : packed
}

const isArray = (problems: readonly Problem[]): boolean => problems.some((p) => p.code === 'CALLS_OF_ARRAY')

export const personGenomes = ({ genomes, people, knowledge, polygenic }: Parts): PersonGenomes => {
  const wanted = placesRead(knowledge)
  const stamp = stampOf(knowledge)
  const ofArrays = new Map<string, string>()

  const readFile = (file: GenomeFile): Promise<Result<SampleSites>> =>
    readSites(breathingSource(file), wanted.sites, {
      inflate: nodeInflate,
      regions: wanted.regions,
    })

  const readArchive = async (person: string): Promise<Result<SampleSites>> => {
    const bytes = await genomes.archive(person)
    if (bytes === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'genome')
    const sites = await bytes.run(() => {
      const opened = openArchive(bytes, { name: bytes.genome.name, inflate: nodeInflate })
      return opened.ok ? sitesOf(opened.value, wanted.sites, { regions: wanted.regions }) : opened
    })
    if (!sites.ok) return sites
    const whole = { ...sites.value, sha256: bytes.genome.sha256 }
    await genomes.saveSites(bytes.genome, stamp, keptBytes({ sites: whole, problems: sites.problems }))
    return ok(whole, sites.problems)
  }

  /** Scores of a genome; as text, and undefined where they were refused. */
  const scored = async (imports: PolygenicImports, genome: GenomeForScores, asked: ScoresAsked): Promise<string> => {
    const { polygenicScores } = await polygenicScoring()
    const found = await polygenicScores(genome, await imports.tables(), asked, nodeInflate)
    return JSON.stringify({
      ...(found.ok ? found.value : { assessments: [], manifests: [] }),
      problems: found.problems,
    })
  }

  const ofArchive =
    (imports: PolygenicImports, person: string): ScoresReader =>
    async (asked) => {
      const of = scoresStamp(imports, asked)
      const kept = await genomes.sites(person, of)
      if (kept !== undefined) return scoresIn(new TextDecoder().decode(kept))
      const stored = await genomes.describe(person)
      const bytes = stored === undefined ? undefined : await genomes.readRange(person, 0, stored.size)
      if (stored === undefined || bytes === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'genome')
      const archive = openArchive(memorySyncAccess(bytes), { name: stored.name, inflate: nodeInflate })
      if (!archive.ok) return archive
      const text = await scored(imports, { archive: archive.value, pause: () => breath() }, asked)
      await genomes.saveSites(stored, of, new TextEncoder().encode(text))
      return scoresIn(text)
    }

  const ofArray =
    (imports: PolygenicImports, file: GenomeFile): ScoresReader =>
    async (asked) => {
      const key = `${file.sha256} ${scoresStamp(imports, asked)}`
      const text = ofArrays.get(key) ?? (await scored(imports, { open: () => breathingSource(file) }, asked))
      if (ofArrays.size >= mostArrays) ofArrays.clear()
      ofArrays.set(key, text)
      return scoresIn(text)
    }

  return {
    scores: async (person) => {
      if (polygenic === undefined) return undefined
      if ((await genomes.describe(person)) !== undefined) return ofArchive(polygenic, person)
      const raw = await people.input(person, 'genome')
      return raw === undefined ? undefined : ofArray(polygenic, raw)
    },
    keep: async (person, file, at) => {
      const sites = await readFile(file)
      if (!sites.ok) return sites
      const archive = await pack(file)
      const { name, sha256 } = file
      if (archive.ok) {
        const build = sites.value.build
        const stored = await genomes.save(person, { name, sha256, build, added: at, archive: archive.value })
        await genomes.saveSites(stored, stamp, keptBytes({ sites: sites.value, problems: sites.problems }))
        await people.removeInput(person, 'genome')
        return ok({ name, sha256, kind: 'archive' }, sites.problems)
      }
      if (!isArray(archive.problems)) return archive
      await people.saveInput(person, { kind: 'genome', ...file }, at)
      await genomes.remove(person)
      return ok({ name, sha256, kind: 'array' }, sites.problems)
    },
    facts: async (person) => {
      const stored = await genomes.describe(person)
      if (stored !== undefined) return { name: stored.name, sha256: stored.sha256, kind: 'archive' }
      const raw = (await people.inputList(person)).find((i) => i.kind === 'genome')
      return raw === undefined ? undefined : { name: raw.name, sha256: raw.sha256, kind: 'array' }
    },
    reader: async (person) => {
      const kept = await genomes.sites(person, stamp)
      if (kept !== undefined) return async () => keptIn(kept)
      if ((await genomes.describe(person)) !== undefined) return () => readArchive(person)
      const raw = await people.input(person, 'genome')
      return raw === undefined ? undefined : () => readFile(raw)
    },
    archive: async (person) => {
      const stored = await genomes.describe(person)
      return stored === undefined ? undefined : genomes.readRange(person, 0, stored.size)
    },
  }
}

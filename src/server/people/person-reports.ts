import { createHash } from 'node:crypto'
import { setImmediate as breath } from 'node:timers/promises'
import type { Resource } from '@medplum/fhirtypes'
import { assessPerson } from '../../assess/index.ts'
import { type Release, releaseName } from '../../knowledge/release.ts'
import { AttuneError } from '../../shared/errors.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import { ok, type Result } from '../../shared/problem.ts'
import { software } from '../../shared/software.ts'
import type { PeopleStore, StoredReport } from '../../store/index.ts'
import type { PersonGenomes } from '../genomes/person-genomes.ts'

/** What the list of people shows of a report. */
export const summaryOf = (document: ReportDocument) => ({
  ...(document.person.age === undefined ? {} : { age: document.person.age }),
  ...(document.person.sex === undefined ? {} : { sex: document.person.sex }),
  problems: document.person.conditions.slice(0, 4).map((c) => c.text),
  toAct: document.recommendations.filter((r) => r.verdict === 'act' && r.onList).length,
  caution: document.recommendations.filter((r) => r.verdict === 'caution' && r.onList).length,
  notKnown: document.needs.length,
})

/** Names the releases a report rests on and, by a short digest, the very tables: a report made with other tables is out of date. */
export const knowledgeStamp = (knowledge: readonly Release[]): string => {
  const digest = createHash('sha256')
  for (const { manifest } of knowledge)
    for (const t of manifest.tables) digest.update(`${releaseName(manifest)}/${t.file} ${t.sha256}\n`)
  return `${knowledge.map((r) => releaseName(r.manifest)).join(', ')} #${digest.digest('hex').slice(0, 12)}`
}

/** The record of the people as it stands in the FHIR store, for Attune itself: who may see what comes of it is judged before this is asked. */
export type WholeRecord = {
  /** The state of each person's record; who has none is not in it. */
  readonly states: (people: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly resources: (person: string) => Promise<readonly Resource[]>
}

/** The reports of the people of one tenant, made anew whenever what they rest on has changed. */
export type PersonReports = {
  /** The report as of now: of today, and of the record and the files as they are. Undefined: there is no such person. */
  readonly current: (person: string) => Promise<Result<StoredReport> | undefined>
  /** Those of the people whose stored report rests on the record and the files as they are; it may be of another day. */
  readonly upToDate: (people: readonly string[]) => Promise<ReadonlySet<string>>
  /** Has the reports of these people made in the background, one after the other. */
  readonly soon: (people: readonly string[]) => void
  /** Resolves when nothing waits to be made. */
  readonly settled: () => Promise<void>
  /** Forgets what waits, and resolves when what is being made is done. */
  readonly stop: () => Promise<void>
}

/** So often a report is begun anew because the record changed while it was made. */
const mostTries = 3
const mostRefused = 1000

/** Ages and what is active depend on the day, so a report is of one. */
const dayOf = (at: string): string => at.slice(0, 10)

type Parts = {
  readonly people: PeopleStore
  readonly genomes: PersonGenomes
  readonly record: WholeRecord
  readonly knowledge: readonly Release[]
  /** Tells the imported scores and panels; a report made with others is out of date. */
  readonly polygenicStamp?: string | undefined
  readonly now: () => Instant
}

export const personReports = (parts: Parts): PersonReports => {
  const { people, genomes, record, knowledge, now } = parts
  const stamp =
    knowledgeStamp(knowledge) +
    (parts.polygenicStamp === undefined ? '' : `, scores #${parts.polygenicStamp.slice(0, 12)}`)

  const basisOf = async (person: string, state: string): Promise<string> => {
    const genome = await genomes.facts(person)
    const files = (await people.inputList(person)).filter((i) => i.kind !== 'genome').map((i) => i.sha256)
    return createHash('sha256')
      .update(JSON.stringify([state, genome?.sha256, files]))
      .digest('hex')
  }

  const restsOn = (report: Pick<StoredReport, 'basis' | 'knowledge' | 'software'>, basis: string): boolean =>
    report.basis === basis && report.knowledge === stamp && report.software === software.version

  const make = async (person: string, state: string, basis: string, at: Instant): Promise<Result<StoredReport>> => {
    const [genome, outside] = [await genomes.reader(person), await people.input(person, 'outsideCalls')]
    const scores = await genomes.scores(person)
    const made = await assessPerson(
      {
        record: {
          name: 'Record',
          resources: await record.resources(person),
          sha256: createHash('sha256').update(state).digest('hex'),
        },
        ...(genome === undefined ? {} : { genome }),
        ...(scores === undefined ? {} : { scores }),
        ...(outside === undefined
          ? {}
          : {
              outsideCalls: {
                name: outside.name,
                text: new TextDecoder().decode(outside.bytes),
                sha256: outside.sha256,
              },
            }),
      },
      { at, knowledge, inflate: nodeInflate, patient: person },
    )
    if (!made.ok) return made
    const report: StoredReport = {
      made: at,
      software: software.version,
      knowledge: stamp,
      basis,
      name: made.value.person.name,
      summary: JSON.stringify(summaryOf(made.value)),
      document: JSON.stringify(made.value),
    }
    return ok(report, made.problems)
  }

  const basisNow = async (person: string): Promise<{ readonly state: string; readonly basis: string } | undefined> => {
    const state = (await record.states([person])).get(person)
    return state === undefined ? undefined : { state, basis: await basisOf(person, state) }
  }

  const makeOrMiss = (person: string, state: string, basis: string): Promise<Result<StoredReport> | undefined> =>
    make(person, state, basis, now()).catch((cause: unknown) => {
      if (cause instanceof AttuneError && cause.code === 'ATTUNE_STORE_CHANGED') return undefined
      throw cause
    })

  /** Makes a report until nothing it rests on has changed meanwhile: one of half an old and half a new record is nobody's. */
  const makeWhole = async (person: string, state: string, basis: string): Promise<Result<StoredReport> | undefined> => {
    let from = { state, basis }
    for (let tries = 0; tries < mostTries; tries++) {
      const made = await makeOrMiss(person, from.state, from.basis)
      const then = await basisNow(person)
      if (then === undefined) return undefined
      if (made !== undefined && then.basis === from.basis) {
        if (made.ok) await people.saveReport(person, made.value)
        return made
      }
      from = then
    }
    throw new AttuneError('ATTUNE_STORE_CHANGED', 'record')
  }

  /** Records that could not be assessed, with why, so that each listing does not try them anew. */
  const refused = new Map<string, { readonly basis: string; readonly why: Result<StoredReport> }>()
  const remember = (person: string, basis: string, why: Result<StoredReport>): void => {
    if (refused.size >= mostRefused) refused.clear()
    refused.set(person, { basis, why })
  }

  const being = new Map<string, Promise<Result<StoredReport> | undefined>>()
  const current = async (person: string): Promise<Result<StoredReport> | undefined> => {
    const asOf = await basisNow(person)
    if (asOf === undefined) return undefined
    const { state, basis } = asOf
    const kept = await people.report(person)
    if (kept !== undefined && restsOn(kept, basis) && dayOf(kept.made) === dayOf(now())) return ok(kept)
    const known = refused.get(person)
    if (known?.basis === basis) return known.why
    const key = `${person} ${basis}`
    const making = being.get(key) ?? makeWhole(person, state, basis).finally(() => being.delete(key))
    being.set(key, making)
    const made = await making
    if (made?.ok === false) remember(person, basis, made)
    return made
  }

  const waiting = new Set<string>()
  let working: Promise<void> = Promise.resolve()
  const work = async (): Promise<void> => {
    for (const person of waiting) {
      waiting.delete(person)
      // A report that cannot be made is told to whoever opens it; the others are made all the same.
      await current(person).catch(() => undefined)
      // With SQLite nothing above waits for the event loop, and requests would wait for all of them.
      await breath()
    }
  }

  return {
    current,
    upToDate: async (asked) => {
      const states = await record.states(asked)
      const found = new Set<string>()
      for (const line of await people.lines([...states.keys()])) {
        const state = states.get(line.person)
        if (state !== undefined && restsOn(line, await basisOf(line.person, state))) found.add(line.person)
      }
      return found
    },
    soon: (asked) => {
      const idle = waiting.size === 0
      for (const person of asked) waiting.add(person)
      if (idle) working = working.then(work)
    },
    settled: () => working,
    stop: () => {
      waiting.clear()
      return working
    },
  }
}

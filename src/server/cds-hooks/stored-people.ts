import { createHash } from 'node:crypto'
import { geneResultsOf, openPerson, termsOf, withoutRows, withRecordedResults } from '../../assess/index.ts'
import type { JsonObject } from '../../deliver/cds-hooks/index.ts'
import type { GeneResult } from '../../clinical/pharmacogenomics/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import type { Release } from '../../knowledge/release.ts'
import type { Instant } from '../../shared/instant.ts'
import { software } from '../../shared/software.ts'
import { type Database, genomeStore, type PeopleStore } from '../../store/index.ts'
import type { PersonGenomes } from '../genomes/person-genomes.ts'
import { knowledgeStamp, type WholeRecord } from '../people/person-reports.ts'
import type { CdsPeople, KnownPerson } from './cds-people.ts'
import { readSound } from './read-sound.ts'

export type StoredPeopleParts = {
  readonly database: Database
  readonly tenant: string
  readonly people: PeopleStore
  readonly genomes: PersonGenomes
  readonly record: WholeRecord
  readonly knowledge: readonly Release[]
  readonly now: () => Instant
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** People kept ready; a person takes about half a megabyte. */
const keptPeople = 300

/** The people of one tenant as they are stored, each kept ready for as long as neither record nor files change on the same day. */
export const storedPeople = (parts: StoredPeopleParts): CdsPeople => {
  const { database, tenant, people, genomes, record, knowledge, now } = parts
  const kept = new Map<string, { readonly state: string; readonly known: KnownPerson }>()
  const store = genomeStore(database, tenant)
  const tables = knowledgeStamp(knowledge)

  /** Named by everything that gene results come from, so that what was kept of other tables or calls is never read. */
  const stampOf = (outside: string | undefined): string =>
    `gene-results ${digest(JSON.stringify([software.version, tables, outside]))}`

  const resultsOf = async (person: string, at: Instant): Promise<readonly GeneResult[] | 'unread' | undefined> => {
    const outside = await people.input(person, 'outsideCalls')
    const stamp = stampOf(outside?.sha256)
    const ready = await store.sites(person, stamp)
    if (ready !== undefined) return JSON.parse(new TextDecoder().decode(ready)) as readonly GeneResult[]
    // What is kept belongs to the genome that was there before it was read: one that takes its place meanwhile keeps nothing of it.
    const stored = await store.describe(person)
    const genome = await genomes.reader(person)
    if (genome === undefined && outside === undefined) return undefined
    const opened = await openPerson(
      {
        ...(genome === undefined ? {} : { genome }),
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
      { at, knowledge, inflate: nodeInflate },
    )
    const results =
      opened.ok && opened.value.view.genome !== undefined
        ? geneResultsOf(opened.value.view.genome, knowledge)
        : undefined
    if (!results?.ok) return 'unread'
    const made = withoutRows(results.value)
    if (stored !== undefined) await store.saveSites(stored, stamp, new TextEncoder().encode(JSON.stringify(made)))
    return made
  }

  const read = async (person: string, at: Instant): Promise<KnownPerson> => {
    // A record with a fault must not silence the genome, nor one resource with a fault the allergies.
    const resources = (await record.resources(person)) as readonly object[] as readonly JsonObject[]
    const { view, whole } = await readSound(
      resources,
      { resourceType: 'Patient', id: person },
      { at, terms: termsOf(knowledge), source: 'Record', patient: person },
    )
    const own = await resultsOf(person, at)
    const results = withRecordedResults(own === 'unread' ? undefined : own, view.genomics, knowledge)
    const unread = own === 'unread' ? ('genome' as const) : whole ? undefined : ('record' as const)
    return {
      person,
      view,
      ...(results === undefined ? {} : { results }),
      ...(unread === undefined ? {} : { unread }),
    }
  }

  const stateOf = async (person: string, at: Instant): Promise<string | undefined> => {
    const state = (await record.states([person])).get(person)
    if (state === undefined) return undefined
    const genome = await genomes.facts(person)
    const files = (await people.inputList(person)).map((f) => f.sha256)
    return JSON.stringify([at.slice(0, 10), state, genome?.sha256, files])
  }

  return {
    withIdentifiers: async (identifiers) => {
      if (identifiers.length === 0) return []
      const rows = await database.read
        .selectFrom('index_token')
        .where('tenant', '=', tenant)
        .where('type', '=', 'Patient')
        .where('param', '=', 'identifier')
        .where((e) =>
          e.or(identifiers.map(({ system, value }) => e.and([e('code', '=', value), e('system', '=', system)]))),
        )
        .select('patient')
        .distinct()
        .execute()
      return rows.map((r) => r.patient).filter((p) => p !== '')
    },
    open: async (person) => {
      const at = now()
      const state = await stateOf(person, at)
      if (state === undefined) return undefined
      const ready = kept.get(person)
      kept.delete(person)
      const known = ready?.state === state ? ready.known : await read(person, at)
      const [oldest] = kept.keys()
      if (kept.size >= keptPeople && oldest !== undefined) kept.delete(oldest)
      kept.set(person, { state, known })
      return known
    },
  }
}

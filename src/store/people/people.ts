import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import type { InputKind } from './tables.ts'

export type StoredInput = {
  readonly kind: InputKind
  readonly name: string
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** `basis` names the state of the record and the files that the report was made of: another state makes it out of date. */
export type StoredReport = {
  readonly made: string
  readonly software: string
  readonly knowledge: string
  readonly basis: string
  readonly name: string
  readonly summary: string
  readonly document: string
}

/** What a list shows of a person without opening the report. */
export type PersonLine = {
  readonly person: string
  readonly story: string | null
  readonly summary: string
} & Pick<StoredReport, 'made' | 'software' | 'knowledge' | 'basis'>

/** What is kept of the people of one tenant beside their FHIR record: the files that came in for each, and the last report made. */
export type PeopleStore = {
  /** Lines of those of the people for whom a report was made, in no order. */
  lines(people: readonly string[]): Promise<readonly PersonLine[]>
  /** What came in, without the bytes. */
  inputList(person: string): Promise<readonly Omit<StoredInput, 'bytes'>[]>
  input(person: string, kind: InputKind): Promise<StoredInput | undefined>
  report(person: string): Promise<StoredReport | undefined>
  /** Keeps a file in place of an earlier one of its kind. */
  saveInput(person: string, input: StoredInput, at: string): Promise<void>
  removeInput(person: string, kind: InputKind): Promise<void>
  saveReport(person: string, report: StoredReport): Promise<void>
  /** A sentence on why this demonstration person is worth opening. */
  saveStory(person: string, story: string, at: string): Promise<void>
}

/** SQLite and PostgreSQL both limit the values of one statement. */
const atOnce = 500

export const peopleStore = (db: Database, tenant: string): PeopleStore => {
  const touch = async (tx: Kysely<Tables>, person: string, at: string): Promise<void> => {
    await tx
      .insertInto('person')
      .values({ tenant, person, story: null, created: at, changed: at })
      .onConflict((c) => c.columns(['tenant', 'person']).doUpdateSet({ changed: at }))
      .execute()
  }
  return {
    lines: async (people) => {
      const lines: PersonLine[] = []
      for (let i = 0; i < people.length; i += atOnce)
        lines.push(
          ...(await db.read
            .selectFrom('report')
            .innerJoin('person', (j) =>
              j.onRef('report.tenant', '=', 'person.tenant').onRef('report.person', '=', 'person.person'),
            )
            .where('report.tenant', '=', tenant)
            .where('report.person', 'in', people.slice(i, i + atOnce))
            .select([
              'person.person',
              'person.story',
              'report.made',
              'report.software',
              'report.knowledge',
              'report.basis',
              'report.summary',
            ])
            .execute()),
        )
      return lines
    },
    inputList: (person) =>
      db.read
        .selectFrom('input')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .select(['kind', 'name', 'sha256'])
        .orderBy('kind')
        .execute(),
    input: (person, kind) =>
      db.read
        .selectFrom('input')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .where('kind', '=', kind)
        .select(['kind', 'name', 'sha256', 'bytes'])
        .executeTakeFirst(),
    report: (person) =>
      db.read
        .selectFrom('report')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .select(['made', 'software', 'knowledge', 'basis', 'name', 'summary', 'document'])
        .executeTakeFirst(),
    saveInput: (person, input, at) =>
      db.transaction(async (tx) => {
        await touch(tx, person, at)
        const { kind, name, sha256, bytes } = input
        await tx
          .insertInto('input')
          .values({ tenant, person, kind, name, sha256, bytes })
          .onConflict((c) => c.columns(['tenant', 'person', 'kind']).doUpdateSet({ name, sha256, bytes }))
          .execute()
      }),
    removeInput: async (person, kind) => {
      await db.write
        .deleteFrom('input')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .where('kind', '=', kind)
        .execute()
    },
    saveReport: (person, report) =>
      db.transaction(async (tx) => {
        await touch(tx, person, report.made)
        await tx
          .insertInto('report')
          .values({ tenant, person, ...report })
          .onConflict((c) => c.columns(['tenant', 'person']).doUpdateSet({ ...report }))
          .execute()
      }),
    saveStory: (person, story, at) =>
      db.transaction(async (tx) => {
        await touch(tx, person, at)
        await tx
          .updateTable('person')
          .set({ story })
          .where('tenant', '=', tenant)
          .where('person', '=', person)
          .execute()
      }),
  }
}

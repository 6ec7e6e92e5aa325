import type { Database } from '../database.ts'
import type { InputKind } from './tables.ts'

export type StoredInput = {
  readonly kind: InputKind
  readonly name: string
  readonly sha256: string
  readonly bytes: Uint8Array
}

export type StoredReport = {
  readonly made: string
  readonly software: string
  readonly knowledge: string
  readonly name: string
  readonly summary: string
  readonly document: string
}

/** The people of one tenant: what came in for each, and the last report made of it. */
export type PeopleStore = {
  list(): Promise<
    readonly {
      readonly person: string
      readonly story: string | null
      readonly changed: string
      readonly name: string
      readonly summary: string
    }[]
  >
  count(): Promise<number>
  inputs(person: string): Promise<readonly StoredInput[]>
  report(person: string): Promise<StoredReport | undefined>
  /** Writes a person with all inputs and the report made of them, or nothing at all. */
  save(person: string, story: string | undefined, inputs: readonly StoredInput[], report: StoredReport): Promise<void>
}

export const peopleStore = (db: Database, tenant: string): PeopleStore => ({
  list: () =>
    db.read
      .selectFrom('person')
      .innerJoin('report', (j) =>
        j.onRef('report.tenant', '=', 'person.tenant').onRef('report.person', '=', 'person.person'),
      )
      .where('person.tenant', '=', tenant)
      .select(['person.person', 'person.story', 'person.changed', 'report.name', 'report.summary'])
      .orderBy('person.person')
      .execute(),
  count: async () => {
    const row = await db.read
      .selectFrom('person')
      .where('tenant', '=', tenant)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    return Number(row.n)
  },
  inputs: (person) =>
    db.read
      .selectFrom('input')
      .where('tenant', '=', tenant)
      .where('person', '=', person)
      .select(['kind', 'name', 'sha256', 'bytes'])
      .orderBy('kind')
      .execute(),
  report: (person) =>
    db.read
      .selectFrom('report')
      .where('tenant', '=', tenant)
      .where('person', '=', person)
      .select(['made', 'software', 'knowledge', 'name', 'summary', 'document'])
      .executeTakeFirst(),
  save: (person, story, inputs, report) =>
    db.transaction(async (tx) => {
      await tx.deleteFrom('report').where('tenant', '=', tenant).where('person', '=', person).execute()
      await tx.deleteFrom('input').where('tenant', '=', tenant).where('person', '=', person).execute()
      const known = await tx
        .selectFrom('person')
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .select('created')
        .executeTakeFirst()
      await tx.deleteFrom('person').where('tenant', '=', tenant).where('person', '=', person).execute()
      await tx
        .insertInto('person')
        .values({ tenant, person, story: story ?? null, created: known?.created ?? report.made, changed: report.made })
        .execute()
      for (const input of inputs)
        await tx
          .insertInto('input')
          .values({ tenant, person, ...input })
          .execute()
      await tx
        .insertInto('report')
        .values({ tenant, person, ...report })
        .execute()
    }),
})

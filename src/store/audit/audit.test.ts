import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { Instant } from '../../shared/instant.ts'
import type { AuditEntry } from '../../trust/index.ts'
import { auditEvents } from './audit-events.ts'
import { auditLog } from './audit-log.ts'

const entry = (n: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
  tenant: 'home',
  at: new Date(Date.UTC(2026, 10, 22, 9, 0, n)).toISOString() as Instant,
  actor: { id: 'dr-1', name: 'Dr One', role: 'clinician', reference: 'Practitioner/1', purpose: 'TREAT' },
  action: 'read',
  outcome: 'success',
  entity: `Observation/${n}`,
  patients: ['p1'],
  ...more,
})

describeOnBoth('the audit', (open, dialect) => {
  test('keeps every field of an entry, and finds it by each of its patients', async () => {
    const db = await open()
    const log = auditLog(db)
    const full = entry(1, {
      actor: { id: 'x', name: 'Ünal', role: 'service', reference: 'Device/9', client: 'ehr', purpose: 'HRESCH' },
      action: 'search',
      outcome: 'failure',
      entity: 'Patient',
      patients: ['p1', 'p2', 'p1'],
      query: 'name=Jo&birthdate=1970',
      request: 'r-1',
    })
    await log.append(full)
    const events = auditEvents(db, 'home')
    const kept = { ...full, patients: ['p1', 'p2'], seq: 1 }
    expect(await events.read(1)).toEqual(kept)
    expect(await events.search({ patient: 'p1', limit: 10 })).toEqual([kept])
    expect(await events.search({ patient: 'p2', limit: 10 })).toEqual([kept])
    expect(await events.search({ patient: 'p3', limit: 10 })).toEqual([])
    expect(await auditEvents(db, 'away').search({ limit: 10 })).toEqual([])
    expect(await auditEvents(db, 'away').read(1)).toBeUndefined()
  })

  test('what is appended at once is numbered in its order without gaps, each tenant from 1', async () => {
    const db = await open()
    const log = auditLog(db, { most: 100 })
    await Promise.all(
      Array.from({ length: 1500 }, (_, n) => log.append(entry(n, { tenant: n % 3 === 0 ? 'away' : 'home' }))),
    )
    const home = await auditEvents(db, 'home').search({ limit: 5000 })
    expect(home.map((e) => e.seq)).toEqual(Array.from({ length: 1000 }, (_, i) => 1000 - i))
    expect(home.at(-1)?.entity).toBe('Observation/1')
    expect(home.map((e) => e.at)).toEqual(
      home
        .map((e) => e.at)
        .toSorted()
        .toReversed(),
    )
    expect(await auditEvents(db, 'away').search({ limit: 5000, patient: 'p1' })).toHaveLength(500)
  })

  test('many that append one entry after the other all get on', async () => {
    const db = await open()
    const log = auditLog(db, { flushMs: 1 })
    const lane = async (): Promise<void> => {
      for (let n = 0; n < 25; n++) await log.append(entry(n))
    }
    await Promise.all(Array.from({ length: 16 }, lane))
    expect(await auditEvents(db, 'home').search({ limit: 5000 })).toHaveLength(400)
  })

  test('an entry is durable when its append resolves, and close writes what still waits', async () => {
    const db = await open()
    const log = auditLog(db, { flushMs: 60_000 })
    const appended = [1, 2, 3].map((n) => log.append(entry(n)))
    expect(await auditEvents(db, 'home').search({ limit: 9 })).toEqual([])
    await log.close()
    await Promise.all(appended)
    expect(await auditEvents(db, 'home').search({ limit: 9 })).toHaveLength(3)
    await expect(log.append(entry(4))).rejects.toThrow('closed')
  })

  test('when a group cannot be written, every append of it is rejected, nothing of it is kept, and the next group is', async () => {
    const db = await open()
    const log = auditLog(db)
    const broken = entry(2, { entity: undefined as unknown as string })
    const ended = await Promise.allSettled([log.append(entry(1)), log.append(broken), log.append(entry(3))])
    expect(ended.map((e) => e.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await auditEvents(db, 'home').search({ limit: 9 })).toEqual([])
    await log.append(entry(4))
    expect((await auditEvents(db, 'home').search({ limit: 9 })).map((e) => [e.seq, e.entity])).toEqual([
      [1, 'Observation/4'],
    ])
  })

  test('two logs on one database number their entries one after the other', async () => {
    const db = await open()
    const logs = [auditLog(db, { flushMs: 1 }), auditLog(db, { flushMs: 1 })]
    for (let n = 0; n < 20; n++) await Promise.all(logs.map((log) => log.append(entry(n))))
    const seqs = (await auditEvents(db, 'home').search({ limit: 100 })).map((e) => e.seq)
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, i) => 40 - i))
  })

  test('is searched by time, agent, action, outcome and entity, in pages', async () => {
    const db = await open()
    const log = auditLog(db)
    const other = { id: 'dr-2', name: 'Dr Two', role: 'clinician', purpose: 'TREAT' } as const
    await Promise.all([
      log.append(entry(1)),
      log.append(entry(2, { actor: other, action: 'delete', outcome: 'failure' })),
      log.append(entry(3, { entity: 'Observation' })),
      log.append(entry(4, { entity: 'ObservationDefinition/1' })),
      log.append(entry(5, { patients: [] })),
    ])
    const found = async (query: object): Promise<readonly number[]> =>
      (await auditEvents(db, 'home').search({ limit: 9, ...query })).map((e) => e.seq)
    expect(await found({ from: entry(2).at, to: entry(4).at })).toEqual([3, 2])
    expect(await found({ agent: 'dr-2' })).toEqual([2])
    expect(await found({ action: 'delete' })).toEqual([2])
    expect(await found({ outcome: 'failure' })).toEqual([2])
    expect(await found({ entity: 'Observation/1' })).toEqual([1])
    expect(await found({ entity: 'Observation' })).toEqual([5, 3, 2, 1])
    expect(await found({ patient: 'p1', before: 4, limit: 2 })).toEqual([3, 2])
    expect(await found({ patient: 'p1', agent: 'dr-1', action: 'read' })).toEqual([4, 3, 1])
  })

  test.each([
    `update audit set entity = 'x'`,
    'delete from audit',
    `update audit_patient set patient = 'x'`,
    'delete from audit_patient',
    `insert into audit select * from audit where true on conflict (tenant, seq) do update set entity = 'x'`,
    dialect === 'sqlite' ? 'insert or replace into audit select * from audit' : 'truncate audit',
    dialect === 'sqlite' ? 'replace into audit_patient select * from audit_patient' : 'truncate audit_patient',
  ])('the database refuses: %s', async (statement) => {
    const db = await open()
    await auditLog(db).append(entry(1))
    await expect(sql.raw(statement).execute(db.write)).rejects.toThrow('audit entries are only added')
    expect((await auditEvents(db, 'home').search({ patient: 'p1', limit: 9 })).map((e) => e.entity)).toEqual([
      'Observation/1',
    ])
  })
})

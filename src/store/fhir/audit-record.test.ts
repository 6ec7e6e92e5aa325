import type { AuditEvent } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { Instant } from '../../shared/instant.ts'
import type { AuditAction, AuditEntry } from '../../trust/index.ts'
import { auditLog } from '../audit/index.ts'
import { accessOf, openFor, refusalOf, rightsOf } from './repository.test-support.ts'

const entry = (n: number, patient: string, action: AuditAction): AuditEntry => ({
  tenant: 'clinic',
  at: new Date(Date.UTC(2026, 0, n)).toISOString() as Instant,
  actor: { id: 'dr-1', name: 'Dr One', role: 'clinician', purpose: 'TREAT' },
  action,
  outcome: 'success',
  entity: `Patient/${patient}`,
  patients: [patient],
})

describeOnBoth('audit events are read like resources', (open) => {
  const ready = async () => {
    const database = await open()
    const log = auditLog(database)
    for (let n = 1; n <= 6; n++) await log.append(entry(n, n % 2 === 0 ? 'ada' : 'ben', n === 6 ? 'update' : 'read'))
    await log.close()
    return openFor(database)
  }
  const idsOf = async (repository: ReturnType<Awaited<ReturnType<typeof ready>>>, query: string) => {
    const bundle = await repository.searchText('AuditEvent', query, { strict: true })
    return {
      ids: bundle.entry?.map((e) => e.resource?.id) ?? [],
      next: bundle.link?.find((l) => l.relation === 'next')?.url,
    }
  }

  test('by id, by version and by what they say, newest first', async () => {
    const repository = (await ready())()
    expect((await repository.readResource<AuditEvent>('AuditEvent', 'audit-6')).action).toBe('U')
    expect((await repository.readVersion<AuditEvent>('AuditEvent', 'audit-6', '1')).id).toBe('audit-6')
    expect(await refusalOf(repository.readResource('AuditEvent', 'audit-7'))).toBe(404)
    expect(await refusalOf(repository.readResource('AuditEvent', 'x'))).toBe(404)
    expect((await idsOf(repository, '')).ids).toHaveLength(6)
    expect((await idsOf(repository, 'action=U')).ids).toEqual(['audit-6'])
    expect((await idsOf(repository, 'patient=ada')).ids).toEqual(['audit-6', 'audit-4', 'audit-2'])
    expect((await idsOf(repository, 'date=ge2026-01-03&date=lt2026-01-05')).ids).toEqual(['audit-4', 'audit-3'])
    expect((await idsOf(repository, 'patient=ada&date=2026-01-04')).ids).toEqual(['audit-4'])
  })

  test('in pages whose links only this server can have made', async () => {
    const repository = (await ready())()
    const seen: unknown[] = []
    let query = '_count=4&_sort=-date'
    for (let page = 0; page < 5; page++) {
      const { ids, next } = await idsOf(repository, query)
      seen.push(...ids)
      if (next === undefined) break
      query = new URL(next).search.slice(1)
    }
    expect(seen).toEqual(['audit-6', 'audit-5', 'audit-4', 'audit-3', 'audit-2', 'audit-1'])
    expect(await refusalOf(repository.searchText('AuditEvent', '_count=4&_cursor=x.y', { strict: true }))).toBe(400)
  })

  test('only as far as the access of the caller goes', async () => {
    const as = await ready()
    const her = as(accessOf({ patients: ['ada'] }))
    expect((await idsOf(her, '_count=2')).ids).toEqual(['audit-6', 'audit-4'])
    expect(await refusalOf(her.readResource('AuditEvent', 'audit-5'))).toBe(404)
    const none = as(accessOf({ types: ['Patient'] }))
    expect(await refusalOf(none.searchText('AuditEvent', '', { strict: true }))).toBe(403)
    expect(await refusalOf(none.readResource('AuditEvent', 'audit-6'))).toBe(404)
    const reader = as(accessOf({ rights: rightsOf('r') }))
    expect(await refusalOf(reader.searchText('AuditEvent', '', { strict: true }))).toBe(403)
  })

  test('without the other patients of an entry that is about several', async () => {
    const database = await open()
    const log = auditLog(database)
    await log.append({ ...entry(1, 'ben', 'search'), patients: ['ada', 'ben'], query: 'name=ben' })
    await log.close()
    const as = openFor(database)
    const her = as(accessOf({ patients: ['ada'] }))
    const seen = await her.readResource('AuditEvent', 'audit-1')
    expect(JSON.stringify(seen)).toContain('Patient/ada')
    expect(JSON.stringify(await as().readResource('AuditEvent', 'audit-1'))).toContain('Patient/ben')
    const told = JSON.stringify([seen, await her.searchText('AuditEvent', '', { strict: true })])
    expect(told).not.toContain('ben')
    expect(told).not.toContain(Buffer.from('name=ben').toString('base64'))
    expect((await her.searchText('AuditEvent', 'entity=Patient/ben', { strict: true })).entry).toBeUndefined()
  })

  test('and what is not served of them is refused rather than left out', async () => {
    const repository = (await ready())()
    for (const query of [
      '_summary=count',
      '_sort=date',
      'entity:Patient.name=x',
      '_include=AuditEvent:patient',
      'wrong=1',
    ])
      expect(await refusalOf(repository.searchText('AuditEvent', query, { strict: true }))).toBe(400)
    const told = await repository.searchText('AuditEvent', 'wrong=1', { strict: false })
    expect(told.entry?.at(-1)?.search?.mode).toBe('outcome')
  })
})

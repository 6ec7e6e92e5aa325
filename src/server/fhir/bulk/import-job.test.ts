import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import { loadFhirDefinitions } from '../../../fhir/index.ts'
import type { Instant } from '../../../shared/instant.ts'
import { openRepository } from '../../../store/fhir/index.ts'
import type { Job, JobFiles } from '../../../store/jobs/index.ts'
import { callers } from '../served.test-support.ts'
import { type AccessSnapshot, snapshotOf } from './access-snapshot.ts'
import { type ImportReport, importHandler, importKind } from './import-job.ts'

const clinician = snapshotOf(
  callers['clinician'] ?? { tenant: '', actor: { id: '', name: '', role: 'service', purpose: '' }, grants: [] },
)

const jobOf = (access: AccessSnapshot, progress?: ImportReport): Job => ({
  tenant: 'home',
  id: 'job-1',
  kind: importKind,
  state: 'running',
  request: { access, digest: '', upload: 'upload-1', url: '' },
  ...(progress === undefined ? {} : { progress }),
  attempts: 1,
  created: '',
  updated: '',
  createdBy: 'clinician',
})

const filesWith = (text: string): JobFiles => ({
  create: () => ({ write: async () => {}, end: async () => {} }),
  names: async () => [],
  read: async () =>
    (async function* () {
      yield Buffer.from(text)
    })(),
})

const patients = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    JSON.stringify({ resourceType: 'Patient', name: [{ family: `P${from + i}` }] }),
  ).join('\n')

describeOnBoth('an import that breaks off', (open) => {
  const setup = async (text: string) => {
    const database = await open()
    const definitions = loadFhirDefinitions()
    let ids = 0
    const openRecord = (access: Parameters<typeof openRepository>[0]['access']) =>
      openRepository({
        database,
        definitions,
        access,
        now: () => '2026-11-22T09:00:00Z' as Instant,
        newId: () => `new-${++ids}`,
        baseUrl: 'http://attune.test/fhir',
        pageKey: new Uint8Array(32),
      })
    return { database, handler: importHandler({ definitions, openRecord, files: filesWith(text) }) }
  }
  const count = async (database: Awaited<ReturnType<typeof setup>>['database']): Promise<number> =>
    (await database.read.selectFrom('resource').select('id').where('type', '=', 'Patient').execute()).length

  test('goes on after the last batch it told of, and a batch it had not told of is not taken twice', async () => {
    const { database, handler } = await setup(patients(1, 1200))
    const told: ImportReport[] = []
    const broken = new AbortController()
    const first = handler(jobOf(clinician), {
      signal: broken.signal,
      progress: async (progress) => {
        told.push(progress as ImportReport)
        if (told.length === 2) broken.abort()
      },
    })
    await expect(first).rejects.toThrow()
    expect(await count(database)).toBe(1000)
    // Only the first batch had been told of when the process died.
    const report = (await handler(jobOf(clinician, told[0]), {
      signal: new AbortController().signal,
      progress: async () => {},
    })) as ImportReport
    expect(await count(database)).toBe(1200)
    expect(report).toMatchObject({ lines: 1200, created: 700, updated: 500, refused: 0 })
  })

  test('by a caller who may write nothing takes nothing, and says so for each line', async () => {
    const { database, handler } = await setup(patients(1, 3))
    const report = (await handler(jobOf({ ...clinician, grants: [] }), {
      signal: new AbortController().signal,
      progress: async () => {},
    })) as ImportReport
    expect(await count(database)).toBe(0)
    expect(report).toMatchObject({
      lines: 3,
      created: 0,
      refused: 3,
      problems: [{ line: 1 }, { line: 2 }, { line: 3 }],
    })
  })
})

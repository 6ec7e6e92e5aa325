// node tools/crash-writer.ts PLACE FIRST: writes resources until it is killed. PLACE is what `openDatabase` takes, as JSON. Each transaction has a number, from FIRST on; once it and the
// audit entry about it are acknowledged, its number and how many resources it holds go to standard output.
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { loadFhirDefinitions } from '../src/fhir/index.ts'
import type { Instant } from '../src/shared/instant.ts'
import { auditLog, type DatabasePlace, openDatabase, openRepository } from '../src/store/index.ts'
import { crashAccess, observationOf } from './crash-record.ts'

const [place = '', first = ''] = process.argv.slice(2)
const database = await openDatabase(JSON.parse(place) as DatabasePlace)
const now = (): Instant => new Date().toISOString() as Instant
const repository = openRepository({
  database,
  definitions: loadFhirDefinitions(),
  access: crashAccess,
  now,
  newId: randomUUID,
  baseUrl: 'http://localhost/fhir',
  pageKey: new Uint8Array(32),
})
const audit = auditLog(database)
let number = Number(first)

const writer = async (): Promise<never> => {
  for (;;) {
    const own = number++
    // Some of one resource, some of many: most commits are in the middle of something when the end comes.
    const size = own % 7 === 0 ? 1 : 1 + ((own * 37) % 60)
    const create = async (n: number, into: typeof repository): Promise<unknown> =>
      into.createResource(observationOf(own, size, n), { assignedId: true })
    if (size === 1) await create(0, repository)
    else
      await repository.withTransaction(async (tx) => {
        for (let n = 0; n < size; n++) await create(n, tx)
      })
    await audit.append({
      tenant: crashAccess.tenant,
      at: now(),
      actor: crashAccess.actor,
      action: 'create',
      outcome: 'success',
      entity: `transaction/${own}`,
      patients: ['p1'],
    })
    writeSync(1, `${own} ${size}\n`)
  }
}

// A database that goes away ends the writer: what it had not acknowledged nobody relies on.
await Promise.all(Array.from({ length: 6 }, writer)).catch(() => process.exit(7))

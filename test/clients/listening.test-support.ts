import { createServer } from 'node:net'
import { afterAll } from 'vitest'
import { type Served, serveFhir } from '../../src/server/fhir/served.test-support.ts'
import { migrate, openDatabase } from '../../src/store/index.ts'

export const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address()
      probe.close(() => done(typeof at === 'object' && at !== null ? at.port : 0))
    })
  })

export type Listening = Served & { readonly origin: string }

/** FHIR on a real socket over an empty store, until the tests of the file are over. The token is the caller's name. */
export const listen = async (): Promise<Listening> => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const database = await openDatabase({ file: ':memory:' }, { durability: 'demonstration' })
  await migrate(database, '2026-11-22T00:00:00Z')
  const served = await serveFhir(database, { baseUrl: `${origin}/fhir` })
  await served.app.listen({ port, host: '127.0.0.1' })
  afterAll(async () => {
    await served.app.close()
    await database.close()
  })
  return { ...served, origin }
}

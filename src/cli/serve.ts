import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadAll } from '../knowledge/folder.ts'
import { buildApp, seedDemoPeople } from '../server/index.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { migrate, openSqlite, peopleStore } from '../store/index.ts'

const page = fileURLToPath(new URL('../../web/dist', import.meta.url))

/** Serves the page and its API until the process is stopped; prints the address and what to try. */
export const serve = async (options: {
  readonly port: string
  readonly host: string
  readonly data: string
  readonly demo: boolean
}): Promise<number> => {
  if (!existsSync(join(page, 'index.html')))
    throw new AttuneError('ATTUNE_NOT_FOUND', 'built page: run npm start, or npm run build:web')
  const knowledge = loadAll()
  const db = openSqlite(join(options.data, 'attune.sqlite'))
  await migrate(db)
  const people = peopleStore(db, 'home')
  if (options.demo && (await people.count()) === 0) {
    const seeded = await seedDemoPeople(people, knowledge, new Date().toISOString() as Instant)
    process.stderr.write(`${seeded} demonstration people assessed\n`)
  }
  const app = await buildApp({ people, knowledge, page, log: process.env['ATTUNE_LOG'] === '1' })
  try {
    await app.listen({ port: Number(options.port), host: options.host })
  } catch (cause) {
    throw new AttuneError('ATTUNE_PORT_IN_USE', `${options.host}:${options.port} (choose another with --port)`, {
      cause,
    })
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const url = `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${port}`
  process.stdout.write(`Attune answers at ${url}

Three things to try
  1  Open a person and read what to act on: every number opens where it comes from.
  2  Press / and type "clopi": may this person take clopidogrel, and what else?
  3  Drop a VCF and a FHIR bundle on the first page: they are assessed in the browser, nothing leaves it.
     For instance the files in examples/
`)
  const stop = (): void => {
    void app
      .close()
      .then(() => db.destroy())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await new Promise<void>((resolve) => app.server.once('close', resolve))
  return 0
}

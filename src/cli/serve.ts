import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildApp, refreshReports, seedDemoPeople } from '../server/index.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { migrate, openSqlite, peopleStore } from '../store/index.ts'
import { type KnowledgeOption, openKnowledge } from './knowledge-folders.ts'
import { portOf } from './port.ts'
import { tellProblems } from './present.ts'

const page = fileURLToPath(new URL('../../web/dist', import.meta.url))

const loopback = ['localhost', '127.0.0.1', '::1', '[::1]']

type ServeOptions = KnowledgeOption & {
  readonly port: string
  readonly host: string
  readonly data: string
  readonly demo: boolean
}

const cannotListen = (options: ServeOptions, cause: unknown): AttuneError => {
  const place = `${options.host}:${options.port}`
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return code === 'EADDRINUSE'
    ? new AttuneError('ATTUNE_PORT_IN_USE', `${place} (choose another with --port)`, { cause })
    : new AttuneError('ATTUNE_LISTEN_FAILED', `${place} (${code}; check --host and --port)`, { cause })
}

/** Serves the page and its API until the process is stopped; prints the address and what to try. */
export const serve = async (options: ServeOptions): Promise<number> => {
  const port = portOf(options.port)
  const knowledge = openKnowledge(options)
  tellProblems([...port.problems, ...knowledge.problems])
  if (!port.ok || !knowledge.ok) return 2
  if (!existsSync(join(page, 'index.html')))
    throw new AttuneError('ATTUNE_NOT_FOUND', 'built page: run npm start, or npm run build:web')
  const db = openSqlite(join(options.data, 'attune.sqlite'))
  const now = new Date().toISOString() as Instant
  await migrate(db, now)
  const people = peopleStore(db, 'home')
  if (options.demo && (await people.count()) === 0) {
    const seeded = await seedDemoPeople(people, knowledge.value, now)
    process.stderr.write(`${seeded} demonstration people assessed\n`)
  }
  const refreshed = await refreshReports(people, knowledge.value, now)
  tellProblems(refreshed.problems)
  if (refreshed.made > 0) process.stderr.write(`${refreshed.made} reports made anew: software or knowledge changed\n`)
  const app = await buildApp({
    people,
    knowledge: knowledge.value,
    page,
    log: process.env['ATTUNE_LOG'] === '1',
    ...(loopback.includes(options.host) ? { hosts: loopback } : {}),
  })
  try {
    await app.listen({ port: port.value, host: options.host })
  } catch (cause) {
    await app.close()
    await db.close()
    throw cannotListen(options, cause)
  }
  const address = app.server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : options.port
  const url = `http://${options.host === '0.0.0.0' ? '127.0.0.1' : options.host}:${taken}`
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
      .then(() => db.close())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await new Promise<void>((resolve) => app.server.once('close', resolve))
  return 0
}

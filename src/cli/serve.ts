import { randomFillSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Resource } from '@medplum/fhirtypes'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AttuneServer, openServer, plainConfig, readConfig, type ServerConfig } from '../server/index.ts'
import { AttuneError, faults } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { bad, hasError, ok, problem, type Problem, type Result } from '../shared/problem.ts'
import { uuidSource } from '../shared/uuid.ts'
import { type Database, openDatabase } from '../store/index.ts'
import { type KnowledgeOption, knowledgeFolders, openGuides, openKnowledge } from './knowledge-folders.ts'
import { portOf } from './port.ts'
import { tellProblems } from './present.ts'

const page = fileURLToPath(new URL('../../web/dist', import.meta.url))

const loopback = ['localhost', '127.0.0.1', '::1', '[::1]']

export type ServeOptions = KnowledgeOption & {
  readonly port: string
  readonly host: string
  readonly data: string
  readonly demo: boolean
  readonly baseUrl?: string
  readonly config?: string
}

const cannotListen = (options: ServeOptions, cause: unknown): AttuneError => {
  const place = `${options.host}:${options.port}`
  const code = (cause as NodeJS.ErrnoException).code ?? ''
  return code === 'EADDRINUSE'
    ? new AttuneError('ATTUNE_PORT_IN_USE', `${place} (choose another with --port)`, { cause })
    : new AttuneError('ATTUNE_LISTEN_FAILED', `${place} (${code}; check --host and --port)`, { cause })
}

/** A port that is free now: the addresses that are handed out must be known before anything listens. */
const freePort = (options: ServeOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) => reject(cannotListen(options, cause)))
    probe.listen(0, options.host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const baseUrlOf = (options: ServeOptions): Result<string | undefined> => {
  const given = options.baseUrl
  if (given === undefined) return ok(undefined)
  const url = URL.parse(given)
  // Pages, cookies and sign-in stand at the root of a name: below a path they would not find one another.
  const whole = url !== null && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href
  return whole
    ? ok(url.origin)
    : bad([
        problem(
          'bad-base-url',
          '--base-url',
          `"${given}" is no address of a server: a scheme, a name, and a port where it has one.`,
          'Write one such as https://attune.example.org, and give Attune a name of its own there rather than a path.',
        ),
      ])
}

const isLoopback = (address: string): boolean => loopback.includes(URL.parse(address)?.hostname ?? '')

/** What works and should not stay so. */
const addressProblems = (options: ServeOptions, given: string | undefined): readonly Problem[] => {
  const warning = (code: string, source: string, message: string, remedy: string): Problem => ({
    ...problem(code, source, message, remedy),
    severity: 'warning',
  })
  if (given === undefined)
    return loopback.includes(options.host)
      ? []
      : [
          warning(
            'no-base-url',
            '--host',
            'Other machines can reach this server, but are sent to 127.0.0.1 when they sign in.',
            'Give --base-url, the address by which browsers reach this server.',
          ),
        ]
  return given.startsWith('https:') || isLoopback(given)
    ? []
    : [
        warning(
          'not-https',
          '--base-url',
          'Passwords and records go over the network in the clear.',
          'Put a proxy with TLS in front, and give its https address.',
        ),
      ]
}

const configOf = (options: ServeOptions): Result<ServerConfig> => {
  if (options.config === undefined) return ok(plainConfig)
  try {
    return readConfig(options.config, readFileSync(options.config, 'utf8'))
  } catch {
    return bad([problem('config', options.config, 'The configuration cannot be read.', 'Check --config.')])
  }
}

/** A demonstration behind a public address would let anybody in. */
const demoProblems = (options: ServeOptions, given: string | undefined): readonly Problem[] => {
  const inPublic = (source: string, place: string): Problem =>
    problem(
      'demo-in-public',
      '--demo',
      `A demonstration lets everybody sign in as anybody, so it is not served on ${place}.`,
      `Leave out ${source}, or leave out --demo.`,
    )
  if (!options.demo) return []
  return [
    ...(loopback.includes(options.host) ? [] : [inPublic('--host', options.host)]),
    ...(given === undefined || isLoopback(given) ? [] : [inPublic('--base-url', given)]),
  ]
}

/** Serves the page and its API until the process is stopped; prints the address and what to try. */
export const serve = async (options: ServeOptions): Promise<number> => {
  const port = portOf(options.port)
  const folders = knowledgeFolders(options)
  const knowledge = openKnowledge(options)
  const config = configOf(options)
  const given = baseUrlOf(options)
  const problems = [
    ...port.problems,
    ...knowledge.problems,
    ...config.problems,
    ...given.problems,
    ...(given.ok ? [...demoProblems(options, given.value), ...addressProblems(options, given.value)] : []),
  ]
  tellProblems(problems)
  if (!port.ok || !folders.ok || !knowledge.ok || !config.ok || !given.ok || hasError(problems)) return 2
  if (!existsSync(join(page, 'index.html')))
    throw new AttuneError('ATTUNE_NOT_FOUND', 'built page: run npm start, or npm run build:web')
  const listenAt = port.value === 0 ? await freePort(options) : port.value
  const host = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listenAt}`
  const databaseUrl = process.env['DATABASE_URL']
  const database: Database = await openDatabase(
    databaseUrl === undefined || databaseUrl === ''
      ? { file: join(options.data, 'attune.sqlite') }
      : { url: databaseUrl },
    { durability: options.demo ? 'demonstration' : 'full', tell: (p) => tellProblems([p]) },
  )
  let server: AttuneServer | undefined
  try {
    server = await openServer({
      database,
      knowledge: knowledge.value,
      knowledgeFolders: folders.value,
      guides: openGuides(options) as unknown as readonly Resource[],
      page,
      baseUrl: given.value ?? url,
      demo: options.demo,
      config: config.value,
      now: () => new Date().toISOString() as Instant,
      newId: uuidSource(Date.now, randomFillSync),
      log: process.env['ATTUNE_LOG'] === '1',
      onLoopback: loopback.includes(options.host),
      ...(loopback.includes(options.host) && (given.value === undefined || isLoopback(given.value))
        ? { hosts: loopback }
        : {}),
    })
    await server.app.listen({ port: listenAt, host: options.host }).catch((cause: unknown) => {
      throw cannotListen(options, cause)
    })
  } catch (cause) {
    await server?.close()
    await database.close()
    throw cause
  }
  if (server.seeded > 0) process.stderr.write(`${server.seeded} demonstration people assessed\n`)
  process.stdout.write(`Attune answers at ${url}

Three things to try
  1  ${options.demo ? 'Sign in as the clinician and open a person' : 'Sign in and open a person'}: every number opens where it comes from.
  2  Press / and type "clopi": may this person take clopidogrel, and what else?
  3  Drop a VCF and a FHIR bundle on the first page: they are assessed in the browser, nothing leaves it.
     For instance the files in examples/
`)
  const open = server
  const end = async (): Promise<void> => {
    try {
      await open.close()
    } finally {
      await database.close()
    }
  }
  const stop = (): void =>
    void end().then(
      () => process.exit(0),
      () => process.exit(faults.ATTUNE_INTERNAL.exit),
    )
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await new Promise<void>((resolve) => open.app.server.once('close', resolve))
  return 0
}

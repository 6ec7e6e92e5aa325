// Starts a real PostgreSQL in a folder of its own. It runs under an unprivileged user, since PostgreSQL refuses root, and ends with the process that started it, however that ends.
import { execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The newest installed PostgreSQL's programs; undefined when there is none. */
export const postgresPrograms = (): string | undefined =>
  [
    ...globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4])),
    ...globSync('/usr/pgsql-*/bin'),
    ...(process.env['PATH'] ?? '').split(':'),
  ].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))

type Owner = { readonly uid?: number; readonly gid?: number }

/** Whom PostgreSQL runs as: this user, or `postgres` or `nobody` where this user is root. */
const owner = (): Owner => {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((l) => l.split(':'))
  const found = users.find((u) => u[0] === 'postgres') ?? users.find((u) => u[0] === 'nobody')
  if (found === undefined) throw new Error('PostgreSQL refuses root, and there is neither a user postgres nor nobody.')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export type PostgresServer = {
  readonly urlOf: (database: string) => string
  /** Runs one statement in the database `postgres` through `psql`. */
  readonly ask: (statement: string) => Promise<string>
  /** Kills the postmaster as a power cut would; its children notice and end. */
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** `durable`: with fsync, as in production; without it tests are several times faster. */
export const postgresServer = async (options: { readonly durable: boolean }): Promise<PostgresServer> => {
  const programs = postgresPrograms()
  if (programs === undefined) throw new Error('PostgreSQL is not installed.')
  const as = owner()
  const folder = mkdtempSync(join(tmpdir(), 'attune-postgres-'))
  chmodSync(folder, 0o700)
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid)
  const data = join(folder, 'data')
  const here = { ...as, cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } }
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'attune', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...here, stdio: 'pipe' },
  )
  const port = await freePort()
  const urlOf = (database: string): string => `postgres://attune@127.0.0.1:${port}/${database}`
  const ask = async (statement: string): Promise<string> =>
    (await run(join(programs, 'psql'), ['-qtAX', '-d', urlOf('postgres'), '-c', statement], here)).stdout.trim()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    fsync: options.durable ? 'on' : 'off',
    full_page_writes: options.durable ? 'on' : 'off',
    synchronous_commit: options.durable ? 'on' : 'off',
    logging_collector: 'off',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // The shell ends PostgreSQL when its standard input closes, which happens when this process ends in any way.
  const keeper = 'exec 3<&0; "$@" <&- 3<&- & p=$!; (cat <&3 >/dev/null; kill -INT $p) & wait $p'
  let child: ReturnType<typeof spawn> | undefined
  const start = async (): Promise<void> => {
    child = spawn('/bin/sh', ['-c', keeper, 'sh', join(programs, 'postgres'), '-D', data, ...args], {
      ...here,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    let log = ''
    child.stderr?.on('data', (text: Buffer) => (log += text.toString()))
    for (let i = 0; i < 600; i++) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`)
      try {
        await ask('select 1')
        return
      } catch {
        await wait(50)
      }
    }
    throw new Error(`PostgreSQL did not answer: ${log}`)
  }
  const ended = async (): Promise<void> => {
    const was = child
    child = undefined
    if (was !== undefined && was.exitCode === null && was.signalCode === null)
      await new Promise((resolve) => was.once('exit', resolve))
    was?.stdin?.destroy()
  }
  const postmaster = (): number => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const kill = async (): Promise<void> => {
    process.kill(postmaster(), 'SIGKILL')
    await ended()
  }
  const stop = async (): Promise<void> => {
    if (child !== undefined) child.stdin?.end()
    await ended()
    rmSync(folder, { recursive: true, force: true })
  }
  await start()
  return { urlOf, ask, kill, start, stop }
}

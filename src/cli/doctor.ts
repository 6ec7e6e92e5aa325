import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { listReleases, verifyReleases } from '../knowledge/folder.ts'
import { portOf } from './port.ts'
import { printJson, tellProblems } from './present.ts'

type Check = { readonly name: string; readonly good: boolean; readonly says: string }

const portFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** The folder itself, or the nearest one above it that is there: what would be written to. Nothing is made. */
const standing = (path: string): string => (existsSync(path) ? path : standing(dirname(path)))

const writable = (dir: string): boolean => {
  try {
    accessSync(dir, constants.W_OK | constants.X_OK)
    return statSync(dir).isDirectory()
  } catch {
    return false
  }
}

/** Whether this machine is fit to run: Node, disk, knowledge, port, the built page. */
export const doctor = async (options: {
  readonly data: string
  readonly port: string
  readonly json: boolean
}): Promise<number> => {
  const port = portOf(options.port)
  tellProblems(port.problems)
  if (!port.ok) return 2
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const problems = verifyReleases()
  const place = standing(resolve(options.data))
  const canWrite = writable(place)
  const disk = statfsSync(place)
  const megabytes = Math.floor((disk.bavail * disk.bsize) / 1e6)
  const free = port.value === 0 || (await portFree(port.value))
  const checks: readonly Check[] = [
    {
      name: 'node',
      good: major > 24 || (major === 24 && minor >= 12),
      says: `${process.versions.node} (24.12 or later is needed)`,
    },
    {
      name: 'data folder',
      good: canWrite,
      says: `${options.data} ${canWrite ? 'can be written' : 'cannot be written'}`,
    },
    { name: 'disk', good: megabytes > 500, says: `${megabytes} MB free (500 are needed)` },
    {
      name: 'knowledge',
      good: problems.length === 0 && listReleases().length > 0,
      says:
        problems.length === 0
          ? `${listReleases().length} releases, checksums hold`
          : `${problems.length} problems: run attune knowledge verify`,
    },
    { name: 'port', good: free, says: `${options.port} ${free ? 'is free' : 'is in use'}` },
    {
      name: 'page',
      good: existsSync(new URL('../../web/dist/index.html', import.meta.url)),
      says: 'built (npm start builds it)',
    },
  ]
  if (options.json) printJson(checks)
  else for (const c of checks) process.stdout.write(`${c.good ? 'ok  ' : 'FAIL'} ${c.name.padEnd(12)} ${c.says}\n`)
  return checks.every((c) => c.good) ? 0 : 1
}

import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { listReleases, verifyReleases } from '../knowledge/folder.ts'

type Check = { readonly name: string; readonly good: boolean; readonly says: string }

const portFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

const writable = (dir: string): boolean => {
  try {
    mkdirSync(dir, { recursive: true })
    accessSync(dir, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Whether this machine is fit to run: Node, disk, knowledge, port, the built page. */
export const doctor = async (options: { readonly data: string; readonly port: string }): Promise<number> => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const problems = verifyReleases()
  const canWrite = writable(options.data)
  const free = canWrite ? statfsSync(options.data) : undefined
  const megabytes = free ? Math.floor((free.bavail * free.bsize) / 1e6) : 0
  const port = Number(options.port)
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
    { name: 'port', good: port === 0 || (await portFree(port)), says: `${options.port}` },
    {
      name: 'page',
      good: existsSync(new URL('../../web/dist/index.html', import.meta.url)),
      says: 'built (npm start builds it)',
    },
  ]
  for (const c of checks) process.stdout.write(`${c.good ? 'ok  ' : 'FAIL'} ${c.name.padEnd(12)} ${c.says}\n`)
  return checks.every((c) => c.good) ? 0 : 1
}

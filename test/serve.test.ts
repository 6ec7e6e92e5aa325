import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browser, pageOf } from '../src/server/sign-in/sign-in.test-support.ts'
import { software } from '../src/shared/software.ts'
import { attune, codesIn, root } from './run-attune.ts'

const built = existsSync(join(root, 'web/dist/index.html'))
if (!built) console.warn('Skipped: the page is not built, so the server was not started (npm run build:web).')

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-serve-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Serving = { readonly url: string; readonly said: () => string; readonly stop: () => Promise<number | null> }

const serve = async (...args: readonly string[]): Promise<Serving> => {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve', '--port', '0', ...args], { cwd: root })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
      const found = /http:\/\/\S+/.exec(out)?.[0]
      if (found !== undefined && out.includes('examples/')) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${err}`)))
  })
  return {
    url,
    said: () => out + err,
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

const statusAs = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on('error', reject)
      .end()
  })

describe.skipIf(!built)('attune serve', () => {
  test('prints the address and three things to try, seeds an empty store once, and stops when told to', async () => {
    const data = join(folder, 'data')
    const first = await serve('--demo', '--data', data)
    expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(first.said()).toMatch(/Three things to try\n +1 .*\n +2 .*\n +3 /)
    expect(first.said()).toContain('13 demonstration people assessed')
    const version = (await (await fetch(`${first.url}/api/version`)).json()) as { version: string }
    expect(version.version).toBe(software.version)
    expect((await fetch(first.url)).headers.get('content-type')).toMatch(/^text\/html/)
    expect(await statusAs(`${first.url}/api/people`, 'attacker.example')).toBe(421)
    expect(await statusAs(`${first.url}/api/people`, 'localhost:1')).toBe(401)
    expect(await statusAs(`${first.url}/api/version`, 'localhost:1')).toBe(200)
    expect(await first.stop()).toBe(0)
    const second = await serve('--demo', '--data', data)
    const user = browser(second.url)
    const signIn = await user.open('/auth/login')
    await user.follow(await user.post(`${pageOf(signIn.at)}/demo`, { account: 'demo-clinician' }))
    const { people } = (await (await user.send('/api/people')).json()) as { people: object[] }
    expect(people).toHaveLength(13)
    expect(second.said()).not.toContain('demonstration people assessed')
    expect(await second.stop()).toBe(0)
  })

  test('ends with 3 and the code when the port is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const ran = await attune('serve', '--port', String(port), '--data', join(folder, 'taken'))
    server.close()
    expect([ran.code, ran.out]).toEqual([3, ''])
    expect(ran.err).toMatch(new RegExp(`^ATTUNE_PORT_IN_USE: .*127\\.0\\.0\\.1:${port} .*--port`))
  })

  test('ends with 3 and another code when the address is not of this machine', async () => {
    const ran = await attune('serve', '--host', '203.0.113.7', '--port', '0', '--data', join(folder, 'address'))
    expect([ran.code, ran.out]).toEqual([3, ''])
    expect(ran.err).toMatch(/^warning: --host: Other machines can reach/)
    expect(ran.err).toMatch(/^ATTUNE_LISTEN_FAILED: .*EADDRNOTAVAIL/m)
  })

  test('ends with 3 when the store cannot be opened, and leaves the place as it was', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'not a folder')
    const ran = await attune('serve', '--port', '0', '--data', join(file, 'data'))
    expect([ran.code, ran.out]).toEqual([3, ''])
    expect(ran.err).toMatch(/^ATTUNE_STORE_FAILED: /)
    writeFileSync(join(folder, 'attune.sqlite'), 'this is no database, whatever its name says')
    const notOurs = await attune('serve', '--port', '0', '--data', folder)
    expect([notOurs.code, notOurs.out]).toEqual([3, ''])
    expect(notOurs.err).toMatch(/^ATTUNE_STORE_FAILED: /)
    expect(readFileSync(join(folder, 'attune.sqlite'), 'utf8')).toMatch(/^this is no database/)
  })
})

test.each(['eighty', '-1', '65536', '80.5', ''])('attune serve refuses the port "%s"', async (port) => {
  const data = join(folder, 'never')
  const ran = await attune('serve', `--port=${port}`, '--data', data)
  expect([ran.code, ran.out, codesIn(ran.err)]).toEqual([2, '', ['bad-port']])
  expect(readdirSync(folder)).not.toContain('never')
})

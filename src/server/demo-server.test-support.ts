import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { loadAll, shippedKnowledge } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import { openSqlite } from '../store/index.ts'
import { type AttuneServer, openServer } from './attune-server.ts'
import { plainConfig } from './config.ts'

export const index = '<!doctype html><title>Attune</title><div id="root"></div>'
const baseUrl = 'http://127.0.0.1:8080'

export type Account = 'clinician' | 'patient' | 'tumour-board' | 'analyst' | 'administrator'

export type DemoServer = AttuneServer & {
  readonly knowledge: ReturnType<typeof loadAll>
  readonly logged: string[]
  /** Signs in as one of the demonstration accounts and gives what asks as them. */
  readonly as: (account: Account) => Promise<(url: string, init?: Asked) => Promise<LightMyRequestResponse>>
  readonly stop: () => Promise<void>
}

export type Asked = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly payload?: string | Buffer | object
  readonly headers?: Readonly<Record<string, string>>
}

/** Cookies as a browser keeps them. */
const cookieJar = () => {
  const kept = new Map<string, string>()
  return {
    header: () => [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
    take: (answer: LightMyRequestResponse): void => {
      for (const { name, value } of answer.cookies as readonly { name: string; value: string }[]) {
        if (value === '') kept.delete(name)
        else kept.set(name, value)
      }
    },
  }
}

/** The whole server with the demonstration people, in memory, with a page of one line and files outside it that must not be served. */
export const demoServer = async (): Promise<DemoServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-page-'))
  mkdirSync(join(folder, 'page/assets'), { recursive: true })
  writeFileSync(join(folder, 'page/index.html'), index)
  writeFileSync(join(folder, 'page/assets/app-1a2b.js'), 'export {}\n')
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}')
  writeFileSync(join(folder, 'secret'), 'secret')
  const database = openSqlite(':memory:')
  const knowledge = loadAll()
  const logged: string[] = []
  const server = await openServer({
    database,
    knowledge,
    guides: [],
    knowledgeFolders: [shippedKnowledge],
    page: join(folder, 'page'),
    baseUrl,
    demo: true,
    config: plainConfig,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    onLoopback: true,
    log: { write: (line) => void logged.push(line) },
    hosts: ['localhost', '127.0.0.1'],
  })
  const path = (location: string): string => location.replace(baseUrl, '')
  const as: DemoServer['as'] = async (account) => {
    const jar = cookieJar()
    const ask = async (url: string, init: Asked = {}): Promise<LightMyRequestResponse> => {
      const answer = await server.app.inject({
        method: init.method ?? 'GET',
        url,
        ...(init.payload === undefined ? {} : { payload: init.payload }),
        headers: { host: '127.0.0.1:8080', origin: baseUrl, cookie: jar.header(), ...init.headers },
      })
      jar.take(answer)
      return answer
    }
    const follow = async (answer: LightMyRequestResponse): Promise<LightMyRequestResponse> => {
      const to = answer.headers.location
      return answer.statusCode >= 300 && answer.statusCode < 400 && to !== undefined
        ? follow(await ask(path(to)))
        : answer
    }
    const page = await follow(await ask('/auth/login?returnTo=/'))
    const action = /action="([^"]+\/demo)"/.exec(page.body)?.[1] ?? ''
    const done = await follow(
      await ask(action, {
        method: 'POST',
        payload: `account=demo-${account}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    )
    if (done.body !== index) throw new Error(`not signed in: ${done.statusCode} ${done.body.slice(0, 200)}`)
    return ask
  }
  return {
    ...server,
    knowledge,
    logged,
    as,
    stop: async () => {
      await server.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// Of every vitest run: one PostgreSQL for all test files, started when the first of them asks for it. What each gets is a new, empty database.
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type PostgresServer, postgresServer } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string
  }
}

export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let server: Promise<PostgresServer> | undefined
  let made = 0
  const create = async (): Promise<string> => {
    server ??= postgresServer({ durable: false })
    const { ask, urlOf } = await server
    const name = `test_${++made}`
    await ask(`create database ${name} template template0`)
    return urlOf(name)
  }
  const door = createServer((_request, response) => {
    create().then(
      (url) => response.end(url),
      (fault: unknown) => response.writeHead(500).end(String(fault)),
    )
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  project.provide('postgres', `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`)
  return async () => {
    door.closeAllConnections()
    door.close()
    await (await server)?.stop()
  }
}
